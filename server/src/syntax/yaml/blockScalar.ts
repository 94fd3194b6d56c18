import { afterBreak, type Cursor, isBlank, isEnd, lineEnd } from './cursor';
import type { YamlScalar } from './tree';

/** The header of a block scalar at `pos` (`|`, `>-`, `|2+`), or null if what follows shows that none is meant. */
export interface BlockHeader {
  readonly chomp: 'clip' | 'strip' | 'keep';
  /** Columns given by a digit, 0 if to be found out. */
  readonly step: number;
  /** Behind the indicators. */
  readonly end: number;
}

export function blockHeader(c: Cursor): BlockHeader | null {
  let i = c.pos + 1;
  let chomp: BlockHeader['chomp'] = 'clip';
  let step = 0;
  let signs = 0;
  for (; i < c.end; i++) {
    const code = c.text.charCodeAt(i);
    if ((code === 43 || code === 45) && signs === 0) {
      chomp = code === 43 ? 'keep' : 'strip';
      signs++;
    } else if (code >= 49 && code <= 57 && step === 0) step = code - 48;
    else break;
  }
  const end = i;
  while (isBlank(c.at(i))) i++;
  if (isEnd(c.at(i)) || (c.at(i) === 35 && (i > end || c.end === i))) return { chomp, step, end };
  return null;
}

/** Reads a literal or folded scalar whose header is at `pos`; its lines have more columns than `parent`. */
export function readBlockScalar(c: Cursor, parent: number, header: BlockHeader): YamlScalar {
  const { text, end } = c;
  const start = c.pos;
  const literal = text.charCodeAt(start) === 124;
  let eol = header.end;
  while (isBlank(c.at(eol))) eol++;
  if (c.at(eol) === 35) {
    const stop = lineEnd(c, eol);
    c.comments.push({ start: eol, end: stop });
    eol = stop;
  }
  const least = Math.max(parent + 1, 1);
  const first = eol < end ? afterBreak(c, eol) : end;
  let indent = header.step > 0 ? least + header.step - 1 : indentOf(c, first, least);
  if (indent < 1) indent = 1;
  const parts: string[] = [];
  let last = header.end;
  let lineBreak = '';
  let breaks = 0;
  let spaced = false;
  let line = first;
  for (;;) {
    // Empty lines, then the indentation of the next line that is not.
    let i = line;
    breaks = 0;
    for (;;) {
      if (line >= end && eol >= end) break;
      while (i < end && i - line < indent && text.charCodeAt(i) === 32) i++;
      if (i - line < indent && c.at(i) === 9) i = tabInIndent(c, line, indent);
      if (i >= end || !isEnd(c.at(i))) break;
      breaks++;
      eol = i;
      line = i = afterBreak(c, i);
    }
    if (i >= end || (i - line < indent && c.tabs.at(-1)?.start !== line)) break;
    const blank = isBlank(text.charCodeAt(i));
    if (!literal && lineBreak !== '' && !spaced && !blank) {
      if (breaks === 0) parts.push(' ');
    } else parts.push(lineBreak);
    if (breaks > 0) parts.push('\n'.repeat(breaks));
    spaced = blank;
    last = eol = lineEnd(c, i);
    parts.push(text.slice(i, eol));
    if (eol >= end) {
      lineBreak = '';
      breaks = 0;
      break;
    }
    lineBreak = '\n';
    line = afterBreak(c, eol);
  }
  if (header.chomp !== 'strip') parts.push(lineBreak);
  if (header.chomp === 'keep' && breaks > 0) parts.push('\n'.repeat(breaks));
  c.pos = eol;
  const value = parts.join('');
  const content = last > header.end ? { start: first, end: last } : { start: header.end, end: header.end };
  return { kind: 'scalar', span: { start, end: Math.max(last, header.end) }, content, style: literal ? 'literal' : 'folded', text: value, value, anchor: null, alias: null, tag: null };
}

/** The columns of a block without a digit in its header: those of its first line with text, or of a longer empty one before it. */
function indentOf(c: Cursor, from: number, least: number): number {
  let most = least;
  let line = from;
  let i = from;
  while (i < c.end) {
    while (i < c.end && c.text.charCodeAt(i) === 32) i++;
    most = Math.max(most, i - line);
    if (c.at(i) === 9) return Math.max(most, least);
    if (i >= c.end || !isEnd(c.at(i))) break;
    line = i = afterBreak(c, i);
  }
  return most;
}

/** Notes a tab where a space of the indentation should be; the text starts behind it. */
function tabInIndent(c: Cursor, line: number, columns: number): number {
  let i = line;
  while (isBlank(c.at(i))) i++;
  if (c.tabs.at(-1)?.start !== line) c.tabs.push({ start: line, end: i, columns: isEnd(c.at(i)) ? 0 : columns });
  return i;
}
