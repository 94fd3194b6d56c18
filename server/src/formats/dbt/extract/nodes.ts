import type { Attributes, ColumnDeclaration, Declaration, Path } from '../../../model/facts';
import type { Key } from '../../../model/key';
import { itemsOf, pairOf, textOf, toJson, valueOf, type YamlNode } from './yaml';
import { lookupKey, lookupKeys, resourceId } from '../names';
import { asMap, asText, type JsonMap } from '../project/data';
import { extractColumns, type Owner } from './columns';
import { checkConfigValues } from './configValues';
import { checkConstraints, constraintTypes } from './constraints';
import type { Source } from './draft';
import { SECTION_TYPE } from './keys';
import { referGroup, referHooks, referMaterialization } from './nodeReferences';
import { relationQuery } from './snapshotColumns';
import { extractTests, type Tested, type VersionedTest } from './tests';
import { extractVersions } from './versions';
import { attributesOf, configOf, entriesOf, headOf, isNull, type Entry } from './yamlEntry';
import { looksLikeRef, referBare } from './yamlJinja';

/** Entries of `models`, `seeds`, `snapshots` and `analyses`: they describe what a file defines. */
export function extractNodes(source: Source, section: string, node: YamlNode | null): void {
  for (const entry of entriesOf(section, node, [section], source.first)) extractNode(source, section, entry);
}

function extractNode(source: Source, section: string, entry: Entry): void {
  const { scope, name: pkg } = source.project;
  const type = SECTION_TYPE[section]!;
  const id = resourceId(scope, type, pkg, entry.name);
  const config = configOf(source, entry);
  checkConfigValues(source, type, valueOf(entry.node, 'config'), [...entry.path, 'config']);
  const forVersions: VersionedTest[] | null = section === 'models' && valueOf(entry.node, 'versions')?.kind === 'seq' ? [] : null;
  const tested: Tested | null = section === 'analyses' ? null : {
    id, targets: [id, lookupKey('ref', scope, pkg, entry.name)], name: entry.name, isSource: false, expression: `ref('${entry.name}')`, ...(forVersions ? { forVersions } : {}),
  };
  const owner: Owner = { id, tested, what: `${type} '${entry.name}'` };
  const columnsNode = valueOf(entry.node, 'columns');
  const columns = extractColumns(source, owner, columnsNode, [...entry.path, 'columns']);
  const attributes = nodeAttributes(source, entry, id, config, columns);
  checkConstraints(source, owner, valueOf(entry.node, 'constraints'), [...entry.path, 'constraints'], null);
  if (tested) extractTests(source, tested, entry, null);
  referGroup(source, entry, id);
  const materialized = valueOf(valueOf(entry.node, 'config'), 'materialized');
  if (materialized?.kind === 'scalar' && typeof materialized.value === 'string') referMaterialization(source, materialized.text, materialized.content, materialized.span, id, [...entry.path, 'config', 'materialized']);
  referHooks(source, valueOf(entry.node, 'config'), id, [...entry.path, 'config']);
  if (section === 'models') checkModel(source, entry, config, columns);
  if (forVersions) {
    extractVersions(source, entry, { attributes, columns, config, tests: forVersions });
    return;
  }
  const relation = section === 'snapshots' ? valueOf(entry.node, 'relation') : null;
  const declaration: Declaration = {
    id, kind: section === 'analyses' ? 'symbol' : 'dataset', type: `dbt.${type}`, role: relation ? 'defines' : 'describes', name: entry.name,
    keys: relation ? lookupKeys('ref', scope, pkg, entry.name) : [], nameSpan: entry.nameNode.content, span: entry.node.span, parent: null, path: entry.path, attributes,
    columns, columnsComplete: false,
  };
  source.draft.declare(declaration);
  if (relation) extractRelation(source, entry, id, relation, config);
}

