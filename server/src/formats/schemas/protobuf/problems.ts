import type { Span } from '../../../text/span';
import type { Draft } from '../../shared/draft';
import type { ProtoEnum, ProtoFile, ProtoMessage } from './read';

const KEYS_OF_MAPS = new Set(['int32', 'int64', 'uint32', 'uint64', 'sint32', 'sint64', 'fixed32', 'fixed64', 'sfixed32', 'sfixed64', 'bool', 'string']);
const MAX_NUMBER = 536_870_911;

/** What `protoc` rejects in a file, as far as the file alone shows it. */
export function protoProblems(draft: Draft, file: ProtoFile): void {
  const tell = (span: Span, message: string): void => draft.problem('protobuf-invalid', span, message);
  for (const p of file.problems) tell(p.span, p.message);
  if (file.problems.length > 0) return;
  const known = new Set<string>();
  for (const m of allMessages(file)) known.add(m.full);
  for (const e of allEnums(file)) known.add(e.full);
  for (const m of allMessages(file)) messageProblems(m, file, tell);
  for (const e of allEnums(file)) enumProblems(e, file, tell);
  names(file, tell);
}

export function* allMessages(file: Pick<ProtoFile, 'messages'>): Iterable<ProtoMessage> {
  for (const m of file.messages) {
    yield m;
    yield* allMessages(m);
  }
}

export function* allEnums(file: Pick<ProtoFile, 'messages' | 'enums'>): Iterable<ProtoEnum> {
  yield* file.enums;
  for (const m of allMessages(file)) yield* m.enums;
}

function messageProblems(m: ProtoMessage, file: ProtoFile, tell: (span: Span, message: string) => void): void {
  const numbers = new Map<number, string>();
  const names = new Set<string>();
  for (const f of m.fields) {
    const used = numbers.get(f.number);
    if (!Number.isInteger(f.number) || f.number < 1 || f.number > MAX_NUMBER) tell(f.numberSpan, `Numbers of fields are whole, from 1 to ${MAX_NUMBER}`);
    else if (f.number >= 19_000 && f.number <= 19_999) tell(f.numberSpan, 'Numbers 19000 to 19999 are kept for Protobuf itself');
    else if (used !== undefined) tell(f.numberSpan, `Number ${f.number} is that of field '${used}' already`);
    else if (m.reserved.some(r => r.from <= f.number && f.number <= r.to)) tell(f.numberSpan, `Number ${f.number} is reserved`);
    if (names.has(f.name)) tell(f.nameSpan, `There is a field '${f.name}' already`);
    else if (m.reservedNames.includes(f.name)) tell(f.nameSpan, `The name '${f.name}' is reserved`);
    numbers.set(f.number, f.name);
    names.add(f.name);
    if (f.label === 'required' && file.syntax === 'proto3') tell(f.labelSpan!, "proto3 has no 'required' fields");
    if (f.label === null && f.map === null && f.oneof === null && file.syntax === 'proto2' && f.type !== 'group') tell(f.typeSpan, "A field of proto2 is 'optional', 'required' or 'repeated'");
    if (f.oneof !== null && (f.label !== null || f.map !== null)) tell(f.labelSpan ?? f.typeSpan, "A field of a oneof has no label and is no map");
    if (f.map !== null && !KEYS_OF_MAPS.has(f.map)) tell(f.typeSpan, `'${f.map}' can't be the key of a map`);
    if (f.map !== null && f.label !== null) tell(f.labelSpan!, 'A map has no label');
  }
}

function enumProblems(e: ProtoEnum, file: ProtoFile, tell: (span: Span, message: string) => void): void {
  if (e.values.length === 0) tell(e.nameSpan, `Enum '${e.name}' needs at least one value`);
  const first = e.values[0];
  if (first && file.syntax === 'proto3' && first.number !== 0) tell(first.numberSpan, 'The first value of a proto3 enum must be 0');
  const numbers = new Map<number, string>();
  for (const v of e.values) {
    const used = numbers.get(v.number);
    if (used !== undefined && !e.alias) tell(v.numberSpan, `Number ${v.number} is that of '${used}' already`);
    if (e.reserved.some(r => r.from <= v.number && v.number <= r.to)) tell(v.numberSpan, `Number ${v.number} is reserved`);
    if (e.reservedNames.includes(v.name)) tell(v.nameSpan, `The name '${v.name}' is reserved`);
    if (!numbers.has(v.number)) numbers.set(v.number, v.name);
  }
}

/** Names of one scope are told once each; values of enums live in the scope around the enum. */
function names(file: ProtoFile, tell: (span: Span, message: string) => void): void {
  const scopes = new Map<string, Set<string>>();
  const add = (scope: string, name: string, span: Span): void => {
    const set = scopes.get(scope) ?? new Set();
    scopes.set(scope, set);
    if (set.has(name)) tell(span, `'${name}' is defined already`);
    set.add(name);
  };
  const scopeOf = (full: string, name: string): string => full.slice(0, Math.max(0, full.length - name.length - 1));
  for (const m of allMessages(file)) add(scopeOf(m.full, m.name), m.name, m.nameSpan);
  for (const e of allEnums(file)) {
    const scope = scopeOf(e.full, e.name);
    add(scope, e.name, e.nameSpan);
    for (const v of e.values) add(scope, v.name, v.nameSpan);
  }
}


