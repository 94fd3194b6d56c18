import type { ColumnDeclaration, Facts } from '../../../model/facts';
import type { Document, Format } from '../../../model/format';
import type { Span } from '../../../text/span';
import { jsonEdits, readJson } from '../../../syntax/json';
import { at, foldsOf, itemsOf, nodeAt, textOf, type YamlDocument, type YamlMap, type YamlNode, valueOf } from '../../../syntax/yaml';
import { Draft } from '../../shared/draft';
import { recordKey } from '../../shared/names';
import { describeSubject, tagsIn } from '../subjects';
import { jsonCompatible } from './compatible';

const FOLDER = /(^|\/)(schemas?|json-?schemas?|events?|contracts?|subjects?|messages?|topics?|src\/main\/json)\//i;
/** Schemas of tools and their settings, which describe no data. */
const TOOL = /(schemastore|vscode|eslint|tsconfig|renovate|package\.json|openapi|asyncapi|swagger|helm|values\.schema|docker|airbyte_protocol|dbt[-_/]|avro-avsc|\.(vscode|github)\/)/i;

/** JSON Schema of data: `*.schema.json`, and schemas in folders of schemas, events or contracts. */
export const jsonSchema: Format = {
  id: 'json-schema',
  version: 1,
  extensions: ['json'],
  recognises(path, head) {
    if (TOOL.test(path) || !(FOLDER.test(path) || /(\.schema|-(key|value))\.json$/.test(path))) return false;
    const text = head();
    return /"\$schema"\s*:\s*"https?:\/\/json-schema\.org\//.test(text) && !TOOL.test(/"\$id"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? '') && /"(properties|oneOf|allOf|items)"\s*:/.test(text);
  },
  extract,
  explain: ({ text }, _project, offset) => {
    const hit = nodeAt(readJson(text), offset);
    const page = hit.part === 'key' && hit.scalar ? KEYS[hit.scalar.text] : undefined;
    return page && hit.scalar && hit.path.at(-2) !== 'properties' ? { span: hit.scalar.content, markdown: `**\`${hit.scalar.text}\`**\n\n${page}\n\n[Documentation](https://json-schema.org/understanding-json-schema/reference)` } : null;
  },
  edit: (document, operations) => jsonEdits(document.text, operations),
  compatible: (before, after, level) => jsonCompatible(before.text, after.text, level),
};

const KEYS: { readonly [key: string]: string } = {
  type: 'What the value is: object, array, string, number, integer, boolean or null; a list where it may be several.',
  properties: 'The fields of an object, each with its own schema.',
  required: 'Fields that must be there.',
  additionalProperties: 'Whether an object may have other fields (an open model), or what these must be.',
  $ref: 'The schema that stands elsewhere: `#/definitions/name`, or another file.',
  enum: 'The values that are allowed.',
  const: 'The only value that is allowed.',
  format: 'What a text holds: date-time, date, email, uuid… Checked only where the reader is told to.',
  items: 'The schema of the items of an array.',
  default: 'The value that is meant where none is given. Readers need not put it in.',
  definitions: 'Schemas that are used by reference.',
  $defs: 'Schemas that are used by reference.',
  pattern: 'A regular expression that a text must match somewhere.',
  oneOf: 'Exactly one of these schemas must fit.',
  anyOf: 'At least one of these schemas must fit.',
  allOf: 'All of these schemas must fit.',
};

const TYPES = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']);

