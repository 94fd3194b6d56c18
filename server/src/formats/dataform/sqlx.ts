import type { Span } from '../../text/span';
import { type Literal, readLiteral } from '../shared/literal';

/** A call in `${…}`. */
export interface Interpolation {
  readonly span: Span;
  /** `ref`, `self`, `resolve`, `name`, `when`, `incremental`; null for anything else. */
  readonly call: string | null;
  readonly arguments: readonly Literal[];
}

/** A `.sqlx` file in its parts. */
export interface Sqlx {
  readonly config: { readonly span: Span; readonly literal: Literal; readonly word: Span } | null;
  /** Blocks by name: `js`, `pre_operations`, `post_operations`, `input`; with the span between the braces. */
  readonly blocks: readonly { readonly name: string; readonly word: Span; readonly span: Span; readonly inner: Span }[];
  readonly interpolations: readonly Interpolation[];
  /** The SQL alone, as long as the file: blocks are blanked, `${ref(…)}` and `${self()}` are identifiers `__pw_rel…`, others `__pw_hole…` or blanks. */
  readonly sql: string;
}

/** Reads a file; what never ends reaches to its end. */
export function readSqlx(text: string): Sqlx {
  const out = text.split('');
  const blank = (s: Span): void => {
    for (let i = s.start; i < s.end; i++) if (out[i] !== '\n' && out[i] !== '\r') out[i] = ' ';
  };
  let config: Sqlx['config'] = null;
  const blocks: { name: string; word: Span; span: Span; inner: Span }[] = [];
  const interpolations: Interpolation[] = [];
  let i = 0;
  let number = 0;
  while (i < text.length) {
    const c = text[i]!;
    if (text.startsWith('--', i) || (c === '/' && text[i + 1] === '/')) {
      // A comment may hold `${…}`, which Dataform writes out; to SQL it stays a comment.
      const line = text.indexOf('\n', i);
      const end = line < 0 ? text.length : line;
      if (c === '/') blank({ start: i, end });
      i = end;
      continue;
    }
    if (text.startsWith('/*', i)) {
      const close = text.indexOf('*/', i + 2);
      i = close < 0 ? text.length : close + 2;
      continue;
    }
    if (c === "'" || c === '"') {
      i = stringEnd(text, i, c, interpolations, out);
      continue;
    }
    if (c === '$' && text[i + 1] === '{') {
      const end = closing(text, i + 1);
      const read = interpolation(text, { start: i, end });
      interpolations.push(read);
      mask(out, read, number++);
      i = end;
      continue;
    }
    const block = /[a-z]/.test(c) && !/[\w$.]/.test(text[i - 1] ?? ' ') ? /^(config|js|pre_operations|post_operations|input)\b(\s*(?:"[^"\n]*"|\[[^\]\n]*\])?\s*)\{/.exec(text.slice(i, i + 300)) : null;
    if (block) {
      const open = i + block[0].length - 1;
      const end = closing(text, open);
      const span = { start: i, end };
      const word = { start: i, end: i + block[1]!.length };
      if (block[1] === 'config') config = { span, literal: readLiteral(text, open, end), word };
      else blocks.push({ name: block[1]!, word, span, inner: { start: open + 1, end: Math.max(open + 1, end - 1) } });
      blank(span);
      i = end;
      continue;
    }
    i++;
  }
  return { config, blocks, interpolations, sql: out.join('') };
}

/** The SQL of an inner block with its interpolations masked, as long as the file; all else is blank. */
export function blockSql(text: string, inner: Span): { readonly sql: string; readonly interpolations: readonly Interpolation[] } {
  const read = readSqlx(text.slice(inner.start, inner.end));
  const blanks = (s: string): string => s.replace(/[^\n\r]/g, ' ');
  const move = (s: Span): Span => ({ start: s.start + inner.start, end: s.end + inner.start });
  return {
    sql: blanks(text.slice(0, inner.start)) + read.sql + blanks(text.slice(inner.end)),
    interpolations: read.interpolations.map(x => ({ ...x, span: move(x.span), arguments: x.arguments.map(a => moved(a, inner.start)) })),
  };
}

function moved(l: Literal, by: number): Literal {
  const move = (s: Span): Span => ({ start: s.start + by, end: s.end + by });
  return { ...l, span: move(l.span), entries: l.entries.map(e => ({ ...e, nameSpan: move(e.nameSpan), value: moved(e.value, by) })), items: l.items.map(x => moved(x, by)) };
}

/** The offset behind the bracket that closes the one at `open`; texts and comments of JavaScript are stepped over. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const c = text[i]!;
    if (c === '"' || c === "'" || c === '`') {
      const quote = c;
      for (i++; i < text.length && text[i] !== quote; i++) {
        if (text[i] === '\\') i++;
        else if (text[i] === '\n' && quote !== '`') break;
      }
      continue;
    }
    if (c === '/' && text[i + 1] === '/' && text[i - 1] !== ':') {
      const line = text.indexOf('\n', i);
      if (line < 0) return text.length;
      i = line;
      continue;
    }
    if (c === '{') depth++;
    else if (c === '}' && --depth === 0) return i + 1;
  }
  return text.length;
}

/** Behind a text of SQL; interpolations in it are taken up. */
function stringEnd(text: string, start: number, quote: string, found: Interpolation[], out: string[]): number {
  const triple = text.startsWith(quote.repeat(3), start);
  const mark = triple ? quote.repeat(3) : quote;
  let i = start + mark.length;
  while (i < text.length && !text.startsWith(mark, i)) {
    if (text[i] === '\\') i++;
    else if (text[i] === '$' && text[i + 1] === '{') {
      const end = closing(text, i + 1);
      found.push(interpolation(text, { start: i, end }));
      for (let k = i; k < end; k++) if (out[k] !== '\n' && out[k] !== '\r') out[k] = '_';
      i = end;
      continue;
    } else if (text[i] === '\n' && !triple) return i;
    i++;
  }
  return Math.min(text.length, i + mark.length);
}

function interpolation(text: string, span: Span): Interpolation {
  const body = text.slice(span.start + 2, span.end - 1);
  const call = /^\s*(?:ctx\.)?(ref|self|resolve|name|when|incremental)\s*\(/.exec(body);
  if (!call) return { span, call: null, arguments: [] };
  const open = span.start + 2 + call[0].length - 1;
  return { span, call: call[1]!, arguments: readLiteral(text, open, span.end - 1).items };
}

function mask(out: string[], { span, call }: Interpolation, number: number): void {
  const length = span.end - span.start;
  const relation = call === 'ref' || call === 'self' || call === 'resolve';
  // `when` writes a part of a clause in incremental runs only.
  const word = call === 'when' ? '' : `${relation ? '__pw_rel' : '__pw_hole'}${number}`;
  const shown = word.length <= length ? word.padEnd(length, word === '' ? ' ' : '_') : `${relation ? '_pwr' : '_pwh'}`.slice(0, length).padEnd(length, '_');
  for (let i = 0; i < length; i++) if (out[span.start + i] !== '\n' && out[span.start + i] !== '\r') out[span.start + i] = shown[i]!;
}
