import type { ColumnDeclaration, Facts, Path } from '../../model/facts';
import type { Document } from '../../model/format';
import type { Json } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { validate } from '../../syntax/jsonSchema';
import { foldsOf, itemsOf, pairOf, textOf, toJson, valueOf, type YamlDocument, type YamlMap, type YamlNode } from '../../syntax/yaml';
import { Draft } from '../shared/draft';
import { type CheckedDataset, mentionColumn, wordOf } from '../shared/quality';
import { schemaProblem } from '../shared/structured';
import { legacyKeys } from './legacy';
import { contractKey } from './names';
import { addQuality, type QualityPlace } from './quality';
import { type OdcsReading, textsOf } from './reading';
import { references } from './references';
import servers from './data/servers.json';
import { slaProblems } from './sla';
import { type ContractHead, declareTable } from './table';

/** A contract of the Open Data Contract Standard, version 3 (version 2 is recognised and told what its keys are called now). */
export function extractOdcs(document: Document, tree: YamlDocument): Facts {
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, tree.comments);
  for (const p of tree.problems) draft.problem(p.rule, p.span, p.message, p.data);
  draft.folds.push(...foldsOf(tree, document.text));
  const { root } = tree;
  if (root?.kind !== 'map') return draft.facts();
  const version = versionOf(root);
  legacyKeys(draft, root, version);
  if (version.major >= 3) structure(draft, root, version);
  const named = wordOf(valueOf(root, 'id')) ?? wordOf(valueOf(root, 'uuid'));
  const head = headOf(document, root, named?.text ?? null);
  const r: OdcsReading = { draft, head, root, count: 0, datasets: new Map() };
  const title = wordOf(valueOf(root, 'name'));
  draft.declare({
    id: contractKey(head.id), kind: 'symbol', type: 'odcs.contract', role: 'defines', name: title?.text ?? head.id, keys: [], nameSpan: title?.content ?? null, span: root.span, parent: null, path: [],
    attributes: { ...(textOf(valueOf(valueOf(root, 'description'), 'purpose')) === null ? {} : { description: textOf(valueOf(valueOf(root, 'description'), 'purpose'))! }), ...(head.owner === null ? {} : { owner: head.owner }), ...(textOf(valueOf(root, 'version')) === null ? {} : { version: textOf(valueOf(root, 'version'))! }), more: { promises: itemsOf(valueOf(root, 'slaProperties')).flatMap(s => textOf(valueOf(s, 'property')) ?? []) } },
    columns: [], columnsComplete: false,
  });
  const schema = pairOf(root, 'schema')?.value;
  if (schema?.kind === 'seq') schema.items.forEach((item, i) => item.value && table(r, item.value, ['schema', i]));
  unique(draft, itemsOf(schema), 'name', 'Table', 'warning');
  unique(draft, itemsOf(valueOf(root, 'servers')), 'server', 'Server', 'warning');
  references(r);
  slaProblems(r);
  return draft.facts();
}

/** `v3.1.0` as numbers; the present version where it can't be read. */
function versionOf(root: YamlMap): { readonly major: number; readonly minor: number; readonly known: boolean } {
  const match = /^v?(\d+)\.(\d+)/.exec(textOf(valueOf(root, 'apiVersion')) ?? '');
  return match ? { major: Number(match[1]), minor: Number(match[2]), known: true } : { major: 3, minor: 1, known: false };
}

/** Told more exactly elsewhere. */
const ELSEWHERE: ReadonlySet<string> = new Set(['rule', 'validValues', 'slaDefaultElement', 'from']);

