import type { ColumnDeclaration, Facts } from '../../../model/facts';
import type { Document, Expectation, Format } from '../../../model/format';
import type { Json, Key } from '../../../model/key';
import { jsonEdits, readJson } from '../../../syntax/json';
import { foldsOf, itemsOf, nodeAt, textOf, toJson, valueOf } from '../../../syntax/yaml';
import { Draft } from '../../shared/draft';
import { recordKey } from '../../shared/names';
import { describeSubject, tagsIn } from '../subjects';
import { filesCompatible } from './compatible';
import { defaultProblems } from './defaults';
import { extractIdl } from './idl';
import { type Avro, type AvroField, type AvroFile, type AvroNamed, PRIMITIVES, readAvro } from './read';

/** Avro: schemas (`.avsc`), protocols (`.avpr`), and the declarations of `.avdl`. */
export const avro: Format = {
  id: 'avro',
  version: 1,
  extensions: ['avsc', 'avpr', 'avdl'],
  // A request to a registry (`{"schema": "…"}`) or a fragment of one is no schema by itself.
  recognises: (path, head) => path.endsWith('.avdl') || !/^\s*\{?\s*(\\"|"schema(Type)?"\s*:)/.test(head()),
  extract,
  expect,
  explain: ({ path, text }, _project, offset) => {
    if (path.endsWith('.avdl')) return null;
    const hit = nodeAt(readJson(text), offset);
    const page = hit.part === 'key' && hit.scalar ? KEYS[hit.scalar.text] : undefined;
    return page && hit.scalar ? { span: hit.scalar.content, markdown: `**\`${hit.scalar.text}\`**\n\n${page}\n\n[Documentation](https://avro.apache.org/docs/current/specification/)` } : null;
  },
  edit: (document, operations) => (document.path.endsWith('.avdl') ? operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])) : jsonEdits(document.text, operations)),
  compatible: (before, after, level) => filesCompatible(before, after, level),
};

const KEYS: { readonly [key: string]: string } = {
  type: 'The type: a primitive, the name of a type, a mapping that defines one, or a list of types of which a value has one (a union).',
  name: 'The name. With the namespace it makes the full name by which others refer to the type.',
  namespace: 'What stands before the names of this type and of those defined within it.',
  fields: 'The fields of the record, in order.',
  doc: 'What it means, for people.',
  default: 'The value readers take when the data lacks the field. With it a field can be added without breaking readers of old data.',
  symbols: 'The values of the enum. Adding one breaks readers that have no default.',
  aliases: 'Former names: readers with this schema also take data written under them.',
  logicalType: 'What the value means beyond its type: `decimal`, `date`, `timestamp-millis`, `uuid`…',
  precision: 'The most digits of a decimal.',
  scale: 'How many of the digits stand behind the point.',
  size: 'How many bytes a fixed has.',
  items: 'The type of the array\'s items.',
  values: 'The type of the map\'s values; keys are text.',
  order: 'How records are sorted by this field: ascending, descending or not.',
};

