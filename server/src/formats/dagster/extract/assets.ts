import type { Attributes } from '../../../model/facts';
import type { Json, Key } from '../../../model/key';
import { argument, type FunctionDefinition, isForeign, isSequence, keyword, knownText, printedValue, type Value } from '../../../syntax/python';
import { cronWords } from '../../../text/cron';
import { dialectOf, extractJobSql } from '../../shared/jobSql';
import { dbtModelTargets, functionKey, tableKey, tableTargets } from '../../shared/names';
import { pythonKey } from '../../shared/pythonModules';
import { sqlCallsOf } from '../../shared/pythonSql';
import { assetKey, computeKey, groupedKey, multiKey } from '../names';
import { type Asset, type Assets, printed } from '../objects';
import type { Extraction } from './index';
import { nameOfKey, referTo } from './refer';

/** Assets, each a dataset and the job that computes it. */
export function extractAssets(x: Extraction): void {
  for (const group of x.state.groups) extractGroup(x, group);
  for (const asset of x.state.assets) extractAsset(x, asset);
}

function extractAsset(x: Extraction, asset: Asset): void {
  const name = nameOfKey(asset.key, x.path);
  const id = assetKey(name);
  const start = asset.nameSpan?.start ?? asset.definition?.nameSpan.start ?? asset.span.start;
  const head = { start, end: start };
  const bound = x.state.names.get(asset);
  const last = asset.key.parts[asset.key.parts.length - 1]!;
  const group = asset.group ?? 'default';
  x.draft.declare({
    id, kind: 'dataset', type: 'dagster.asset', role: asset.made === 'source' ? 'describes' : 'defines', name: printed(asset.key), keys: [...(bound === undefined ? [] : [pythonKey(x.path, bound)]), ...(asset.key.known ? [groupedKey(group, last)] : []), ...tablesOf(asset)],
    nameSpan: asset.nameSpan ?? head, span: asset.span, parent: null, path: null, attributes: attributesOf(asset), columns: [], columnsComplete: false,
  });
  if (asset.made === 'source' || asset.made === 'observable') {
    for (const d of asset.dependencies) referTo(x, d, id, 'reads', 'dagster.asset', group);
    return;
  }
  const job = computeKey(name);
  // The job stands where the asset does, and takes no place of its own in the outline.
  x.draft.declare({
    id: job, kind: 'job', type: 'dagster.compute', role: 'defines', name: printed(asset.key), keys: [], nameSpan: head, span: head, parent: asset.parent ? multiKey(`${asset.parent.name}@${x.path}`) : null, path: null,
    attributes: { schedule: cronOf(asset), ...(asset.group ? { group: asset.group } : {}) }, columns: [], columnsComplete: false, ...adopted(x, asset.parent ? null : asset.definition),
  });
  x.draft.refer({ targets: [id], type: 'dagster.asset', name: last, span: head, fullSpan: head, from: job, role: 'writes', certainty: 'certain', implied: true });
  // A dbt source (or another table) of that name is what the asset fills.
  if (asset.key.known && asset.key.parts.length > 1) x.draft.refer({ targets: [tableKey(asset.key.parts), id], type: 'sql.table', name: printed(asset.key), span: head, fullSpan: head, from: job, role: 'writes', certainty: 'likely', implied: true, data: { place: 'dagster' } });
  for (const d of asset.dependencies) {
    referTo(x, d, job, 'reads', 'dagster.asset', group);
    // A name of another module may be the function behind several assets: then this one runs after it.
    if (d.of.kind === 'symbol') referTo(x, d, job, 'uses', 'dagster.asset', group);
  }
  if (asset.function) extractSql(x, asset.function, job);
}

/** The function of an asset or a step is what computes it: what it reads and writes, the job does. */
export function adopted(x: Extraction, definition: FunctionDefinition | null): { readonly adopts?: readonly Key[] } {
  return definition && !isForeign(definition.span) ? { adopts: [functionKey(x.path, definition.name), functionKey(x.path, definition.name, 'spark')] } : {};
}

/** The function behind several assets. */
function extractGroup(x: Extraction, group: Assets): void {
  const id = multiKey(`${group.name}@${x.path}`);
  const bound = x.state.names.get(group);
  x.draft.declare({
    id, kind: 'job', type: `dagster.${group.kind}`, role: 'defines', name: group.name, keys: bound === undefined ? [] : [pythonKey(x.path, bound)], nameSpan: group.nameSpan, span: group.span, parent: null, path: null,
    attributes: { ...descriptionOf(group.definition?.docstring?.value ?? knownText(keyword(group.args, 'description')?.value)), more: { facts: groupFacts(group) } }, columns: [], columnsComplete: false, ...adopted(x, group.definition),
  });
  if (group.function) extractSql(x, group.function, id);
  for (const asset of group.assets) {
    const at = { start: group.span.start, end: group.span.start };
    x.draft.refer({ targets: [assetKey(nameOfKey(asset.key, x.path))], type: 'dagster.asset', name: printed(asset.key), span: at, fullSpan: at, from: id, role: 'writes', certainty: 'certain', implied: true });
  }
  const select = group.kind === 'dbt_assets' ? keyword(group.args, 'select') : undefined;
  if (select?.value.kind !== 'text' || !select.value.known) return;
  for (const model of select.value.text.split(/[\s,]+/).map(s => s.replace(/^@|^\d*\+|\+\d*$/g, '')).filter(s => /^[A-Za-z_]\w*$/.test(s))) {
    const at = select.value.origin ? x.text.indexOf(model, select.value.origin.start) : -1;
    const span = select.value.origin && at >= 0 && at + model.length <= select.value.origin.end ? { start: at, end: at + model.length } : select.span;
    x.draft.refer({ targets: dbtModelTargets(model), type: 'dagster.dbt_model', name: model, span, fullSpan: span, from: id, role: 'writes', certainty: 'likely', ...(at >= 0 ? {} : { implied: true }) });
  }
}

