import { eitherOf, entryOf, keyword, type CallArguments, knownText, listValue, MAX_ITEMS, type MappingValue, NONE, numberValue, printedValue, sameKnown, type SequenceValue, textValue, truthOf, UNKNOWN, unknownValue, type Value } from './values';

/** The value of a call of a builtin or a well-known function of the standard library; undefined if it is none of these or not known. */
export function callKnown(path: string, args: CallArguments): Value | undefined {
  const first = args.positional[0]?.value;
  switch (path) {
    case 'builtins.str': return first ? textOf(first) : textValue('');
    case 'builtins.int': case 'builtins.float': return toNumber(first, path === 'builtins.int');
    case 'builtins.len': return first && isSequence(first) && !first.open ? numberValue(first.items.length) : first?.kind === 'dict' && !first.open ? numberValue(first.entries.length) : UNKNOWN;
    case 'builtins.bool': return first ? boolean(truthOf(first)) : boolean(false);
    case 'builtins.list': return listValue(...copied(first));
    case 'builtins.tuple': return listValue(...copied(first), 'tuple');
    case 'builtins.set': case 'builtins.frozenset': return listValue(...copied(first), 'set');
    case 'builtins.reversed': { const [items, open] = copied(first); return listValue(items.reverse(), open); }
    case 'builtins.sorted': return sorted(first, args);
    case 'builtins.range': return range(args);
    case 'builtins.enumerate': return enumerate(first, args);
    case 'builtins.zip': return zip(args.positional.map(p => p.value));
    case 'builtins.dict': return makeDict(first, args);
    case 'builtins.isinstance': case 'builtins.hasattr': case 'builtins.callable': return UNKNOWN;
    case 'os.environ.get': case 'os.getenv': return environment(first, args.positional[1]?.value ?? keyword(args, 'default')?.value);
    case 'os.path.join': return joinPaths(args.positional.map(p => p.value));
    case 'pathlib.Path': case 'pathlib.PurePath': case 'pathlib.PurePosixPath': return args.positional.length > 0 ? joinPaths(args.positional.map(p => p.value)) : textValue('.');
    case 'os.path.dirname': return dirname(first);
    case 'os.path.basename': return first?.kind === 'text' ? textValue(first.text.slice(first.text.lastIndexOf('/') + 1), first.known) : UNKNOWN;
    case 'os.path.abspath': case 'os.path.realpath': case 'os.path.normpath': case 'os.fspath': return first ?? UNKNOWN;
    case 'os.getcwd': return unknownValue('cwd');
    case 'textwrap.dedent': case 'inspect.cleandoc': case 'copy.copy': return first ?? UNKNOWN;
    case 'copy.deepcopy': return first ? copyOf(first) : UNKNOWN;
    case 'collections.OrderedDict': return makeDict(first, args);
    case 'json.loads': case 'yaml.safe_load': return UNKNOWN;
    default: return undefined;
  }
}

export function isSequence(value: Value): value is SequenceValue {
  return value.kind === 'list' || value.kind === 'tuple' || value.kind === 'set';
}

function boolean(value: boolean | null): Value {
  return value === null ? UNKNOWN : { kind: 'constant', value };
}

export function textOf(value: Value): Value {
  if (value.kind === 'either') return eitherOf(value.values.map(textOf));
  if (value.kind === 'text') return value;
  const { text, known } = printedValue(value);
  return textValue(text, known);
}

function toNumber(value: Value | undefined, whole: boolean): Value {
  const n = value?.kind === 'constant' ? Number(value.value) : value?.kind === 'text' && value.known && value.text.trim() !== '' ? Number(value.text) : Number.NaN;
  return Number.isNaN(n) ? UNKNOWN : numberValue(whole ? Math.trunc(n) : n);
}

/** The items that a loop over a value goes through, and whether there may be more. */
export function itemsIn(value: Value): { readonly items: readonly Value[]; readonly open: boolean } {
  if (isSequence(value)) return value;
  if (value.kind === 'dict') return { items: value.entries.map(e => e.key), open: value.open };
  if (value.kind === 'text' && value.known) return { items: [...value.text].slice(0, MAX_ITEMS).map(c => textValue(c)), open: value.text.length > MAX_ITEMS };
  return { items: [], open: true };
}

