import type { ColumnDeclaration, Facts, Path } from '../../model/facts';
import type { Document } from '../../model/format';
import type { Json } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { validate } from '../../syntax/jsonSchema';
import { foldsOf, pairOf, textOf, toJson, valueOf, type YamlDocument, type YamlMap, type YamlNode, type YamlPair } from '../../syntax/yaml';
import { minutesIn } from '../../text/duration';
import { cronMistake } from '../shared/cron';
import { Draft } from '../shared/draft';
import { mentionColumn, wordOf } from '../shared/quality';
import { schemaProblem } from '../shared/structured';
import { contractKey, contractTableKey } from './names';
import { promise, textsOf, type OdcsReading } from './reading';
import { addQuality } from './quality';
import { type ContractHead, declareTable } from './table';

/** A contract of the Data Contract Specification. */
export function extractDcs(document: Document, tree: YamlDocument): Facts {
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, tree.comments);
  for (const p of tree.problems) draft.problem(p.rule, p.span, p.message, p.data);
  draft.folds.push(...foldsOf(tree, document.text));
  const { root } = tree;
  if (root?.kind !== 'map') return draft.facts();
  for (const p of validate('contracts/dcs', root)) if (p.kind !== 'unknown-key') draft.problems.push(schemaProblem('odcs-shape', p));
  const head = headOf(document, root);
  const info = valueOf(root, 'info');
  const title = wordOf(valueOf(info, 'title'));
  const description = textOf(valueOf(info, 'description'));
  const version = textOf(valueOf(info, 'version'));
  draft.declare({
    id: contractKey(head.id), kind: 'symbol', type: 'dcs.contract', role: 'defines', name: title?.text ?? head.id, keys: [], nameSpan: title?.content ?? null, span: root.span, parent: null, path: [],
    attributes: { ...(description === null ? {} : { description }), ...(version === null ? {} : { version }), ...(head.owner === null ? {} : { owner: head.owner }), more: { promises: promisesIn(root) } }, columns: [], columnsComplete: false,
  });
  const r: OdcsReading = { draft, head, root, count: 0, datasets: new Map() };
  const definitions = valueOf(root, 'definitions');
  const models = valueOf(root, 'models');
  for (const pair of models?.kind === 'map' ? models.pairs : []) model(r, pair, definitions, models!);
  for (const level of ['freshness', 'latency']) {
    const said = valueOf(valueOf(root, 'servicelevels'), level);
    const threshold = wordOf(valueOf(said, 'threshold'));
    const minutes = threshold ? minutesIn(threshold.text) : null;
    const field = /^(\w+)\./.exec(textOf(valueOf(said, 'timestampField') ?? valueOf(said, 'processedTimestampField')) ?? '');
    if (threshold && minutes !== null) promise(r, minutes, threshold.content, field?.[1] ?? null);
  }
  const cron = wordOf(valueOf(valueOf(valueOf(root, 'servicelevels'), 'frequency'), 'cron'));
  const mistake = cron ? cronMistake(cron.text) : null;
  if (cron && mistake) draft.problem('invalid-cron', cron.content, `This can never happen: ${mistake}`, {});
  return draft.facts();
}

function promisesIn(root: YamlMap): string[] {
  const levels = valueOf(root, 'servicelevels');
  return levels?.kind === 'map' ? levels.pairs.map(p => p.key.text) : [];
}

function headOf(document: Document, root: YamlMap): ContractHead {
  const servers = valueOf(root, 'servers');
  const list = servers?.kind === 'map' ? servers.pairs.map(p => p.value) : [];
  const schemas = new Set(list.map(s => textOf(valueOf(s, 'schema')) ?? textOf(valueOf(s, 'dataset'))));
  const [schema] = schemas;
  return {
    id: textOf(valueOf(root, 'id')) ?? document.path, language: 'dcs', owner: textOf(valueOf(valueOf(root, 'info'), 'owner')), status: textOf(valueOf(valueOf(root, 'info'), 'status')),
    schema: schemas.size === 1 && schema && /^[\w$]+$/.test(schema) ? schema : null, kafka: list.some(s => textOf(valueOf(s, 'type')) === 'kafka'),
  };
}

