import type { Span } from '../../../text/span';
import { type Token, tokensOf } from './tokens';

export interface ProtoFile {
  readonly syntax: 'proto2' | 'proto3' | 'editions';
  readonly package: string;
  readonly imports: readonly { readonly path: string; readonly span: Span }[];
  readonly messages: readonly ProtoMessage[];
  readonly enums: readonly ProtoEnum[];
  readonly problems: readonly { readonly span: Span; readonly message: string }[];
  readonly comments: readonly Span[];
}

export interface ProtoMessage {
  readonly name: string;
  readonly full: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly doc: string | null;
  readonly fields: readonly ProtoField[];
  readonly messages: readonly ProtoMessage[];
  readonly enums: readonly ProtoEnum[];
  readonly reserved: readonly { readonly from: number; readonly to: number }[];
  readonly reservedNames: readonly string[];
  readonly reservedSpan: Span | null;
}

export interface ProtoField {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly number: number;
  readonly numberSpan: Span;
  /** As written: `string`, `.shop.Order`; of a map its value's type. */
  readonly type: string;
  readonly typeSpan: Span;
  readonly label: 'optional' | 'required' | 'repeated' | null;
  readonly labelSpan: Span | null;
  readonly map: string | null;
  readonly oneof: string | null;
  readonly doc: string | null;
  readonly deprecated: boolean;
}

export interface ProtoEnum {
  readonly name: string;
  readonly full: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly doc: string | null;
  readonly values: readonly { readonly name: string; readonly nameSpan: Span; readonly number: number; readonly numberSpan: Span }[];
  readonly alias: boolean;
  readonly reserved: readonly { readonly from: number; readonly to: number }[];
  readonly reservedNames: readonly string[];
}

export const SCALARS: ReadonlySet<string> = new Set(['double', 'float', 'int32', 'int64', 'uint32', 'uint64', 'sint32', 'sint64', 'fixed32', 'fixed64', 'sfixed32', 'sfixed64', 'bool', 'string', 'bytes']);

const MOST_DEPTH = 40;
const MAX_NUMBER = 536_870_911;

class Reader {
  at = 0;
  readonly problems: { span: Span; message: string }[] = [];

  constructor(readonly tokens: readonly Token[]) {}

  get token(): Token {
    return this.tokens[this.at]!;
  }

  next(): Token {
    const t = this.token;
    if (t.kind !== 'end') this.at++;
    return t;
  }

  is(text: string): boolean {
    return this.token.text === text && this.token.kind !== 'string';
  }

  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  tell(span: Span, message: string): void {
    // One slip makes what follows on it look wrong too.
    const last = this.problems.at(-1);
    if (!last || last.span.start !== span.start) this.problems.push({ span, message });
  }

  expect(text: string, after: string): boolean {
    if (this.take(text)) return true;
    const before = this.tokens[this.at - 1];
    this.tell(before ? before.span : this.token.span, `'${text}' is expected ${after}`);
    return false;
  }

  /** Skips to behind the next semicolon or closed block of this level, or before a closing brace. */
  skip(): void {
    let depth = 0;
    while (this.token.kind !== 'end') {
      if (depth === 0 && this.is('}')) return;
      const t = this.next();
      if (t.kind === 'string') continue;
      if (t.text === '{' || t.text === '[' || t.text === '(') depth++;
      if (t.text === '}' || t.text === ']' || t.text === ')') depth--;
      if (depth <= 0 && (t.text === ';' || t.text === '}')) return;
    }
  }
}

