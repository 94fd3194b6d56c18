import { directionsOf, type CompatibilityLevel, type Incompatibility } from '../../../model/compatibility';
import type { Span } from '../../../text/span';
import { readJson } from '../../../syntax/json';
import { readIdl } from './idlTypes';
import { type Avro, type AvroFile, type AvroName, type AvroNamed, readAvro } from './read';

interface Side {
  readonly file: AvroFile;
  readonly named: ReadonlyMap<string, AvroNamed>;
}

interface Comparison {
  readonly reader: Side;
  readonly writer: Side;
  readonly direction: 'backward' | 'forward';
  readonly found: Incompatibility[];
  readonly seen: Set<string>;
}

/**
 * The same for two texts of which either may be a schema, a protocol (`.avpr`) or Avro's interface language (`.avdl`): of the
 * last two every named type that both have is compared.
 */
export function filesCompatible(before: AvroText, after: AvroText, level: CompatibilityLevel): readonly Incompatibility[] | null {
  const [old, now] = [sideOf(before), sideOf(after)];
  if (!old || !now) return null;
  if (old.file.schema && now.file.schema) return betweenSides(old, now, old.file.schema, now.file.schema, level);
  if (old.named.size === 0 || now.named.size === 0) return null;
  // What other types hold is compared with them.
  const held = new Set([...now.named.values()].flatMap(n => heldBy(n)));
  const outer = [...now.named].filter(([name]) => !held.has(name));
  return (outer.length > 0 ? outer : [...now.named]).flatMap(([name, type]) => {
    const former = old.named.get(name);
    return former ? betweenSides(old, now, former, type, level) : [];
  });
}

/** Names of the types that a type names, itself left out. */
function heldBy(type: AvroNamed): readonly string[] {
  if (type.kind !== 'record') return [];
  const out: string[] = [];
  const visit = (t: Avro | null, depth: number): void => {
    if (!t || depth > 40) return;
    if (t.kind === 'reference') out.push(t.name);
    else if (t.kind === 'union') for (const b of t.branches) visit(b, depth + 1);
    else if (t.kind === 'array' || t.kind === 'map') visit(t.items, depth + 1);
    else if (t.kind === 'record' || t.kind === 'enum' || t.kind === 'fixed') out.push(t.name.full);
  };
  for (const f of type.fields) visit(f.type, 0);
  return out.filter(name => name !== type.name.full);
}

export interface AvroText {
  readonly path: string;
  readonly text: string;
}

/** Why the Avro schema of a text can't follow an earlier one, by Avro's rules of resolution; [] if it can, null if either is none. */
export function avroCompatible(before: string, after: string, level: CompatibilityLevel): readonly Incompatibility[] | null {
  const [old, now] = [sideOf({ path: '', text: before }), sideOf({ path: '', text: after })];
  return old?.file.schema && now?.file.schema ? betweenSides(old, now, old.file.schema, now.file.schema, level) : null;
}

function betweenSides(old: Side, now: Side, former: Avro, latter: Avro, level: CompatibilityLevel): readonly Incompatibility[] {
  const { backward, forward } = directionsOf(level);
  const out: Incompatibility[] = [];
  if (backward) compare({ reader: now, writer: old, direction: 'backward', found: out, seen: new Set() }, latter, former, '', 0);
  if (forward) compare({ reader: old, writer: now, direction: 'forward', found: out, seen: new Set() }, former, latter, '', 0);
  return out;
}

function sideOf({ path, text }: AvroText): Side | null {
  if (path.endsWith('.avdl')) {
    const idl = readIdl(text);
    return idl && { file: idl, named: new Map(idl.named.map(n => [n.name.full, n])) };
  }
  const json = readJson(text, 0, text.length, { comments: true });
  // Behind a mistake fields may be missing that are there.
  if (json.problems.some(p => p.rule !== 'json-duplicate-key')) return null;
  const file = readAvro(json.root);
  return { file, named: new Map(file.named.map(n => [n.name.full, n])) };
}

function resolve(type: Avro, side: Side): Avro {
  return type.kind === 'reference' ? (side.named.get(type.name) ?? type) : type;
}

/** Widening that Avro allows: what a reader may make of what was written. */
const PROMOTED: { readonly [writer: string]: readonly string[] } = { int: ['long', 'float', 'double'], long: ['float', 'double'], float: ['double'], string: ['bytes'], bytes: ['string'] };

function tell(x: Comparison, span: Span, where: string, message: string): boolean {
  x.found.push({ span, direction: x.direction, where, message });
  return false;
}