function structure(draft: Draft, root: YamlMap, version: { readonly minor: number }): void {
  const told = new Set(draft.problems.filter(p => p.rule === 'odcs-legacy-key').map(p => p.span.start));
  for (const p of validate('contracts/odcs', root)) {
    if (told.has(p.span.start)) continue;
    const key = p.path[p.path.length - 1];
    if (p.kind === 'unknown-key' && typeof key === 'string' && ELSEWHERE.has(key)) continue;
    const problem = schemaProblem('odcs-shape', p);
    // Before 3.1 the standard's schema let keys pass that it did not know; what comes after 3.1 is not known here.
    const severity = p.kind === 'unknown-key' && version.minor === 1 ? 'error' : p.kind === 'unknown-key' && version.minor > 1 ? 'information' : problem.data!['severity']!;
    draft.problems.push({ ...problem, data: { ...problem.data, severity } });
  }
  if (version.minor < 2 && pairOf(root, 'status') === null) {
    const at = pairOf(root, 'apiVersion')?.key.span ?? { start: root.span.start, end: root.span.start };
    draft.problems.push({ rule: 'odcs-shape', span: at, message: "The contract lacks 'status', which versions before 3.2 require", path: [], data: { severity: 'error', add: 'status', value: 'draft' } });
  }
  const list = pairOf(root, 'servers')?.value;
  if (list?.kind === 'seq') list.items.forEach((item, i) => {
    const type = wordOf(valueOf(item.value, 'type'));
    const wanted = type ? ((servers as { readonly [type: string]: readonly string[] })[type.text] ?? []) : [];
    const missing = wanted.filter(k => pairOf(item.value, k) === null);
    if (type && missing.length > 0) draft.problems.push({ rule: 'odcs-shape', span: type.content, message: `A server of type '${type.text}' needs ${missing.map(m => `'${m}'`).join(', ')}`, path: ['servers', i], data: { severity: version.minor >= 1 ? 'error' : 'warning' } });
  });
}

function headOf(document: Document, root: YamlMap, id: string | null): ContractHead {
  const list = itemsOf(valueOf(root, 'servers'));
  const schemas = new Set(list.map(s => textOf(valueOf(s, 'schema')) ?? textOf(valueOf(s, 'dataset'))));
  const [schema] = schemas;
  const team = valueOf(root, 'team');
  const members = team?.kind === 'map' ? itemsOf(valueOf(team, 'members')) : itemsOf(team);
  const owner = members.find(m => /owner/i.test(textOf(valueOf(m, 'role')) ?? '')) ?? members[0];
  return {
    id: id ?? document.path, language: 'odcs', owner: textOf(valueOf(owner, 'username')) ?? (team?.kind === 'map' ? textOf(valueOf(team, 'name')) : null), status: textOf(valueOf(root, 'status')),
    schema: schemas.size === 1 && schema && /^[\w$]+$/.test(schema) ? schema : null, kafka: list.some(s => textOf(valueOf(s, 'type')) === 'kafka'),
  };
}

function table(r: OdcsReading, node: YamlNode, path: Path): void {
  const named = wordOf(valueOf(node, 'name'));
  if (!named) return;
  const physical = wordOf(valueOf(node, 'physicalName'));
  const properties = pairOf(node, 'properties')?.value;
  const columns = properties?.kind === 'seq' ? properties.items.flatMap((item, i) => column(item.value, [...path, 'properties', i]) ?? []) : [];
  const { dataset, id } = declareTable(r.draft, r.head, {
    name: named.text, nameSpan: named.content, physical: physical ? { name: physical.text, span: physical.content } : null, description: textOf(valueOf(node, 'description')), tags: textsOf(valueOf(node, 'tags')), span: node.span, path, columns, open: properties === null || properties === undefined,
  });
  r.datasets.set(named.text, dataset);
  const names = itemsOf(properties);
  unique(r.draft, names, 'name', 'Property', 'warning');
  unique(r.draft, names, 'id', 'Id', 'warning');
  primaryKey(r.draft, names, path);
  const place: QualityPlace = { table: named.text, column: null, dataset, columns: columns.map(c => c.name), from: id };
  addQuality(r, valueOf(node, 'quality'), place, [...path, 'quality']);
  names.forEach((property, i) => {
    const name = wordOf(valueOf(property, 'physicalName')) ?? wordOf(valueOf(property, 'name'));
    if (!name) return;
    mentionColumn(r.draft, dataset, name.text, name.content, 'contract', id);
    addQuality(r, valueOf(property, 'quality'), { ...place, column: name.text }, [...path, 'properties', i, 'quality']);
    nested(r, property, dataset, [...path, 'properties', i], 0);
  });
}