function model(r: OdcsReading, pair: YamlPair, definitions: YamlNode | null, models: YamlNode): void {
  const path: Path = ['models', pair.key.text];
  const fields = pairOf(pair.value, 'fields')?.value;
  const entries = fields?.kind === 'map' ? fields.pairs : [];
  const columns = entries.map(f => field(f, definitions, [...path, 'fields', f.key.text]));
  const keys = textsOf(valueOf(pair.value, 'primaryKey'));
  const { dataset, id } = declareTable(r.draft, r.head, {
    name: pair.key.text, nameSpan: pair.key.content, physical: null, description: textOf(valueOf(pair.value, 'description')), tags: textsOf(valueOf(pair.value, 'tags')), span: pair.span, path,
    columns: columns.map(c => (keys.includes(c.name) ? { ...c, constraints: [...(c.constraints ?? []), 'primary_key'] } : c)), open: entries.length === 0 || toJson(valueOf(pair.value, 'additionalFields')) === true,
  });
  r.datasets.set(pair.key.text, dataset);
  const place = { table: pair.key.text, column: null, dataset, columns: columns.map(c => c.name), from: id };
  addQuality(r, valueOf(pair.value, 'quality'), place, [...path, 'quality']);
  for (const f of entries) {
    mentionColumn(r.draft, dataset, f.key.text, f.key.content, 'contract', id);
    addQuality(r, valueOf(f.value, 'quality'), { ...place, column: f.key.text }, [...path, 'fields', f.key.text, 'quality']);
    link(r, f, models, definitions);
  }
}

/** `references: customers.id` and `$ref: '#/definitions/order_id'`. */
function link(r: OdcsReading, f: YamlPair, models: YamlNode, definitions: YamlNode | null): void {
  const to = wordOf(valueOf(f.value, 'references'));
  const match = to ? /^(\w+)\.(\w+)$/.exec(to.text) : null;
  const table = match ? pairOf(models, match[1]!) : null;
  if (to && match && table) {
    const fields = valueOf(table.value, 'fields');
    const names = fields?.kind === 'map' ? fields.pairs.map(p => p.key.text) : [];
    const start = to.content.start;
    const span = { start: start + match[1]!.length + 1, end: to.content.end };
    r.draft.refer({ targets: [contractTableKey(r.head.id, match[1]!)], type: 'contract.table', name: match[1]!, span: { start, end: start + match[1]!.length }, fullSpan: to.content, from: null, role: 'uses', certainty: 'likely', column: { name: match[2]!, span }, data: { place: 'relationship' } });
    if (names.length > 0 && !names.includes(match[2]!)) r.draft.problem('odcs-unknown-reference', span, `'${match[2]!}' is not a field of '${match[1]!}'`, { severity: 'warning', names });
  }
  const ref = wordOf(valueOf(f.value, '$ref'));
  const local = ref ? /^#\/definitions\/(.+)$/.exec(ref.text) : null;
  if (ref && local && !local[1]!.includes('/') && !pairOf(definitions, local[1]!)) r.draft.problem('odcs-unknown-reference', ref.content, `The contract has no definition '${local[1]!}'`, { severity: 'error', names: definitions?.kind === 'map' ? definitions.pairs.map(p => `#/definitions/${p.key.text}`) : [] });
}

function field(pair: YamlPair, definitions: YamlNode | null, path: Path): ColumnDeclaration {
  const ref = /^#\/definitions\/([^/]+)$/.exec(textOf(valueOf(pair.value, '$ref')) ?? '');
  const shared = ref ? valueOf(definitions, ref[1]!) : null;
  const said = (name: string): YamlNode | null => valueOf(pair.value, name) ?? valueOf(shared, name);
  const flag = (name: string): boolean => toJson(said(name)) === true;
  const type = wordOf(valueOf(pair.value, 'type'));
  const description = wordOf(valueOf(pair.value, 'description'));
  const classification = textOf(said('classification'));
  const meta: { [name: string]: Json } = { ...(classification === null ? {} : { classification }), ...(said('pii') === null ? {} : { pii: toJson(said('pii')) }) };
  const constraints = [flag('primaryKey') || flag('primary') ? 'primary_key' : '', flag('unique') ? 'unique' : '', flag('required') ? 'not_null' : ''].filter(c => c !== '');
  const tags = textsOf(said('tags'));
  return {
    name: pair.key.text, nameSpan: pair.key.content, span: pair.span, path, type: type?.text ?? textOf(said('type')), ...(type ? { typeSpan: type.content } : {}), ...(flag('required') ? { nullable: false } : {}),
    ...(description ? { description: description.text, descriptionSpan: description.span } : said('description') ? { description: textOf(said('description')) ?? '' } : {}),
    ...(tags.length > 0 ? { tags } : {}), ...(Object.keys(meta).length > 0 ? { meta } : {}), ...(constraints.length > 0 ? { constraints } : {}),
  };
}
