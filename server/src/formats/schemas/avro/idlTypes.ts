import type { Span } from '../../../text/span';
import { idlTokens, type IdlToken } from './idl';
import { readJson } from '../../../syntax/json';
import type { YamlMap, YamlNode, YamlScalar } from '../../../syntax/yaml';
import { type Avro, type AvroField, type AvroFile, type AvroName, type AvroNamed, PRIMITIVES } from './read';

/** Nesting of types beyond this is not looked into. */
const MOST_DEPTH = 40;

interface Reading {
  readonly text: string;
  readonly tokens: readonly IdlToken[];
  at: number;
  namespace: string;
  readonly named: AvroNamed[];
  /** Set where something is not understood: then nothing is compared. */
  broken: boolean;
}

/** Logical types that the language has words for, and what they are stored as. */
const LOGICAL: { readonly [word: string]: readonly [string, string] } = {
  date: ['int', 'date'], time_ms: ['int', 'time-millis'], timestamp_ms: ['long', 'timestamp-millis'], local_timestamp_ms: ['long', 'local-timestamp-millis'], uuid: ['string', 'uuid'],
};

/**
 * The types that a file in Avro's interface language declares (records, errors, enums, fixed), as far as compatibility asks for
 * them. Null if something in it is not understood: what follows could be wrong. Total and linear.
 */
export function readIdl(text: string): AvroFile | null {
  const r: Reading = { text, tokens: idlTokens(text).filter(t => t.kind !== 'doc'), at: 0, namespace: '', named: [], broken: false };
  let schema: Avro | null = null;
  while (r.at < r.tokens.length && !r.broken) {
    const notes = annotations(r);
    const word = peek(r);
    if (notes.namespace !== null) r.namespace = notes.namespace;
    if (word === 'namespace') {
      r.at++;
      r.namespace = take(r)?.text ?? '';
      pass(r, ';');
    } else if (word === 'schema') {
      r.at++;
      schema = type(r, 0);
      pass(r, ';');
    } else if (word === 'record' || word === 'error') record(r, notes);
    else if (word === 'enum') enumeration(r, notes);
    else if (word === 'fixed') fixed(r, notes);
    // Of a protocol only the types matter: its braces and messages are passed over.
    else r.at++;
  }
  return r.broken ? null : { schema, named: r.named, problems: [] };
}

interface Notes {
  readonly namespace: string | null;
  readonly aliases: readonly string[];
  readonly logical: string | null;
}

function annotations(r: Reading): Notes {
  let namespace: string | null = null;
  let logical: string | null = null;
  let aliases: readonly string[] = [];
  while (peek(r) === '@') {
    r.at++;
    const name = take(r)?.text ?? '';
    const value = peek(r) === '(' ? json(r) : null;
    if (name === 'namespace' && value?.kind === 'scalar') namespace = value.text;
    if (name === 'logicalType' && value?.kind === 'scalar') logical = value.text;
    if (name === 'aliases' && value?.kind === 'seq') aliases = value.items.flatMap(i => (i.value?.kind === 'scalar' ? [i.value.text] : []));
  }
  return { namespace, aliases, logical };
}

/** A value between brackets, or up to `;` and `,` of a default. */
function json(r: Reading): YamlNode | null {
  const from = r.tokens[r.at];
  let depth = 0;
  let end = from?.span.start ?? 0;
  const bracketed = from?.text === '(';
  for (; r.at < r.tokens.length; r.at++) {
    const t = r.tokens[r.at]!;
    const open = t.kind === 'mark' && '([{'.includes(t.text);
    const close = t.kind === 'mark' && ')]}'.includes(t.text);
    if (!bracketed && depth === 0 && t.kind === 'mark' && ';,)'.includes(t.text)) break;
    if (open) depth++;
    if (close) depth--;
    end = t.span.end;
    if (bracketed && depth === 0) {
      r.at++;
      break;
    }
  }
  if (!from) return null;
  const [start, stop] = bracketed ? [from.span.start + 1, end - 1] : [from.span.start, end];
  return stop > start ? readJson(r.text, start, stop, { comments: true }).root : null;
}

function peek(r: Reading): string | undefined {
  return r.tokens[r.at]?.text;
}

function take(r: Reading): IdlToken | undefined {
  return r.tokens[r.at++];
}

function pass(r: Reading, text: string): void {
  if (peek(r) === text) r.at++;
  else r.broken = true;
}

function nameOf(r: Reading, token: IdlToken, notes: Notes): AvroName {
  const simple = token.text.slice(token.text.lastIndexOf('.') + 1);
  const namespace = token.text.includes('.') ? token.text.slice(0, token.text.lastIndexOf('.')) : (notes.namespace ?? r.namespace);
  const whole = (name: string): string => (name.includes('.') || namespace === '' ? name : `${namespace}.${name}`);
  return { full: whole(simple), simple, namespace, span: token.span, aliases: notes.aliases.map(whole) };
}