function extract(document: Document): Facts {
  const { path, text } = document;
  const draft = new Draft();
  if (path.endsWith('.avdl')) {
    extractIdl(draft, path, text);
    return draft.facts();
  }
  const read = readJson(text, 0, text.length, { comments: true });
  // Behind the first mistake little is sure.
  for (const p of read.problems.slice(0, 1)) if (!/\{\{|<%/.test(text)) draft.problem(p.rule === 'json-duplicate-key' ? 'streaming-duplicate-key' : 'streaming-json-syntax', p.span, p.message);
  const file = readAvro(read.root);
  if (read.problems.every(p => p.rule !== 'json-syntax')) for (const p of file.problems) draft.problem(p.rule, p.span, p.message);
  for (const named of file.named) declare(draft, named, file, file.schema === named ? path : null);
  references(draft, file);
  defaultProblems(draft, file);
  draft.folds.push(...foldsOf(read, text));
  return draft.facts();
}

function declare(draft: Draft, type: AvroFile['named'][number], file: AvroFile, path: string | null): void {
  const id = recordKey(type.name.full);
  const columns = type.kind === 'record' ? columnsOf(type.fields, '', file, 0) : [];
  const more: { [name: string]: Json } = type.kind === 'enum' ? { symbols: type.symbols.map(s => s.text) } : {};
  draft.declare({
    id, kind: 'symbol', type: `avro.${type.kind}`, role: 'defines', name: type.name.simple, keys: type.name.aliases.map(recordKey), nameSpan: type.name.span, span: type.node.span, parent: null, path: type.path, columns, columnsComplete: type.kind === 'record',
    attributes: { ...(type.doc === null ? {} : { description: type.doc }), more: { ...more, fullName: type.name.full } },
  });
  if (path !== null && type.kind === 'record') describeSubject(draft, path, id, type.name.full, type.name.span ?? type.span, columns);
}

const MOST_COLUMNS = 1_000;

/** Fields as columns; those of records within as paths with dots. */
function columnsOf(fields: readonly AvroField[], before: string, file: AvroFile, depth: number, seen: readonly string[] = []): ColumnDeclaration[] {
  const out: ColumnDeclaration[] = [];
  for (const f of fields) {
    if (out.length > MOST_COLUMNS) break;
    const nullable = f.type?.kind === 'union' && f.type.branches.some(b => b.kind === 'primitive' && b.name === 'null');
    const tags = [...tagsIn(f.doc), ...itemsOf(valueOf(f.node, 'tags')).flatMap(t => textOf(t) ?? []), ...itemsOf(valueOf(f.node, 'confluent:tags')).flatMap(t => textOf(t) ?? [])];
    const meta = Object.fromEntries(f.node.pairs.filter(p => !(p.key.text in KEYS) && p.key.text !== 'tags').map(p => [p.key.text, toJson(p.value)]));
    out.push({ name: before + f.name, nameSpan: f.nameSpan, span: f.span, path: f.path, type: f.type ? typeText(f.type) : null, typeSpan: f.typeSpan, nullable: nullable === true, ...(f.doc === null ? {} : { description: f.doc }), ...(tags.length > 0 ? { tags } : {}), ...(Object.keys(meta).length > 0 ? { meta } : {}) });
    const inner = recordIn(f.type, file);
    if (inner && depth < 4 && !seen.includes(inner.name.full)) out.push(...columnsOf(inner.fields, `${before}${f.name}.`, file, depth + 1, [...seen, inner.name.full]));
  }
  return out;
}

/** Named types of a file by their full names. */
const lookups = new WeakMap<AvroFile, Map<string, AvroNamed>>();

function recordIn(type: Avro | null, file: AvroFile): Extract<Avro, { kind: 'record' }> | null {
  if (!type) return null;
  if (type.kind === 'record') return type;
  if (type.kind === 'reference') {
    let byName = lookups.get(file);
    if (!byName) lookups.set(file, (byName = new Map(file.named.map(n => [n.name.full, n]))));
    const found = byName.get(type.name);
    return found?.kind === 'record' ? found : null;
  }
  if (type.kind !== 'union') return null;
  const others = type.branches.filter(b => b.kind !== 'primitive' || b.name !== 'null');
  return others.length === 1 ? recordIn(others[0]!, file) : null;
}

/** A type in a few words: `long`, `timestamp-millis`, `array<string>`. */
export function typeText(type: Avro): string {
  switch (type.kind) {
    case 'primitive': return type.logical ?? type.name;
    case 'reference': return type.name.slice(type.name.lastIndexOf('.') + 1);
    case 'array': return `array<${type.items ? typeText(type.items) : '?'}>`;
    case 'map': return `map<${type.items ? typeText(type.items) : '?'}>`;
    case 'union': {
      const others = type.branches.filter(b => b.kind !== 'primitive' || b.name !== 'null');
      return others.length === 1 ? typeText(others[0]!) : `union<${others.map(typeText).join(', ')}>`;
    }
    default: return type.name.simple;
  }
}

/** Names of types, wherever they stand: of this file or of another. */
function references(draft: Draft, file: AvroFile): void {
  const visit = (type: Avro | null, from: Key | null, depth: number): void => {
    if (!type || depth > 40) return;
    if (type.kind === 'reference') {
      const plain = type.written.includes('.') ? [] : [recordKey(type.written)];
      draft.refer({ targets: [...new Set([recordKey(type.name), ...plain])], type: 'schema.type', name: type.name, span: type.span, fullSpan: type.span, from, role: 'uses', certainty: 'likely', data: { language: 'avro', simple: type.name.slice(type.name.lastIndexOf('.') + 1) } });
    } else if (type.kind === 'union') for (const b of type.branches) visit(b, from, depth + 1);
    else if (type.kind === 'array' || type.kind === 'map') visit(type.items, from, depth + 1);
  };
  visit(file.schema, null, 0);
  for (const named of file.named) if (named.kind === 'record') for (const f of named.fields) visit(f.type, recordKey(named.name.full), 0);
}

/** Names of types, primitive and of the workspace, in the value of `type`, `items` and `values`. */
function expect({ path, text }: Document, _project: unknown, offset: number): Expectation | null {
  if (path.endsWith('.avdl')) return null;
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const typed = /"(?:type|items|values)"\s*:\s*(?:\[[^\]]*)?"([\w.]*)$/.exec(line);
  if (!typed) return null;
  const rest = /^[\w.]*/.exec(text.slice(offset))![0].length;
  const words = [...PRIMITIVES, 'record', 'enum', 'array', 'map', 'fixed'].map(label => ({ label, kind: 'value' as const }));
  return { replace: { start: offset - typed[1]!.length, end: offset + rest }, choices: [{ kind: 'words', words }, { kind: 'entities', types: ['avro.record', 'avro.enum', 'avro.fixed'], namespaces: ['record'] }] };
}