function copied(value: Value | undefined): [Value[], boolean] {
  if (!value) return [[], false];
  const { items, open } = itemsIn(value);
  return [[...items], open];
}

export function copyOf(value: Value, depth = 0): Value {
  if (depth > 6) return value;
  if (isSequence(value)) return { ...value, items: value.items.map(v => copyOf(v, depth + 1)) };
  if (value.kind === 'dict') return { ...value, entries: value.entries.map(e => ({ ...e, value: copyOf(e.value, depth + 1) })) };
  return value;
}

function sorted(value: Value | undefined, args: CallArguments): Value {
  const [items, open] = copied(value);
  const texts = items.map(knownText);
  if (!keyword(args, 'key') && texts.every(t => t !== null)) items.sort((a, b) => (knownText(a)! < knownText(b)! ? -1 : knownText(a)! > knownText(b)! ? 1 : 0));
  else if (!keyword(args, 'key') && items.every(i => i.kind === 'constant' && typeof i.value === 'number')) items.sort((a, b) => Number(a.kind === 'constant' ? a.value : 0) - Number(b.kind === 'constant' ? b.value : 0));
  const reverse = keyword(args, 'reverse')?.value;
  return listValue(reverse && truthOf(reverse) === true ? items.reverse() : items, open);
}

function range(args: CallArguments): Value {
  const numbers = args.positional.map(p => (p.value.kind === 'constant' && typeof p.value.value === 'number' ? p.value.value : Number.NaN));
  if (numbers.length === 0 || numbers.some(n => !Number.isInteger(n))) return listValue([], true);
  const [start, stop] = numbers.length === 1 ? [0, numbers[0]!] : [numbers[0]!, numbers[1]!];
  const step = numbers[2] ?? 1;
  const items: Value[] = [];
  if (step === 0) return listValue([], true);
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) {
    if (items.length >= MAX_ITEMS) return listValue(items, true);
    items.push(numberValue(i));
  }
  return listValue(items);
}

function enumerate(value: Value | undefined, args: CallArguments): Value {
  const [items, open] = copied(value);
  const given = keyword(args, 'start')?.value ?? args.positional[1]?.value;
  const start = given === undefined ? 0 : given.kind === 'constant' && typeof given.value === 'number' ? given.value : null;
  return listValue(items.map((v, i) => listValue([start === null ? unknownValue('i') : numberValue(start + i), v], false, 'tuple')), open);
}

function zip(values: readonly Value[]): Value {
  const all = values.map(itemsIn);
  const length = Math.min(...all.map(a => a.items.length), MAX_ITEMS);
  const rows = Number.isFinite(length) && values.length > 0 ? length : 0;
  return listValue(Array.from({ length: rows }, (_, i) => listValue(all.map(a => a.items[i]!), false, 'tuple')), all.some(a => a.open));
}

function makeDict(first: Value | undefined, args: CallArguments): Value {
  const out: MappingValue = { kind: 'dict', entries: [], open: args.open };
  if (first?.kind === 'dict') {
    out.entries.push(...first.entries);
    out.open ||= first.open;
  } else if (first) {
    const { items, open } = itemsIn(first);
    for (const item of items) if (isSequence(item) && item.items.length === 2) out.entries.push({ key: item.items[0]!, value: item.items[1]!, span: null, keySpan: null });
    out.open ||= open;
  }
  for (const k of args.keywords) setEntry(out, textValue(k.name), k.value, k.span, k.nameSpan);
  return out;
}

export function setEntry(dict: MappingValue, key: Value, value: Value, span: { start: number; end: number } | null = null, keySpan: { start: number; end: number } | null = null): void {
  const at = dict.entries.findIndex(e => sameKnown(e.key, key));
  if (at >= 0) dict.entries[at] = { key, value, span, keySpan };
  else if (dict.entries.length < MAX_ITEMS) dict.entries.push({ key, value, span, keySpan });
  else dict.open = true;
}

/** A variable of the environment is its default where there is one, else a symbol. */
export function environment(name: Value | undefined, fallback: Value | undefined): Value {
  if (fallback && !(fallback.kind === 'constant' && fallback.value === null)) return fallback;
  return unknownValue(knownText(name) ?? 'env');
}