function empty(span: Span): YamlMap {
  return { kind: 'map', pairs: [], span, flow: true, indent: 0, anchor: null, alias: null };
}

function record(r: Reading, notes: Notes): void {
  r.at++;
  const token = take(r);
  if (!token || peek(r) !== '{') {
    r.broken = true;
    return;
  }
  r.at++;
  const name = nameOf(r, token, notes);
  const outer = r.namespace;
  r.namespace = name.namespace;
  const fields: AvroField[] = [];
  while (r.at < r.tokens.length && peek(r) !== '}' && !r.broken) {
    annotations(r);
    const begin = r.tokens[r.at];
    const kind = type(r, 0);
    // Several fields of one type stand behind it, each with a default of its own.
    for (;;) {
      const own = annotations(r);
      const field = take(r);
      if (field?.kind !== 'word' || !begin) {
        r.broken = true;
        break;
      }
      let fallback: YamlNode | null = null;
      let hasDefault = false;
      if (peek(r) === '=') {
        r.at++;
        hasDefault = true;
        fallback = json(r);
      }
      fields.push({ name: field.text, nameSpan: field.span, span: { start: begin.span.start, end: field.span.end }, type: kind, typeSpan: begin.span, fallback, hasDefault, defaultSpan: null, doc: null, aliases: own.aliases, node: empty(field.span), path: [] });
      if (peek(r) !== ',') break;
      r.at++;
    }
    pass(r, ';');
  }
  pass(r, '}');
  r.namespace = outer;
  r.named.push({ kind: 'record', name, fields, span: token.span, doc: null, node: empty(token.span), path: [] });
}

function enumeration(r: Reading, notes: Notes): void {
  r.at++;
  const token = take(r);
  if (!token || peek(r) !== '{') {
    r.broken = true;
    return;
  }
  r.at++;
  const symbols: YamlScalar[] = [];
  while (r.at < r.tokens.length && peek(r) !== '}') {
    annotations(r);
    const symbol = take(r);
    if (symbol?.kind === 'word') symbols.push(scalar(symbol));
  }
  pass(r, '}');
  let fallback: YamlScalar | null = null;
  if (peek(r) === '=') {
    r.at++;
    const symbol = take(r);
    if (symbol) fallback = scalar(symbol);
    pass(r, ';');
  }
  r.named.push({ kind: 'enum', name: nameOf(r, token, notes), symbols, fallback, span: token.span, doc: null, node: empty(token.span), path: [] });
}

function scalar(token: IdlToken): YamlScalar {
  return { kind: 'scalar', text: token.text, value: token.text, span: token.span, content: token.span, style: 'plain', anchor: null, alias: null, tag: null };
}

function fixed(r: Reading, notes: Notes): void {
  r.at++;
  const token = take(r);
  pass(r, '(');
  // Digits are marks of one character each.
  let digits = '';
  while (/^\d$/.test(peek(r) ?? '')) digits += take(r)!.text;
  pass(r, ')');
  pass(r, ';');
  if (token) r.named.push({ kind: 'fixed', name: nameOf(r, token, notes), size: digits === '' ? null : Number(digits), span: token.span, doc: null, node: empty(token.span), path: [] });
}

function type(r: Reading, depth: number): Avro | null {
  const notes = annotations(r);
  const token = take(r);
  if (token?.kind !== 'word' || depth > MOST_DEPTH) {
    r.broken = true;
    return null;
  }
  const plain = typeNamed(r, token, notes, depth);
  if (peek(r) !== '?' || plain === null) return plain;
  r.at++;
  const nothing: Avro = { kind: 'primitive', name: 'null', span: token.span, logical: null, node: empty(token.span) };
  return { kind: 'union', branches: [nothing, plain], span: token.span, node: empty(token.span) };
}

function typeNamed(r: Reading, token: IdlToken, notes: Notes, depth: number): Avro | null {
  const { text, span } = token;
  const node = empty(span);
  if (text === 'array' || text === 'map') {
    pass(r, '<');
    const items = type(r, depth + 1);
    pass(r, '>');
    return { kind: text, items, span, node };
  }
  if (text === 'union') {
    pass(r, '{');
    const branches: Avro[] = [];
    while (r.at < r.tokens.length && peek(r) !== '}' && !r.broken) {
      const branch = type(r, depth + 1);
      if (branch) branches.push(branch);
      if (peek(r) === ',') r.at++;
    }
    pass(r, '}');
    return { kind: 'union', branches, span, node };
  }
  if (text === 'decimal') {
    json(r);
    return { kind: 'primitive', name: 'bytes', span, logical: 'decimal', node };
  }
  if (Object.hasOwn(LOGICAL, text)) return { kind: 'primitive', name: LOGICAL[text]![0], span, logical: LOGICAL[text]![1], node };
  if (PRIMITIVES.has(text)) return { kind: 'primitive', name: text, span, logical: notes.logical, node };
  const full = text.includes('.') || r.namespace === '' ? text : `${r.namespace}.${text}`;
  return { kind: 'reference', name: full, span, written: text, node };
}