function nodeAttributes(source: Source, entry: Entry, id: Key, config: JsonMap, columns: readonly ColumnDeclaration[]): Attributes {
  const constraints = [...constraintTypes(valueOf(entry.node, 'constraints')), ...columns.flatMap(c => c.constraints ?? [])];
  const deprecation = textOf(valueOf(entry.node, 'deprecation_date'));
  const timeSpine = toJson(valueOf(entry.node, 'time_spine'));
  const more: { [name: string]: import('../../../model/key').Json } = { place: 'yaml' };
  if (constraints.length > 0) more['constraints'] = toJson(valueOf(entry.node, 'constraints'));
  if (timeSpine) more['timeSpine'] = timeSpine;
  return {
    ...attributesOf(source, entry, id, config),
    ...(deprecation !== null ? { deprecationDate: deprecation } : {}),
    ...(latestOf(entry) !== null ? { latestVersion: latestOf(entry)! } : {}),
    more,
  };
}

function latestOf(entry: Entry): string | null {
  return asText(toJson(valueOf(entry.node, 'latest_version')));
}

/** What dbt refuses about a model's entry: primary keys in two places, contracts without columns or types. */
function checkModel(source: Source, entry: Entry, config: JsonMap, columns: readonly ColumnDeclaration[]): void {
  const withKey = columns.filter(c => c.constraints?.includes('primary_key'));
  const modelKey = constraintTypes(valueOf(entry.node, 'constraints')).includes('primary_key');
  if (withKey.length > 1) {
    for (const column of withKey) source.draft.problem('primary-key-constraint-invalid', column.nameSpan, 'A primary key on several columns belongs at model level', column.path ?? entry.path, { columns: withKey.map(c => c.name), model: [...entry.path] });
  } else if (withKey.length === 1 && modelKey) {
    source.draft.problem('primary-key-constraint-invalid', withKey[0]!.nameSpan, 'The primary key is set on the model and on this column; dbt takes one', withKey[0]!.path ?? entry.path, { columns: [withKey[0]!.name], model: [...entry.path] });
  }
  checkDate(source, valueOf(entry.node, 'deprecation_date'), [...entry.path, 'deprecation_date']);
  const after = asMap(asMap(config['freshness'])['build_after']);
  if ((after['count'] === undefined) !== (after['period'] === undefined)) {
    const node = valueOf(valueOf(valueOf(entry.node, 'config'), 'freshness'), 'build_after') ?? entry.nameNode;
    source.draft.problem('freshness-malformed', headOf(node), "'build_after' needs both 'count' and 'period'", [...entry.path, 'config', 'freshness', 'build_after'], { missing: after['count'] === undefined ? 'count' : 'period' });
  }
  checkTimeSpine(source, entry);
  if (asMap(config['contract'])['enforced'] !== true || valueOf(entry.node, 'versions')) return;
  if (columns.length === 0) source.draft.problem('contract-incomplete', entry.nameNode.span, `The contract of '${entry.name}' is enforced but no columns are listed`, entry.path, { model: entry.name });
  for (const column of columns) {
    if (column.type === null) source.draft.problem('contract-incomplete', column.nameSpan, `'${column.name}' needs data_type, as the contract is enforced`, column.path ?? entry.path, { model: entry.name, column: column.name, severity: 'warning' });
  }
}

/** A date dbt can read; unquoted and quoted ones are both allowed. */
export function checkDate(source: Source, node: YamlNode | null, path: Path): void {
  if (node?.kind !== 'scalar' || node.value === null || node.text.includes('{{') || /^\d{4}-\d{1,2}-\d{1,2}([T ].*)?$/.test(node.text)) return;
  source.draft.problem('invalid-enum-value', node.span, `'${node.text}' is no date: write 2026-12-31`, path, { expected: 'date' });
}

/** The standard column of a time spine must be a listed column with a granularity. */
function checkTimeSpine(source: Source, entry: Entry): void {
  const standard = valueOf(valueOf(entry.node, 'time_spine'), 'standard_granularity_column');
  if (standard?.kind !== 'scalar') return;
  const column = itemsOf(valueOf(entry.node, 'columns')).find(c => textOf(valueOf(c, 'name')) === standard.text);
  const path = [...entry.path, 'time_spine', 'standard_granularity_column'];
  if (!column) source.draft.problem('time-spine-invalid', standard.span, `The time spine's column '${standard.text}' is not among the columns of '${entry.name}'`, path, { column: standard.text });
  else if (!valueOf(column, 'granularity')) source.draft.problem('time-spine-invalid', standard.span, `The time spine's column '${standard.text}' needs a 'granularity'`, path, { column: standard.text, missing: 'granularity' });
}