/** Checks on fields inside objects and arrays: their columns are no columns of the table. */
function nested(r: OdcsReading, node: YamlNode, dataset: CheckedDataset, path: Path, depth: number): void {
  if (depth > 20) return;
  const inner = pairOf(node, 'properties')?.value;
  const items = pairOf(node, 'items')?.value;
  if (items) nested(r, items, dataset, [...path, 'items'], depth + 1);
  if (inner?.kind !== 'seq') return;
  unique(r.draft, itemsOf(inner), 'name', 'Property', 'warning');
  inner.items.forEach((item, i) => item.value && nested(r, item.value, dataset, [...path, 'properties', i], depth + 1));
}

function column(node: YamlNode | null, path: Path): ColumnDeclaration | null {
  const named = wordOf(valueOf(node, 'physicalName')) ?? wordOf(valueOf(node, 'name'));
  if (!node || !named) return null;
  const flag = (name: string): boolean | null => {
    const value = valueOf(node, name);
    return value?.kind === 'scalar' && typeof value.value === 'boolean' ? value.value : null;
  };
  const type = wordOf(valueOf(node, 'physicalType')) ?? wordOf(valueOf(node, 'logicalType'));
  const description = wordOf(valueOf(node, 'description'));
  const classification = textOf(valueOf(node, 'classification'));
  const constraints = [flag('primaryKey') === true ? 'primary_key' : '', flag('unique') === true ? 'unique' : '', flag('required') === true ? 'not_null' : ''].filter(c => c !== '');
  const meta: { [name: string]: Json } = classification === null ? {} : { classification };
  for (const p of itemsOf(valueOf(node, 'customProperties'))) {
    const name = textOf(valueOf(p, 'property'));
    if (name !== null && /pii|sensitiv|privacy|classification/i.test(name)) meta[name] = toJson(valueOf(p, 'value'));
  }
  const tags = textsOf(valueOf(node, 'tags'));
  return {
    name: named.text, nameSpan: named.content, span: node.span, path, type: type?.text ?? null, ...(type ? { typeSpan: type.content } : {}), ...(flag('required') === true ? { nullable: false } : {}),
    ...(description ? { description: description.text, descriptionSpan: description.span } : {}), ...(tags.length > 0 ? { tags } : {}), ...(Object.keys(meta).length > 0 ? { meta } : {}), ...(constraints.length > 0 ? { constraints } : {}),
  };
}

function unique(draft: Draft, items: readonly YamlNode[], key: string, what: string, severity: string): void {
  const seen = new Set<string>();
  for (const item of items) {
    const word = wordOf(valueOf(item, key));
    if (!word) continue;
    if (seen.has(word.text)) draft.problem('odcs-shape', word.content, `${what} '${word.text}' is there twice`, { severity });
    seen.add(word.text);
  }
}

function primaryKey(draft: Draft, properties: readonly YamlNode[], path: Path): void {
  const keys = properties.flatMap((p, i) => (valueOf(p, 'primaryKey')?.kind === 'scalar' && toJson(valueOf(p, 'primaryKey')) === true ? [{ p, path: [...path, 'properties', i] }] : []));
  if (keys.length < 2) return;
  const seen = new Set<number>();
  let told = false;
  for (const [i, { p, path: at }] of keys.entries()) {
    const position = valueOf(p, 'primaryKeyPosition');
    const span = wordOf(valueOf(p, 'name'))?.content ?? p.span;
    if (!position && !told) {
      draft.problems.push({ rule: 'odcs-shape', span, message: `The primary key has ${keys.length} columns: say the place of each with primaryKeyPosition`, path: at, data: { severity: 'information', add: 'primaryKeyPosition', value: i + 1 } });
      told = true;
    } else if (!position) continue;
    else if (position.kind === 'scalar' && typeof position.value === 'number') {
      if (seen.has(position.value)) draft.problem('odcs-shape', position.span, `Place ${position.value} of the primary key is taken twice`, { severity: 'warning' });
      seen.add(position.value);
    }
  }
}