function extract({ path, text }: Document): Facts {
  const draft = new Draft();
  const read = readJson(text);
  if (!/\{\{|<%/.test(text)) for (const p of read.problems.slice(0, 1)) draft.problem(p.rule === 'json-duplicate-key' ? 'streaming-duplicate-key' : 'streaming-json-syntax', p.span, p.message);
  const { root } = read;
  if (root?.kind !== 'map') return draft.facts();
  check(draft, read, root, 0);
  const title = valueOf(root, 'title');
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/(\.schema)?\.json$/, '');
  const name = title?.kind === 'scalar' && /^[\w.]+$/.test(title.text) ? title.text : stem;
  const span: Span = title?.kind === 'scalar' ? title.content : (root.pairs[0]?.key.content ?? root.span);
  const columns = columnsOf(read, root, [], '', 0);
  const id = recordKey(name);
  const description = textOf(valueOf(root, 'description'));
  draft.declare({ id, kind: 'symbol', type: 'json-schema.object', role: 'defines', name, keys: [], nameSpan: title?.kind === 'scalar' && title.text === name ? title.content : null, span: root.span, parent: null, path: [], columns, columnsComplete: false, attributes: { ...(description === null ? {} : { description }), more: { fullName: name } } });
  describeSubject(draft, path, id, name, span, columns);
  draft.folds.push(...foldsOf(read, text));
  return draft.facts();
}

/** Types that don't exist, and references within the file that lead nowhere: validators refuse the schema. */
function check(draft: Draft, document: YamlDocument, node: YamlNode | null, depth: number): void {
  if (!node || depth > 60 || node.kind === 'scalar') return;
  if (node.kind === 'seq') {
    for (const item of node.items) check(draft, document, item.value, depth + 1);
    return;
  }
  for (const pair of node.pairs) {
    const { text } = pair.key;
    if (text === 'properties' || text === 'definitions' || text === '$defs' || text === 'patternProperties') {
      if (pair.value?.kind === 'map') for (const inner of pair.value.pairs) check(draft, document, inner.value, depth + 1);
      continue;
    }
    if (text === 'enum' || text === 'const' || text === 'default' || text === 'examples') continue;
    if (text === 'type') for (const t of pair.value?.kind === 'seq' ? itemsOf(pair.value) : pair.value ? [pair.value] : []) if (t.kind === 'scalar' && !TYPES.has(t.text)) draft.problem('json-schema-invalid', t.content, `'${t.text}' is no type: ${[...TYPES].join(', ')}`);
    if (text === '$ref' && pair.value?.kind === 'scalar' && pair.value.text.startsWith('#/')) {
      const steps = pair.value.text.slice(2).split('/').map(s => decode(s.replace(/~1/g, '/').replace(/~0/g, '~')));
      if (!at(document, steps) && !at(document, steps.map(s => (/^\d+$/.test(s) ? Number(s) : s)))) draft.problem('json-schema-invalid', pair.value.content, `There is nothing at '${pair.value.text}'`);
    }
    check(draft, document, pair.value, depth + 1);
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function columnsOf(document: YamlDocument, node: YamlMap, path: readonly (string | number)[], before: string, depth: number): ColumnDeclaration[] {
  const out: ColumnDeclaration[] = [];
  const properties = valueOf(node, 'properties');
  const required = new Set(itemsOf(valueOf(node, 'required')).flatMap(i => textOf(i) ?? []));
  if (properties?.kind !== 'map') return out;
  for (const pair of properties.pairs) {
    const own = pair.value?.kind === 'map' ? pair.value : null;
    const target = own ? resolved(document, own) : null;
    const type = valueOf(target, 'type');
    const types = type?.kind === 'seq' ? itemsOf(type).flatMap(t => textOf(t) ?? []) : (textOf(type)?.split(',') ?? []);
    const shown = textOf(valueOf(target, 'format')) ?? types.filter(t => t !== 'null').join(' or ');
    const doc = textOf(valueOf(own, 'description')) ?? textOf(valueOf(target, 'description'));
    const tags = [...tagsIn(doc), ...itemsOf(valueOf(own, 'tags')).flatMap(t => textOf(t) ?? []), ...itemsOf(valueOf(own, 'confluent:tags')).flatMap(t => textOf(t) ?? [])];
    const here = [...path, 'properties', pair.key.text];
    out.push({ name: before + pair.key.text, nameSpan: pair.key.content, span: pair.span, path: here, type: shown === '' ? null : shown, nullable: types.includes('null') || !required.has(pair.key.text), ...(doc === null ? {} : { description: doc }), ...(tags.length > 0 ? { tags } : {}) });
    if (target && depth < 4 && out.length < 1_000) out.push(...columnsOf(document, target, here, `${before}${pair.key.text}.`, depth + 1));
  }
  return out;
}

function resolved(document: YamlDocument, node: YamlMap): YamlMap {
  const ref = textOf(valueOf(node, '$ref'));
  if (ref === null || !ref.startsWith('#/')) return node;
  const found = at(document, ref.slice(2).split('/'))?.value;
  return found?.kind === 'map' ? found : node;
}
