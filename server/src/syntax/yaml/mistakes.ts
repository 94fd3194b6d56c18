import { type Cursor, isBlank, isEnd, isGap, lineEnd } from './cursor';
import { scalarOf, scanAnyLine } from './plain';
import type { YamlScalar } from './tree';

/** Whether Jinja stands at `offset`: `{{`, `{%` or `{#`. No tool can read that unquoted at the start of a value. */
export function startsJinja(c: Cursor, offset: number): boolean {
  if (c.at(offset) !== 123) return false;
  const next = c.at(offset + 1);
  // `{#` may also be a brace and a YAML comment.
  if (next === 35) return c.text.slice(offset, lineEnd(c, offset)).includes('#}');
  return next === 123 || next === 37;
}

/** Behind the Jinja that starts at `offset`; its line's end if it is not closed within 20 lines. */
export function jinjaEnd(c: Cursor, offset: number): number {
  const open = c.text[offset + 1]!;
  const close = open === '{' ? '}}' : `${open}}`;
  const limit = Math.min(c.end, offset + 4000);
  const stop = c.text.indexOf(close, offset + 2);
  if (stop >= 0 && stop + 2 <= limit) return stop + 2;
  return lineEnd(c, offset);
}

export function tellJinja(c: Cursor, start: number, end: number): void {
  c.tell('yaml-unquoted-jinja', start, end, `Jinja must be quoted here: YAML reads '${c.text.slice(start, start + 2)}' as the start of a mapping`, { value: [start, end] });
}

/** The Jinja at `pos` and the rest of its last line as one string, with the problem told. */
export function readJinja(c: Cursor): YamlScalar {
  const start = c.pos;
  const close = jinjaEnd(c, start);
  const end = restOfLine(c, close);
  const line = c.text.lastIndexOf('\n', close - 1) + 1;
  if (line > c.lineStart) c.lineStart = line;
  tellJinja(c, start, end);
  const text = c.text.slice(start, end);
  return scalarOf(start, end, text, text);
}

/** Moves to the end of the line or the comment in it; gives the end of the text before. */
export function restOfLine(c: Cursor, from: number): number {
  if (from >= c.end || isEnd(c.at(from))) {
    c.pos = from;
    return from;
  }
  scanAnyLine(c, from);
  c.pos = c.scanAt;
  let end = Math.max(c.scanEnd, from);
  while (end > from && isBlank(c.text.charCodeAt(end - 1))) end--;
  return end;
}

const NAMES: { readonly [character: string]: string } = {
  '>': "'>' starts a block of text",
  '|': "'|' starts a block of text",
  '*': "'*' starts an alias",
  '&': "'&' starts an anchor",
  '!': "'!' starts a tag",
  '%': "unquoted text cannot start with '%'",
  '@': "unquoted text cannot start with '@'",
  '`': "unquoted text cannot start with '`'",
};

/** The rest of the line, which starts like an operator, as one string, with the problem told. */
export function readOperator(c: Cursor): YamlScalar {
  const start = c.pos;
  const end = restOfLine(c, start);
  const text = c.text.slice(start, end);
  const name = NAMES[text[0] ?? ''];
  const shown = text.length > 30 ? `${text.slice(0, 30)}…` : text;
  if (name) c.tell('yaml-unquoted-operator', start, end, `Put quotes around '${shown}': ${name}`, { value: [start, end] });
  else {
    const why = text.startsWith('- ') || text === '-' ? 'A list item must start on a line of its own' : `Unquoted text cannot start with '${text[0] ?? ''}'; put quotes around it`;
    c.tell('yaml-syntax', start, Math.max(end, start + 1), why, { value: [start, end], mistake: 'start' });
  }
  return scalarOf(start, end, text, text);
}

/** Tells of text behind a finished value on the same line and moves over it. True if there was some. */
export function tellRest(c: Cursor, what: string): boolean {
  while (isBlank(c.at(c.pos))) c.pos++;
  const code = c.at(c.pos);
  if (isEnd(code) || code === 35) return false;
  const start = c.pos;
  const end = restOfLine(c, start);
  c.tell('yaml-syntax', start, end, `Nothing but a comment may follow ${what}`, { mistake: 'rest' });
  return true;
}

export function isDash(c: Cursor, offset: number): boolean {
  return c.at(offset) === 45 && isGap(c.at(offset + 1));
}