function groupFacts(group: Assets): string[] {
  const facts = group.assets.length > 0 ? [`${group.assets.length}${group.open ? ' or more' : ''} asset${group.assets.length === 1 && !group.open ? '' : 's'}`] : ['makes assets from files of another tool'];
  const select = knownText(keyword(group.args, 'select')?.value);
  return select ? [...facts, `selects ${select}`] : facts;
}

function extractSql(x: Extraction, f: NonNullable<Asset['function']>, job: Key): void {
  for (const call of sqlCallsOf(f)) extractJobSql(x.draft, x.text, { job, text: call.text.text, origin: call.text.origin, at: call.span, dialect: dialectOf(call.callee), place: 'dagster', schema: null, known: {} });
}

/** The table an asset says it is: `metadata={"dagster/table_name": "db.schema.orders"}`. */
function tablesOf(asset: Asset): Key[] {
  const metadata = keyword(asset.args, 'metadata')?.value;
  const name = metadata?.kind === 'dict' ? metadata.entries.findLast(e => /^dagster\/(table_name|relation_identifier)$/.test(knownText(e.key) ?? ''))?.value : undefined;
  const text = knownText(name);
  return text === null ? [] : tableTargets(text.split('.'), true);
}

function attributesOf(asset: Asset): Attributes {
  const { args } = asset;
  const tags = keyword(args, 'tags')?.value;
  const owners = textsOf(keyword(args, 'owners')?.value);
  const kinds = textsOf(keyword(args, 'kinds')?.value);
  const facts: string[] = [];
  if (asset.made !== 'asset') facts.push({ source: 'made elsewhere', observable: 'observed', graph: 'made of ops' }[asset.made]);
  if (kinds.length > 0) facts.push(kinds.join(', '));
  const partitions = partitionsOf(keyword(args, 'partitions_def')?.value);
  if (partitions) facts.push(`partitioned ${partitions}`);
  const cron = cronOf(asset);
  const automation = keyword(args, 'automation_condition')?.value;
  if (cron) facts.push(`runs ${cronWords(cron) ?? cron}`);
  else if (automation?.kind === 'made') facts.push(`runs when ${automation.path.slice(automation.path.lastIndexOf('.') + 1).replace(/_/g, ' ')}`);
  const io = knownText(keyword(args, 'io_manager_key')?.value);
  if (io) facts.push(`stored by ${io}`);
  return {
    ...descriptionOf(knownText(keyword(args, 'description')?.value) ?? asset.definition?.docstring?.value ?? null),
    ...(asset.group ? { group: asset.group } : {}),
    ...(owners.length > 0 ? { owner: owners.join(', ') } : {}),
    ...(tags?.kind === 'dict' ? { tags: tags.entries.flatMap(e => { const [k, v] = [knownText(e.key), knownText(e.value)]; return k === null ? [] : [v ? `${k}=${v}` : k]; }) } : {}),
    ...(cron ? { schedule: cron } : {}),
    more: { made: asset.made, known: asset.key.known, many: asset.many, ...(facts.length > 0 ? { facts: facts as Json } : {}) },
  };
}

function descriptionOf(text: string | null | undefined): { readonly description?: string } {
  return text ? { description: text.trim() } : {};
}

function textsOf(value: Value | undefined): string[] {
  return value && isSequence(value) ? value.items.flatMap(v => knownText(v) ?? []) : [];
}

/** `AutomationCondition.on_cron("0 6 * * *")`. */
function cronOf(asset: Asset): string | null {
  const value = keyword(asset.args, 'automation_condition')?.value;
  return value?.kind === 'made' && value.path.endsWith('.on_cron') ? knownText(argument(value.args, 'cron_schedule', 0)?.value) : null;
}

/** The partitions in words: `daily from 2024-01-01`. */
function partitionsOf(value: Value | undefined): string | null {
  if (value?.kind !== 'made') return null;
  const kind = /\.(\w+?)PartitionsDefinition$/.exec(value.path)?.[1];
  if (kind === undefined) return null;
  const start = argument(value.args, 'start_date', 0);
  if (kind === 'Static') {
    const keys = textsOf(argument(value.args, 'partition_keys', 0)?.value);
    return keys.length > 0 ? `by ${keys.slice(0, 5).join(', ')}${keys.length > 5 ? ', …' : ''}` : 'by fixed keys';
  }
  const from = start && kind !== 'Dynamic' && kind !== 'Multi' ? printedValue(start.value) : null;
  return `${kind.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}${from?.known ? ` from ${from.text}` : ''}`;
}