/** Reads a `.proto` text into its messages and enums. Total: what can't be read is a problem, and skipped. */
export function readProto(text: string): ProtoFile {
  const { tokens, comments } = tokensOf(text);
  const r = new Reader(tokens);
  let syntax: ProtoFile['syntax'] = 'proto2';
  let pack = '';
  const imports: { path: string; span: Span }[] = [];
  const messages: ProtoMessage[] = [];
  const enums: ProtoEnum[] = [];
  while (r.token.kind !== 'end') {
    const t = r.token;
    if (r.take(';')) continue;
    if (t.text === 'syntax' || t.text === 'edition') {
      r.next();
      r.expect('=', `after '${t.text}'`);
      const value = r.next();
      const name = unquoted(value.text);
      if (t.text === 'edition') syntax = 'editions';
      else if (name === 'proto2' || name === 'proto3') syntax = name;
      else r.tell(value.span, `'${name}' is no syntax: proto2 or proto3`);
      r.expect(';', 'here');
    } else if (t.text === 'package') {
      r.next();
      pack = r.next().text;
      r.expect(';', 'behind the package');
    } else if (t.text === 'import') {
      r.next();
      if (r.is('public') || r.is('weak') || r.is('option')) r.next();
      const value = r.next();
      if (value.kind === 'string') imports.push({ path: unquoted(value.text), span: { start: value.span.start + 1, end: value.span.end - 1 } });
      r.expect(';', 'behind the import');
    } else if (t.text === 'message') {
      const found = message(r, pack, syntax, 0);
      if (found) messages.push(found);
    } else if (t.text === 'enum') {
      const found = enumeration(r, pack);
      if (found) enums.push(found);
    } else if (['option', 'service', 'extend', 'export', 'local'].includes(t.text)) {
      r.next();
      if (t.text !== 'export' && t.text !== 'local') r.skip();
    } else {
      r.tell(t.span, `'${t.text}' can't stand here`);
      r.next();
      r.skip();
      r.take('}');
    }
  }
  return { syntax, package: pack, imports, messages, enums, problems: r.problems, comments };
}

/** Decimal, hexadecimal, or octal where it begins with 0. */
function numberOf(text: string): number {
  return /^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number(text);
}

