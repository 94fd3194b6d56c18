import { directionsOf, type CompatibilityLevel, type Incompatibility } from '../../../model/compatibility';
import type { Span } from '../../../text/span';
import { readJson } from '../../../syntax/json';
import { itemsOf, textOf, toJson, type YamlMap, type YamlNode, pairOf, valueOf } from '../../../syntax/yaml';

interface Comparison {
  readonly direction: 'backward' | 'forward';
  readonly found: Incompatibility[];
  readonly roots: { readonly reader: YamlMap; readonly writer: YamlMap };
}

/**
 * The basics of compatibility of JSON Schemas: data that was valid before must be valid now (backward), or the other way
 * round. Types, required fields, closed models, enums and limits are compared; combined schemas (`oneOf`…) are passed over. Unreadable texts give null.
 */
export function jsonCompatible(before: string, after: string, level: CompatibilityLevel): readonly Incompatibility[] | null {
  const texts = [readJson(before), readJson(after)] as const;
  if (texts.some(t => t.problems.some(p => p.rule !== 'json-duplicate-key'))) return null;
  const [old, now] = [texts[0].root, texts[1].root];
  if (old?.kind !== 'map' || now?.kind !== 'map') return null;
  const { backward, forward } = directionsOf(level);
  const found: Incompatibility[] = [];
  if (backward) compare({ direction: 'backward', found, roots: { reader: now, writer: old } }, now, old, '', 0);
  if (forward) compare({ direction: 'forward', found, roots: { reader: old, writer: now } }, old, now, '', 0);
  return found;
}

function resolve(node: YamlNode | null, root: YamlMap): YamlMap | null {
  let at: YamlNode | null = node;
  for (let i = 0; i < 10 && at?.kind === 'map'; i++) {
    const ref = textOf(valueOf(at, '$ref'));
    if (ref === null) return at;
    if (!ref.startsWith('#/')) return null;
    at = ref.slice(2).split('/').reduce<YamlNode | null>((n, step) => valueOf(n, step), root);
  }
  return at?.kind === 'map' ? at : null;
}

function typesOf(node: YamlMap): ReadonlySet<string> | null {
  const type = valueOf(node, 'type');
  if (!type) return null;
  return new Set(type.kind === 'seq' ? itemsOf(type).flatMap(t => textOf(t) ?? []) : [textOf(type) ?? '']);
}

/** Whether everything that `writer` allows is allowed by `reader`; differences are shown in the new text. */
function compare(x: Comparison, readerNode: YamlNode | null, writerNode: YamlNode | null, where: string, depth: number): void {
  if (depth > 40) return;
  const [reader, writer] = [resolve(readerNode, x.roots.reader), resolve(writerNode, x.roots.writer)];
  if (!reader || !writer) return;
  const shown = x.direction === 'backward' ? reader : writer;
  const spot = (key: string): Span => {
    const pair = pairOf(shown, key);
    const value = pair?.value;
    return value?.kind === 'scalar' ? value.content : (pair?.key.content ?? shown.pairs[0]?.key.content ?? { start: shown.span.start, end: shown.span.start });
  };
  const tell = (span: Span, message: string, at = where): void => {
    x.found.push({ span, direction: x.direction, where: at, message });
  };
  const name = where === '' ? 'The schema' : `'${where}'`;
  const [readable, written] = [typesOf(reader), typesOf(writer)];
  if (readable && written) {
    const lost = [...written].filter(t => !readable.has(t) && !(t === 'integer' && readable.has('number')));
    if (lost.length > 0) {
      tell(spot('type'), `${name}: ${lost.join(', ')} is not allowed ${x.direction === 'backward' ? 'any more' : 'by the old schema'}`);
      return;
    }
  } else if (readable && !written) tell(spot('type'), `${name}: any type ${x.direction === 'backward' ? 'was' : 'is now'} allowed`);
  values(x, reader, writer, name, tell, spot);
  objects(x, reader, writer, where, depth, tell, spot);
  const [items, before] = [valueOf(reader, 'items'), valueOf(writer, 'items')];
  if (items && before) compare(x, items, before, `${where}[]`, depth + 1);
}

