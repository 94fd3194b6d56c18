import { type CallArguments, type Expression, isSequence, keyword, knownText, type Value } from '../../syntax/python';
import type { Span } from '../../text/span';
import { hosted, objectOf, type TypeOf } from './objects';
import type { Field } from './plan';
import { originOf, type State } from './state';

const NAMES: { readonly [type: string]: string } = {
  StringType: 'string', IntegerType: 'int', LongType: 'bigint', DoubleType: 'double', FloatType: 'float', BooleanType: 'boolean', TimestampType: 'timestamp', TimestampNTZType: 'timestamp_ntz', DateType: 'date', BinaryType: 'binary', ShortType: 'smallint', ByteType: 'tinyint', DecimalType: 'decimal', NullType: 'void', VariantType: 'variant',
};

/** `StructType([…])`, `StructField("x", StringType())`, `StringType()`; undefined for what is no type. */
export function makeType(state: State, name: string, args: CallArguments, at: Expression): Value | undefined {
  if (name === 'StructType') {
    const given = args.positional[0] ?? (keyword(args, 'fields') ? { value: keyword(args, 'fields')!.value } : undefined);
    const list = given?.value;
    const type: TypeOf = { is: 'type', name: 'struct', fields: list === undefined ? [] : isSequence(list) && !list.open ? fieldsOf(list.items) : null };
    return hosted(type);
  }
  if (name === 'StructField') return hosted(fieldType(state, args.positional[0]?.value ?? keyword(args, 'name')?.value, args.positional[1]?.value ?? keyword(args, 'dataType')?.value, args.positional[0]?.expression.span ?? at.span));
  if (name === 'DecimalType') {
    const numbers = args.positional.flatMap(p => (p.value.kind === 'constant' ? [String(p.value.value)] : []));
    return hosted({ is: 'type', name: numbers.length > 0 ? `decimal(${numbers.join(',')})` : 'decimal', fields: null });
  }
  if (name === 'ArrayType' || name === 'MapType') {
    const inner = args.positional.map(p => objectOf(p.value)).map(o => (o?.is === 'type' ? o.name : ''));
    return hosted({ is: 'type', name: `${name === 'ArrayType' ? 'array' : 'map'}<${inner.join(',')}>`, fields: null });
  }
  const simple = NAMES[name];
  return simple === undefined ? undefined : hosted({ is: 'type', name: simple, fields: null });
}

/** A field is a struct of one field until it is put into its struct. */
function fieldType(state: State, name: Value | undefined, type: Value | undefined, at: Span): TypeOf {
  if (name?.kind !== 'text' || !name.known) return { is: 'type', name: 'field', fields: null };
  const object = objectOf(type);
  const of = object?.is === 'type' ? object : null;
  const written = type ? knownText(type) : null;
  const span = originOf(state, name) ?? (at.end <= state.length ? at : null);
  return { is: 'type', name: 'field', fields: [{ name: name.text, type: of ? of.name : written, span, fields: of?.name === 'struct' ? of.fields : null }] };
}

function fieldsOf(items: readonly Value[]): readonly Field[] | null {
  const out: Field[] = [];
  for (const item of items) {
    const object = objectOf(item);
    if (object?.is !== 'type' || object.name !== 'field' || object.fields?.length !== 1) return null;
    out.push(object.fields[0]!);
  }
  return out;
}

/** A struct that grows: `StructType().add("x", StringType())`. */
export function typeMethod(state: State, type: TypeOf, name: string, args: CallArguments, at: Expression): Value | undefined {
  if (name !== 'add' || type.name !== 'struct') return name === 'simpleString' || name === 'json' ? undefined : hosted(type);
  const given = objectOf(args.positional[0]?.value);
  const field = given?.is === 'type' && given.name === 'field' ? given : fieldType(state, args.positional[0]?.value, args.positional[1]?.value, args.positional[0]?.expression.span ?? at.span);
  type.fields = type.fields && field.fields ? [...type.fields, ...field.fields] : null;
  return hosted(type);
}

/** The fields that a schema given in any form has; null where they are not all known. */
export function typesOf(state: State, value: Value | undefined, at: Span): readonly Field[] | null {
  const object = objectOf(value);
  if (object?.is === 'type') return object.name === 'struct' ? object.fields : null;
  if (value?.kind === 'text' && value.known) return ddlFields(value.text, originOf(state, value) ?? at, value.origin !== null && value.origin.end <= state.length);
  if (value && isSequence(value) && !value.open && value.items.length > 0) {
    const names = value.items.map(knownText);
    return names.every(n => n !== null) ? value.items.map((v, i) => ({ name: names[i]!, type: null, span: v.kind === 'text' ? originOf(state, v) : null, fields: null })) : null;
  }
  if (value?.kind === 'dict' && !value.open) {
    const out: Field[] = [];
    for (const e of value.entries) {
      const name = knownText(e.key);
      if (name === null) return null;
      const inner = objectOf(e.value);
      out.push({ name, type: inner?.is === 'type' ? inner.name : (knownText(e.value) ?? null), span: e.key.kind === 'text' ? originOf(state, e.key) : null, fields: null });
    }
    return out;
  }
  return null;
}

/** `id INT, name STRING NOT NULL, at STRUCT<a: INT>`: the fields of a schema written as text. */
export function ddlFields(text: string, span: Span, written: boolean): readonly Field[] | null {
  const out: Field[] = [];
  let depth = 0;
  let start = 0;
  const take = (end: number): boolean => {
    const part = text.slice(start, end);
    const match = /^\s*(`[^`]+`|[A-Za-z_]\w*)\s*(?::\s*|\s+)([A-Za-z][\s\S]*?)\s*$/.exec(part);
    if (!match) return part.trim() === '' && end === text.length;
    const name = match[1]!.replace(/`/g, '');
    const at = start + part.indexOf(match[1]!);
    const type = match[2]!.replace(/\s+(not\s+null|comment\s+'[^']*'|default\s.*)\s*$/gi, '').replace(/\s+not\s+null/i, '').toLowerCase();
    const inner = /^struct\s*<([\s\S]*)>$/i.exec(match[2]!.trim());
    out.push({ name, type: type.slice(0, 80), span: written ? { start: span.start + at, end: span.start + at + match[1]!.length } : null, fields: inner ? ddlFields(inner[1]!, span, false) : null });
    return true;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '<' || c === '(') depth++;
    else if (c === '>' || c === ')') depth--;
    else if (c === ',' && depth === 0) {
      if (!take(i)) return null;
      start = i + 1;
    }
  }
  return take(text.length) && out.length > 0 ? out : null;
}
