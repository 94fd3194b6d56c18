import { directionsOf, type CompatibilityLevel, type Incompatibility } from '../../../model/compatibility';
import type { Span } from '../../../text/span';
import { allMessages } from './problems';
import { type ProtoField, type ProtoFile, type ProtoMessage, readProto, SCALARS } from './read';

/** Types that are the same on the wire: a reader of one takes what another wrote. */
const KINDS: readonly (readonly string[])[] = [['int32', 'uint32', 'int64', 'uint64', 'bool'], ['sint32', 'sint64'], ['string', 'bytes'], ['fixed32', 'sfixed32'], ['fixed64', 'sfixed64']];

/**
 * Why the messages of a text can't follow those of an earlier one, by the categories a schema registry tells: a package that
 * changed, a message that is gone, a field whose kind changed, required fields, moves into a oneof. Unreadable texts give null.
 */
export function protobufCompatible(before: string, after: string, level: CompatibilityLevel): readonly Incompatibility[] | null {
  const [old, now] = [readProto(before), readProto(after)];
  if (old.problems.length > 0 || now.problems.length > 0) return null;
  const { backward, forward } = directionsOf(level);
  const out: Incompatibility[] = [];
  if (backward) differences(old, now, now, 'backward', out);
  if (forward) differences(now, old, now, 'forward', out);
  return out;
}

/** What a reader with `reader` can't make of `writer`'s messages. `shown` is the file whose places are told. */
function differences(writer: ProtoFile, reader: ProtoFile, shown: ProtoFile, direction: 'backward' | 'forward', out: Incompatibility[]): void {
  const tell = (span: Span, where: string, message: string): void => {
    out.push({ span, direction, where, message });
  };
  const start: Span = shown.messages[0]?.nameSpan ?? { start: 0, end: 0 };
  if (writer.package !== reader.package) tell(start, '', `The package changed: '${direction === 'backward' ? writer.package : reader.package}' is now '${direction === 'backward' ? reader.package : writer.package}'`);
  const strip = (m: ProtoMessage, f: ProtoFile): string => (f.package === '' ? m.full : m.full.slice(f.package.length + 1));
  const read = new Map([...allMessages(reader)].map(m => [strip(m, reader), m]));
  for (const written of allMessages(writer)) {
    const name = strip(written, writer);
    const other = read.get(name);
    if (!other) {
      tell(direction === 'forward' ? written.nameSpan : start, name, direction === 'backward' ? `Message '${name}' was removed` : `Message '${name}' is new: readers with the old schema don't know it`);
      continue;
    }
    messages(written, other, name, direction, tell);
  }
}

function messages(writer: ProtoMessage, reader: ProtoMessage, name: string, direction: 'backward' | 'forward', tell: (span: Span, where: string, message: string) => void): void {
  const shown = direction === 'backward' ? reader : writer;
  const old = direction === 'backward' ? writer : reader;
  const now = direction === 'backward' ? reader : writer;
  for (const w of writer.fields) {
    const r = reader.fields.find(f => f.number === w.number);
    const place = direction === 'backward' ? r : w;
    const where = `${name}.${w.name}`;
    if (!r) {
      if (w.label === 'required' || w.oneof !== null) tell(direction === 'forward' ? w.nameSpan : shown.nameSpan, where, w.label === 'required' ? `The required field '${w.name}' (${w.number}) ${direction === 'backward' ? 'was removed' : 'is new'}` : direction === 'backward' ? `Field '${w.name}' (${w.number}) was removed from oneof '${w.oneof}'` : `Field '${w.name}' (${w.number}) is new in oneof '${w.oneof}'`);
      continue;
    }
    if (kindOf(r) !== kindOf(w)) tell(place!.typeSpan, where, `'${(direction === 'backward' ? r : w).name}' (${w.number}) changed from ${textOf(old.fields.find(f => f.number === w.number)!)} to ${textOf(now.fields.find(f => f.number === w.number)!)}`);
    else if ((r.label === 'repeated') !== (w.label === 'repeated') && !isTextual(r)) tell(place!.typeSpan, where, `'${(direction === 'backward' ? r : w).name}' (${w.number}) ${(direction === 'backward' ? r : w).label === 'repeated' ? 'became' : 'is no longer'} repeated`);
  }
  for (const r of reader.fields) if (r.label === 'required' && !writer.fields.some(f => f.number === r.number)) tell(direction === 'backward' ? r.nameSpan : shown.nameSpan, `${name}.${r.name}`, `The required field '${r.name}' (${r.number}) ${direction === 'backward' ? 'is new' : 'was removed'}`);
  oneofs(writer, reader, name, direction, tell);
}

/** Fields that moved into a oneof: several into one, or one into a oneof that was there already. */
function oneofs(writer: ProtoMessage, reader: ProtoMessage, name: string, direction: 'backward' | 'forward', tell: (span: Span, where: string, message: string) => void): void {
  for (const group of new Set(reader.fields.flatMap(f => f.oneof ?? []))) {
    const moved = reader.fields.filter(f => f.oneof === group && writer.fields.some(w => w.number === f.number && w.oneof === null));
    const existed = writer.fields.some(w => w.oneof === group);
    if (moved.length === 0 || (moved.length === 1 && !existed)) continue;
    const first = moved[0]!;
    const shown = direction === 'backward' ? first : writer.fields.find(w => w.number === first.number)!;
    tell(shown.nameSpan, `${name}.${first.name}`, `${moved.map(f => `'${f.name}'`).join(', ')} ${direction === 'backward' ? 'moved into' : 'left'} oneof '${group}'`);
  }
}

function isTextual(f: ProtoField): boolean {
  return f.type === 'string' || f.type === 'bytes' || !SCALARS.has(f.type);
}

/** The kind on the wire: of named types their name without its package. */
function kindOf(f: ProtoField): string {
  const value = KINDS.find(k => k.includes(f.type))?.[0] ?? (SCALARS.has(f.type) ? f.type : f.type.slice(f.type.lastIndexOf('.') + 1));
  return f.map === null ? value : `map<${f.map},${value}>`;
}

function textOf(f: ProtoField): string {
  return f.map === null ? f.type : `map<${f.map}, ${f.type}>`;
}
