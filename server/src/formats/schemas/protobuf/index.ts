import type { ColumnDeclaration, Facts } from '../../../model/facts';
import type { Document, Expectation, Format, Word } from '../../../model/format';
import type { Key } from '../../../model/key';
import { readSuppressions } from '../../../model/suppression';
import { Draft } from '../../shared/draft';
import { recordKey } from '../../shared/names';
import { describeSubject, tagsIn } from '../subjects';
import { protobufCompatible } from './compatible';
import { allEnums, protoProblems } from './problems';
import { type ProtoField, type ProtoFile, type ProtoMessage, readProto, SCALARS } from './read';

/** Protocol Buffers: messages and enums of `.proto` files. */
export const protobuf: Format = {
  id: 'protobuf',
  version: 1,
  extensions: ['proto'],
  recognises: () => true,
  extract,
  expect,
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
  compatible: (before, after, level) => protobufCompatible(before.text, after.text, level),
};

function extract({ path, text }: Document): Facts {
  const draft = new Draft();
  const file = readProto(text);
  protoProblems(draft, file);
  for (const m of file.messages) declare(draft, m, file, null);
  for (const e of allEnums(file)) {
    draft.declare({ id: recordKey(e.full), kind: 'symbol', type: 'protobuf.enum', role: 'defines', name: e.name, keys: [], nameSpan: e.nameSpan, span: e.span, parent: null, path: null, columns: [], columnsComplete: false, attributes: { ...(e.doc === null ? {} : { description: e.doc }), more: { fullName: e.full, symbols: e.values.map(v => v.name) } } });
    draft.folds.push(e.span);
  }
  const last = file.messages.length === 1 ? file.messages[0] : undefined;
  if (last) describeSubject(draft, path, recordKey(last.full), last.full, last.nameSpan, columnsOf(last, file, '', 0, []));
  draft.suppressions = readSuppressions(text, file.comments);
  return draft.facts();
}

function declare(draft: Draft, m: ProtoMessage, file: ProtoFile, parent: Key | null): void {
  const id = recordKey(m.full);
  draft.declare({ id, kind: 'symbol', type: 'protobuf.message', role: 'defines', name: m.name, keys: [], nameSpan: m.nameSpan, span: m.span, parent, path: null, columns: columnsOf(m, file, '', 0, []), columnsComplete: true, attributes: { ...(m.doc === null ? {} : { description: m.doc }), more: { fullName: m.full } } });
  draft.folds.push(m.span);
  for (const f of m.fields) {
    if (SCALARS.has(f.type) || f.type === 'group') continue;
    const dot = f.type.lastIndexOf('.');
    const span = { start: f.typeSpan.start + dot + 1, end: f.typeSpan.end };
    draft.refer({ targets: scopes(f.type, m.full).map(recordKey), type: 'schema.type', name: f.type.replace(/^\./, ''), span, fullSpan: f.typeSpan, from: id, role: 'uses', certainty: 'likely', data: { language: 'protobuf', simple: f.type.slice(dot + 1) } });
  }
  for (const inner of m.messages) declare(draft, inner, file, id);
}

/** The full names a type may have, innermost scope first. */
function scopes(type: string, within: string): string[] {
  if (type.startsWith('.')) return [type.slice(1)];
  const parts = within.split('.');
  const out: string[] = [];
  for (let i = parts.length; i >= 0; i--) out.push([...parts.slice(0, i), type].join('.'));
  return out;
}

function columnsOf(m: ProtoMessage, file: ProtoFile, before: string, depth: number, seen: readonly string[]): ColumnDeclaration[] {
  const out: ColumnDeclaration[] = [];
  for (const f of m.fields) {
    const tags = tagsIn(f.doc);
    out.push({ name: before + f.name, nameSpan: f.nameSpan, span: f.span, path: null, type: typeText(f), typeSpan: f.typeSpan, nullable: f.label === 'optional' || f.oneof !== null, ...(f.doc === null ? {} : { description: f.doc }), ...(tags.length > 0 ? { tags } : {}) });
    const inner = f.map === null && f.label !== 'repeated' ? messageIn(f, m, file) : null;
    if (inner && depth < 4 && !seen.includes(inner.full) && out.length < 1_000) out.push(...columnsOf(inner, file, `${before}${f.name}.`, depth + 1, [...seen, inner.full]));
  }
  return out;
}

function messageIn(f: ProtoField, within: ProtoMessage, file: ProtoFile): ProtoMessage | null {
  if (SCALARS.has(f.type)) return null;
  const names = scopes(f.type, within.full);
  const find = (list: readonly ProtoMessage[]): ProtoMessage | null => {
    for (const m of list) {
      if (names.includes(m.full)) return m;
      const inner = find(m.messages);
      if (inner) return inner;
    }
    return null;
  };
  return find(file.messages);
}

function typeText(f: ProtoField): string {
  const type = f.type.slice(f.type.lastIndexOf('.') + 1);
  return f.map !== null ? `map<${f.map}, ${type}>` : f.label === 'repeated' ? `repeated ${type}` : type;
}

/** Types where a field begins. */
function expect({ text }: Document, _project: unknown, offset: number): Expectation | null {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const typed = /^\s*(?:optional\s+|repeated\s+|required\s+)?([\w.]*)$/.exec(line);
  if (!typed) return null;
  const words: Word[] = [...SCALARS].map(label => ({ label, kind: 'value' }));
  for (const label of ['message', 'enum', 'oneof', 'optional', 'repeated', 'reserved', 'map<']) words.push({ label, kind: 'keyword' });
  return { replace: { start: offset - typed[1]!.length, end: offset }, choices: [{ kind: 'words', words }, { kind: 'entities', types: ['protobuf.message', 'protobuf.enum'], namespaces: ['record'] }] };
}