/** Compares, and tells each difference; gives whether there was none. Spans are always those of the new text. */
function compare(x: Comparison, readerType: Avro, writerType: Avro, where: string, depth: number): boolean {
  if (depth > 60) return true;
  const [reader, writer] = [resolve(readerType, x.reader), resolve(writerType, x.writer)];
  // What other files define is not known here.
  if (reader.kind === 'reference' || writer.kind === 'reference') return true;
  const place = x.direction === 'backward' ? readerType.span : writerType.span;
  if (writer.kind === 'union') {
    let all = true;
    for (const branch of writer.branches) {
      if (reader.kind === 'union' ? reader.branches.some(r => quiet(x, r, branch, where, depth)) : quiet(x, reader, branch, where, depth)) continue;
      all = tell(x, place, where, `${whereOf(where)}: ${x.direction === 'backward' ? `old data may be ${wordOf(branch, x.writer)}, which the new type does not take` : `new data may be ${wordOf(branch, x.writer)}, which the old type does not take`}`);
    }
    return all;
  }
  if (reader.kind === 'union') {
    if (reader.branches.some(r => quiet(x, r, writer, where, depth))) return true;
    return tell(x, place, where, `${whereOf(where)}: ${wordOf(writer, x.writer)} is none of the union's types`);
  }
  if (reader.kind === 'primitive' && writer.kind === 'primitive') {
    if (reader.name === writer.name || PROMOTED[writer.name]?.includes(reader.name)) return true;
    return tell(x, place, where, `${whereOf(where)}: ${writer.name} can't be read as ${reader.name}`);
  }
  if (reader.kind !== writer.kind) return tell(x, place, where, `${whereOf(where)}: ${wordOf(writer, x.writer)} can't be read as ${wordOf(reader, x.reader)}`);
  if (reader.kind === 'array' || reader.kind === 'map') return reader.items && (writer as typeof reader).items ? compare(x, reader.items, (writer as typeof reader).items!, where, depth + 1) : true;
  if (reader.kind === 'record' && writer.kind === 'record') return records(x, reader, writer, where, depth, place);
  if (reader.kind === 'enum' && writer.kind === 'enum') return enums(x, reader, writer, where, place);
  if (reader.kind === 'fixed' && writer.kind === 'fixed') {
    if (!sameName(reader.name, writer.name)) return tell(x, place, where, `${whereOf(where)}: the fixed '${writer.name.simple}' is called '${reader.name.simple}' now`);
    return reader.size === writer.size || tell(x, place, where, `${whereOf(where)}: a fixed of ${writer.size ?? '?'} bytes can't be read as one of ${reader.size ?? '?'}`);
  }
  return true;
}

/** Compares without telling. */
function quiet(x: Comparison, reader: Avro, writer: Avro, where: string, depth: number): boolean {
  return compare({ ...x, found: [], seen: new Set(x.seen) }, reader, writer, where, depth + 1);
}

function sameName(reader: AvroName, writer: AvroName): boolean {
  return reader.simple === writer.simple || reader.aliases.includes(writer.full);
}

type RecordType = Extract<Avro, { kind: 'record' }>;

function records(x: Comparison, reader: RecordType, writer: RecordType, where: string, depth: number, place: Span): boolean {
  const name = where === '' ? writer.name.simple : where;
  if (!sameName(reader.name, writer.name)) return tell(x, place, name, `The record '${writer.name.simple}' is called '${reader.name.simple}' ${x.direction === 'backward' ? 'now, without an alias' : 'in the old schema'}`);
  const pair = `${reader.name.full}\n${writer.name.full}`;
  if (x.seen.has(pair)) return true;
  x.seen.add(pair);
  let fits = true;
  for (const field of reader.fields) {
    const [written, second] = writer.fields.filter(f => f.name === field.name || field.aliases.includes(f.name));
    const path = `${name}.${field.name}`;
    if (second) fits = tell(x, x.direction === 'backward' ? field.nameSpan : second.nameSpan, path, `'${field.name}' and its aliases match several fields: ${[written!, second].map(f => `'${f.name}'`).join(', ')}`);
    if (!written) {
      if (field.hasDefault) continue;
      fits = x.direction === 'backward'
        ? tell(x, field.nameSpan, path, `New field '${field.name}' has no default: old records can't be read`)
        : tell(x, writer.span, path, `Field '${field.name}' was removed and had no default: readers with the old schema fail`);
    } else if (field.type && written.type && !compare(x, field.type, written.type, path, depth + 1)) fits = false;
  }
  return fits;
}

type EnumType = Extract<Avro, { kind: 'enum' }>;

function enums(x: Comparison, reader: EnumType, writer: EnumType, where: string, place: Span): boolean {
  if (!sameName(reader.name, writer.name)) return tell(x, place, where, `${whereOf(where)}: the enum '${writer.name.simple}' is called '${reader.name.simple}' ${x.direction === 'backward' ? 'now' : 'in the old schema'}`);
  if (reader.fallback) return true;
  const known = new Set(reader.symbols.map(s => s.text));
  const missing = writer.symbols.filter(s => !known.has(s.text));
  if (missing.length === 0) return true;
  const names = missing.map(s => `'${s.text}'`).join(', ');
  return x.direction === 'backward' ? tell(x, reader.span, where, `${whereOf(where)}: symbol ${names} was removed, and the enum has no default`) : tell(x, missing[0]!.content, where, `${whereOf(where)}: readers with the old schema don't know the symbol ${names}`);
}

function whereOf(where: string): string {
  return where === '' ? 'The schema' : `'${where}'`;
}

function wordOf(type: Avro, side: Side): string {
  const real = resolve(type, side);
  return real.kind === 'primitive' || real.kind === 'reference' ? real.name : real.kind === 'record' || real.kind === 'enum' || real.kind === 'fixed' ? `${real.kind} ${real.name.simple}` : real.kind === 'union' ? 'a union' : `an ${real.kind}`.replace('an map', 'a map');
}