export function joinPaths(values: readonly Value[]): Value {
  let text = '';
  let known = true;
  for (const value of values) {
    const part = printedValue(value);
    known &&= part.known;
    if (part.text.startsWith('/')) text = part.text;
    else text = text === '' || text.endsWith('/') ? text + part.text : `${text}/${part.text}`;
  }
  return values.length === 1 && values[0]!.kind === 'text' ? values[0]! : textValue(text, known);
}

export function dirname(value: Value | undefined): Value {
  if (value?.kind !== 'text') return unknownValue('dir');
  const at = value.text.lastIndexOf('/');
  return textValue(at < 0 ? '.' : value.text.slice(0, at), value.known);
}

/** A method of a text, list or dict; undefined if it is not known. Lists and dicts are changed in place. */
export function callMethod(object: Value, name: string, args: CallArguments): Value | undefined {
  if (object.kind === 'text') return textMethod(object.text, object.known, object, name, args);
  if (object.kind === 'dict') return dictMethod(object, name, args);
  if (isSequence(object)) return listMethod(object, name, args);
  return undefined;
}

function textMethod(text: string, known: boolean, self: Value, name: string, args: CallArguments): Value | undefined {
  const texts = args.positional.map(p => knownText(p.value));
  switch (name) {
    case 'format': return formatText(text, known, args);
    case 'lower': return textValue(known ? text.toLowerCase() : text.replace(/(\{[^{}]*\})|[^{]+/g, (w, s) => (s ? w : w.toLowerCase())), known);
    case 'upper': return textValue(known ? text.toUpperCase() : text, known);
    case 'title': case 'capitalize': return known ? textValue(name === 'title' ? text.toLowerCase().replace(/(^|[^a-z])([a-z])/g, (_, a: string, b: string) => a + b.toUpperCase()) : text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()) : UNKNOWN;
    case 'strip': case 'lstrip': case 'rstrip': return args.positional.length === 0 ? textValue(name === 'strip' ? text.trim() : name === 'lstrip' ? text.trimStart() : text.trimEnd(), known) : typeof texts[0] === 'string' ? textValue(stripped(text, texts[0], name), known) : UNKNOWN;
    case 'replace': return typeof texts[0] === 'string' && typeof texts[1] === 'string' && texts[0] !== '' ? textValue(text.split(texts[0]).join(texts[1]), known) : UNKNOWN;
    case 'removeprefix': return typeof texts[0] === 'string' ? textValue(text.startsWith(texts[0]) ? text.slice(texts[0].length) : text, known) : UNKNOWN;
    case 'removesuffix': return typeof texts[0] === 'string' ? textValue(text.endsWith(texts[0]) && texts[0] !== '' ? text.slice(0, -texts[0].length) : text, known) : UNKNOWN;
    case 'split': case 'rsplit': return split(text, known, args.positional[0]?.value, args.positional.length + args.keywords.length > 1);
    case 'splitlines': return known ? listValue(text.split(/\r\n|\r|\n/).slice(0, MAX_ITEMS).map(t => textValue(t))) : UNKNOWN;
    case 'join': return joinTexts(text, known, args.positional[0]?.value);
    case 'startswith': return known && typeof texts[0] === 'string' ? { kind: 'constant', value: text.startsWith(texts[0]) } : UNKNOWN;
    case 'endswith': return known && typeof texts[0] === 'string' ? { kind: 'constant', value: text.endsWith(texts[0]) } : UNKNOWN;
    // Methods of paths, which are kept as texts.
    case 'joinpath': return joinPaths([self, ...args.positional.map(p => p.value)]);
    case 'resolve': case 'absolute': case 'expanduser': case 'as_posix': case 'encode': case 'decode': return self;
    default: return undefined;
  }
}

function stripped(text: string, letters: string, name: string): string {
  let start = 0;
  let end = text.length;
  if (name !== 'rstrip') while (start < end && letters.includes(text[start]!)) start++;
  if (name !== 'lstrip') while (end > start && letters.includes(text[end - 1]!)) end--;
  return text.slice(start, end);
}

function split(text: string, known: boolean, separator: Value | undefined, limited: boolean): Value {
  if (limited) return UNKNOWN;
  const by = separator === undefined ? null : knownText(separator);
  if (separator !== undefined && (by === null || by === '')) return UNKNOWN;
  const parts = by === null ? text.trim().split(/\s+/) : text.split(by);
  return listValue(parts.slice(0, MAX_ITEMS).map(p => textValue(p, known || !/\{[^{}]*\}/.test(p))));
}

function joinTexts(by: string, known: boolean, list: Value | undefined): Value {
  if (!list) return UNKNOWN;
  const { items, open } = itemsIn(list);
  if (open) return UNKNOWN;
  const parts = items.map(printedValue);
  return textValue(parts.map(p => p.text).join(by), known && parts.every(p => p.known));
}

/** `'{} {name}'.format(…)`: fields with attributes or specifications stay symbols. */
function formatText(text: string, known: boolean, args: CallArguments): Value {
  let next = 0;
  let all = known;
  const out = text.replace(/\{\{|\}\}|\{([^{}]*)\}/g, (whole, field: string | undefined) => {
    if (field === undefined) return whole[0]!;
    const name = /^\w*/.exec(field)![0];
    const value = name === '' ? args.positional[next++]?.value : /^\d+$/.test(name) ? args.positional[Number(name)]?.value : keyword(args, name)?.value;
    const part = value && name === field ? printedValue(value) : { text: `{${name}}`, known: false };
    all &&= part.known;
    return part.text;
  });
  return textValue(out, all);
}

function dictMethod(dict: MappingValue, name: string, args: CallArguments): Value | undefined {
  const first = args.positional[0]?.value;
  switch (name) {
    case 'get': case 'pop': case 'setdefault': {
      const key = first ? knownText(first) : null;
      const found = key === null ? dict.entries.find(e => first && sameKnown(e.key, first)) : entryOf(dict, key);
      if (found) return found.value;
      if (dict.open || !first || (first.kind !== 'text' && first.kind !== 'constant') || (first.kind === 'text' && !first.known)) return UNKNOWN;
      return args.positional[1]?.value ?? NONE;
    }
    case 'items': return listValue(dict.entries.map(e => listValue([e.key, e.value], false, 'tuple')), dict.open);
    case 'keys': return listValue(dict.entries.map(e => e.key), dict.open);
    case 'values': return listValue(dict.entries.map(e => e.value), dict.open);
    case 'copy': return { ...dict, entries: [...dict.entries] };
    case 'update': {
      if (first?.kind === 'dict') {
        for (const e of first.entries) setEntry(dict, e.key, e.value, e.span, e.keySpan);
        dict.open ||= first.open;
      } else if (first) dict.open = true;
      for (const k of args.keywords) setEntry(dict, textValue(k.name), k.value, k.span, k.nameSpan);
      return NONE;
    }
    default: return undefined;
  }
}

function listMethod(list: SequenceValue, name: string, args: CallArguments): Value | undefined {
  const first = args.positional[0]?.value;
  const add = (values: readonly Value[]): void => {
    for (const v of values) {
      if (list.items.length < MAX_ITEMS) list.items.push(v);
      else list.open = true;
    }
  };
  switch (name) {
    case 'append': case 'add': if (first) add([first]); return NONE;
    case 'extend': case 'update': {
      if (!first) return NONE;
      const { items, open } = itemsIn(first);
      add([...items]);
      list.open ||= open;
      return NONE;
    }
    case 'insert': {
      const at = args.positional[1]?.value;
      if (at && list.items.length < MAX_ITEMS && first?.kind === 'constant') list.items.splice(Number(first.value), 0, at);
      return NONE;
    }
    case 'copy': return { ...list, items: [...list.items] };
    case 'pop': return list.open ? UNKNOWN : ((first?.kind === 'constant' && Number(first.value) === 0 ? list.items.shift() : list.items.pop()) ?? UNKNOWN);
    case 'reverse': list.items.reverse(); return NONE;
    case 'sort': case 'remove': case 'clear': case 'discard': if (name !== 'sort') list.open = true; return NONE;
    case 'index': case 'count': return UNKNOWN;
    default: return undefined;
  }
}