function values(x: Comparison, reader: YamlMap, writer: YamlMap, name: string, tell: (span: Span, message: string) => void, spot: (key: string) => Span): void {
  const [allowed, was] = [valueOf(reader, 'enum'), valueOf(writer, 'enum')];
  if (allowed) {
    const known = new Set(itemsOf(allowed).map(v => JSON.stringify(toJson(v))));
    const lost = was ? itemsOf(was).filter(v => !known.has(JSON.stringify(toJson(v)))) : null;
    if (lost === null) tell(spot('enum'), `${name}: values ${x.direction === 'backward' ? 'are now' : 'were'} limited to a list`);
    else if (lost.length > 0) tell(spot('enum'), `${name}: ${lost.map(v => JSON.stringify(toJson(v))).join(', ')} is not in the list of the ${x.direction === 'backward' ? 'new' : 'old'} schema`);
  }
  for (const [key, sign] of [['minimum', 1], ['exclusiveMinimum', 1], ['minLength', 1], ['minItems', 1], ['maximum', -1], ['exclusiveMaximum', -1], ['maxLength', -1], ['maxItems', -1]] as const) {
    const [limit, before] = [toJson(valueOf(reader, key)), toJson(valueOf(writer, key))];
    if (typeof limit !== 'number') continue;
    if (typeof before !== 'number' || (limit - before) * sign > 0) tell(spot(key), `${name}: '${key}' ${x.direction === 'backward' ? 'became stricter' : 'was stricter before'} (${limit})`);
  }
  const [pattern, old] = [textOf(valueOf(reader, 'pattern')), textOf(valueOf(writer, 'pattern'))];
  if (pattern !== null && pattern !== old) tell(spot('pattern'), `${name}: the pattern changed`);
}

function objects(x: Comparison, reader: YamlMap, writer: YamlMap, where: string, depth: number, tell: (span: Span, message: string, at?: string) => void, spot: (key: string) => Span): void {
  const [fields, before] = [valueOf(reader, 'properties'), valueOf(writer, 'properties')];
  const path = (field: string): string => (where === '' ? field : `${where}.${field}`);
  const old = new Set(itemsOf(valueOf(writer, 'required')).flatMap(i => textOf(i) ?? []));
  for (const item of itemsOf(valueOf(reader, 'required'))) {
    const field = textOf(item);
    if (field === null || old.has(field) || pairOf(resolve(valueOf(fields, field), x.roots.reader), 'default')) continue;
    const here = x.direction === 'backward' && item.kind === 'scalar' ? item.content : spot('required');
    tell(here, x.direction === 'backward' ? `'${path(field)}' is required now, and old data may lack it` : `'${path(field)}' is no longer required: readers with the old schema need it`, path(field));
  }
  const closed = valueOf(reader, 'additionalProperties');
  const isClosed = closed?.kind === 'scalar' && closed.value === false;
  const wasOpen = !(valueOf(writer, 'additionalProperties')?.kind === 'scalar' && toJson(valueOf(writer, 'additionalProperties')) === false);
  if (isClosed && wasOpen) tell(spot('additionalProperties'), `${where === '' ? 'The schema' : `'${where}'`}: other fields are not allowed ${x.direction === 'backward' ? 'any more' : 'by the old schema'}`);
  if (before?.kind !== 'map') return;
  for (const pair of before.pairs) {
    const field = pair.key.text;
    const now = pairOf(fields, field);
    if (now) compare(x, now.value, pair.value, path(field), depth + 1);
    else if (isClosed) tell(x.direction === 'forward' ? pair.key.content : spot('properties'), x.direction === 'backward' ? `'${path(field)}' was removed, and other fields are not allowed` : `'${path(field)}' is new, and the old schema allows no other fields`, path(field));
  }
  // A field that is new in an open model may have been there before, with any value.
  if (wasOpen && !isClosed && fields?.kind === 'map') {
    for (const pair of fields.pairs) {
      if (pairOf(before, pair.key.text) || pair.value?.kind !== 'map' || pair.value.pairs.length === 0) continue;
      const here = x.direction === 'backward' ? pair.key.content : spot('properties');
      tell(here, x.direction === 'backward' ? `'${path(pair.key.text)}' is new in an open model: old data may hold it with another type` : `'${path(pair.key.text)}' was removed from an open model: new data may hold it with another type`, path(pair.key.text));
    }
  }
}