/** The source of a snapshot written in YAML: one bare `ref` or `source`. */
function extractRelation(source: Source, entry: Entry, id: Key, relation: YamlNode, config: JsonMap): void {
  const path = [...entry.path, 'relation'];
  const index = referBare(source, relation, { from: id, place: 'relation', role: 'reads', path });
  if (index !== null) checkBraces(source, relation, path);
  if (index !== null) relationQuery(source, id, relation.span, index, config);
  else if (relation.kind !== 'scalar' || !looksLikeRef(relation.text)) source.draft.problem('snapshot-key-missing', headOf(relation), "'relation' must be one ref('…') or source('…', '…')", path, { key: 'relation' });
  checkSnapshotConfig(source, entry, config);
}

/** A relation, constraint or input is a bare call: dbt refuses braces around it. */
export function checkBraces(source: Source, node: YamlNode, path: Path): void {
  if (node.kind === 'scalar' && node.text.includes('{{')) source.draft.problem('bare-call-in-braces', node.span, 'Write the call without braces here', path, { to: node.text.replace(/^\s*\{\{-?\s*|\s*-?\}\}\s*$/g, '') });
}

function checkSnapshotConfig(source: Source, entry: Entry, config: JsonMap): void {
  const configNode = valueOf(entry.node, 'config');
  for (const wrong of wrongSnapshotKeys(config)) source.draft.problem('snapshot-config-invalid', pairOf(configNode, wrong.key)?.key.span ?? entry.nameNode.span, wrong.message, [...entry.path, 'config', wrong.key], { key: wrong.key });
  const missing = missingSnapshotKeys(config);
  // Keys may also come from dbt_project.yml, so only a contradiction inside the entry is certain here.
  const inherited = Object.keys(asMap(source.project.main.configs['snapshots'])).length > 0 || Object.keys(asMap(source.project.data.configs['snapshots'])).length > 0;
  if (missing.length > 0 && !inherited && !isNull(valueOf(entry.node, 'relation'))) {
    source.draft.problem('snapshot-key-missing', entry.nameNode.span, `Snapshot '${entry.name}' needs ${missing.map(m => `'${m}'`).join(' and ')} in its config`, entry.path, { keys: missing, into: [...entry.path, 'config'] });
  }
}

/** Keys of a snapshot's config whose values dbt refuses. */
export function wrongSnapshotKeys(config: JsonMap): { readonly key: string; readonly message: string }[] {
  const out: { key: string; message: string }[] = [];
  const columns = config['check_cols'];
  if (typeof columns === 'string' && columns !== 'all' && !columns.includes('{{')) out.push({ key: 'check_cols', message: "'check_cols' is a list of columns, or 'all'" });
  if (config['strategy'] === 'timestamp' && columns !== undefined && columns !== null) out.push({ key: 'check_cols', message: "The timestamp strategy takes no 'check_cols'" });
  if (typeof config['materialized'] === 'string' && config['materialized'] !== 'snapshot') out.push({ key: 'materialized', message: "A snapshot is always materialized as 'snapshot'" });
  return out;
}

/** Keys a snapshot's config lacks, by its strategy. */
export function missingSnapshotKeys(config: JsonMap): string[] {
  const missing: string[] = [];
  if (config['strategy'] === undefined) missing.push('strategy');
  if (config['unique_key'] === undefined) missing.push('unique_key');
  if (config['strategy'] === 'check' && config['check_cols'] === undefined) missing.push('check_cols');
  if (config['strategy'] === 'timestamp' && config['updated_at'] === undefined) missing.push('updated_at');
  return missing;
}