function unquoted(text: string): string {
  return /^["']/.test(text) ? text.slice(1, -1) : text;
}

function message(r: Reader, scope: string, syntax: ProtoFile['syntax'], depth: number): ProtoMessage | null {
  const start = r.next();
  const name = r.next();
  if (name.kind !== 'word' || depth > MOST_DEPTH || !r.expect('{', `behind the message's name`)) {
    r.skip();
    return null;
  }
  const full = scope === '' ? name.text : `${scope}.${name.text}`;
  const fields: ProtoField[] = [];
  const messages: ProtoMessage[] = [];
  const enums: ProtoEnum[] = [];
  const reserved: { from: number; to: number }[] = [];
  const reservedNames: string[] = [];
  let reservedSpan: Span | null = null;
  const body = (oneof: string | null): void => {
    while (r.token.kind !== 'end' && !r.is('}')) {
      const t = r.token;
      const after = r.tokens[r.at + 1];
      // A keyword that is followed by a name and `=` is a type's or field's name all the same.
      const plain = after?.text === '=';
      if (r.take(';')) continue;
      if (!plain && t.text === 'message' && after?.kind === 'word' && r.tokens[r.at + 2]?.text === '{') {
        const found = message(r, full, syntax, depth + 1);
        if (found) messages.push(found);
      } else if (!plain && t.text === 'enum' && r.tokens[r.at + 2]?.text === '{') {
        const found = enumeration(r, full);
        if (found) enums.push(found);
      } else if (t.text === 'oneof' && after?.kind === 'word' && r.tokens[r.at + 2]?.text === '{') {
        r.next();
        const group = r.next();
        r.next();
        body(group.text);
        r.expect('}', 'to close the oneof');
      } else if (t.text === 'reserved' && after && (after.kind === 'number' || after.kind === 'string' || (after.kind === 'word' && r.tokens[r.at + 2]?.text !== '='))) {
        reservedSpan = ranges(r, reserved, reservedNames);
      } else if (t.text === 'extensions' || t.text === 'option' || t.text === 'extend') {
        r.next();
        r.skip();
      } else field(r, fields, oneof);
    }
  };
  body(null);
  const close = r.token;
  r.expect('}', `to close message '${name.text}'`);
  return { name: name.text, full, nameSpan: name.span, span: { start: start.span.start, end: Math.max(close.span.end, name.span.end) }, doc: start.doc, fields, messages, enums, reserved, reservedNames, reservedSpan };
}

function ranges(r: Reader, out: { from: number; to: number }[], names: string[]): Span {
  const first = r.next();
  while (r.token.kind !== 'end' && !r.is(';') && !r.is('}')) {
    const t = r.next();
    if (t.kind === 'string') names.push(unquoted(t.text));
    else if (t.kind === 'word' && t.text !== 'to' && t.text !== 'max') names.push(t.text);
    else if (t.kind === 'number') {
      const from = Number(t.text);
      let to = from;
      if (r.take('to')) {
        const end = r.next();
        to = end.text === 'max' ? MAX_NUMBER : Number(end.text);
      }
      out.push({ from, to });
    }
  }
  const end = r.token.span.end;
  r.expect(';', 'behind what is reserved');
  return { start: first.span.start, end };
}

function field(r: Reader, out: ProtoField[], oneof: string | null): void {
  const start = r.token;
  let label: ProtoField['label'] = null;
  let labelSpan: Span | null = null;
  if ((start.text === 'optional' || start.text === 'required' || start.text === 'repeated') && r.tokens[r.at + 1]?.text !== '=') {
    label = start.text;
    labelSpan = start.span;
    r.next();
  }
  let map: string | null = null;
  let type = r.next();
  if (type.text === 'map' && r.is('<')) {
    r.next();
    map = r.next().text;
    r.expect(',', 'between the types of a map');
    type = r.next();
    r.expect('>', 'behind the types of a map');
  }
  const name = r.next();
  if (type.kind !== 'word' || name.kind !== 'word' || !/^\w+$/.test(name.text)) {
    r.tell(start.span, `A field is written: type name = number;`);
    r.skip();
    return;
  }
  if (!r.expect('=', `behind field '${name.text}'`)) {
    r.skip();
    return;
  }
  const number = r.next();
  if (number.kind !== 'number') {
    r.tell(number.span, `Field '${name.text}' needs a number`);
    r.skip();
    return;
  }
  let deprecated = false;
  if (r.is('[')) {
    const from = r.at;
    let depth = 0;
    do {
      const t = r.next();
      if (t.text === '[' || t.text === '{') depth++;
      if (t.text === ']' || t.text === '}') depth--;
    } while (depth > 0 && r.token.kind !== 'end');
    deprecated = r.tokens.slice(from, r.at).some((t, i, all) => t.text === 'deprecated' && all[i + 2]?.text === 'true');
  }
  // A group holds fields of its own.
  if (r.is('{')) {
    r.skip();
  } else r.expect(';', `behind field '${name.text}'`);
  out.push({ name: name.text, nameSpan: name.span, span: { start: start.span.start, end: r.tokens[r.at - 1]!.span.end }, number: numberOf(number.text), numberSpan: number.span, type: type.text, typeSpan: type.span, label, labelSpan, map, oneof, doc: start.doc, deprecated });
}

function enumeration(r: Reader, scope: string): ProtoEnum | null {
  const start = r.next();
  const name = r.next();
  if (name.kind !== 'word' || !r.expect('{', "behind the enum's name")) {
    r.skip();
    return null;
  }
  const values: { name: string; nameSpan: Span; number: number; numberSpan: Span }[] = [];
  const reserved: { from: number; to: number }[] = [];
  const reservedNames: string[] = [];
  let alias = false;
  while (r.token.kind !== 'end' && !r.is('}')) {
    if (r.take(';')) continue;
    if (r.is('option') && r.tokens[r.at + 1]?.text !== '=') {
      const from = r.at;
      r.next();
      r.skip();
      if (r.tokens.slice(from, r.at).some(t => t.text === 'allow_alias') && r.tokens.slice(from, r.at).some(t => t.text === 'true')) alias = true;
      continue;
    }
    if (r.is('reserved') && r.tokens[r.at + 1]?.text !== '=') {
      ranges(r, reserved, reservedNames);
      continue;
    }
    const value = r.next();
    if (value.kind !== 'word' || !r.expect('=', `behind '${value.text}'`)) {
      if (value.kind !== 'word') r.tell(value.span, `'${value.text}' can't stand in an enum`);
      r.skip();
      continue;
    }
    const minus = r.take('-');
    const number = r.next();
    if (number.kind !== 'number') r.tell(number.span, `'${value.text}' needs a number`);
    else values.push({ name: value.text, nameSpan: value.span, number: (minus ? -1 : 1) * numberOf(number.text), numberSpan: number.span });
    if (!r.is(';')) {
      if (!r.is('[')) r.expect(';', `behind '${value.text}'`);
      else r.skip();
    }
  }
  const close = r.token;
  r.expect('}', `to close enum '${name.text}'`);
  return { name: name.text, full: scope === '' ? name.text : `${scope}.${name.text}`, nameSpan: name.span, span: { start: start.span.start, end: Math.max(close.span.end, name.span.end) }, doc: start.doc, values, alias, reserved, reservedNames };
}
