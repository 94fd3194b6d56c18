import { afterBreak, type Cursor, isGap, isMarker } from './cursor';
import type { YamlScalar } from './tree';

export function scalarOf(start: number, end: number, text: string, value: null | boolean | number | string): YamlScalar {
  const s = { start, end };
  return { kind: 'scalar', span: s, content: s, style: 'plain', text, value, anchor: null, alias: null, tag: null };
}

/** Whether a plain scalar can start with the character at `offset`, outside of flow collections. */
export function startsPlain(c: Cursor, offset: number): boolean {
  const code = c.at(offset);
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return true;
  switch (code) {
    case 45: // -
    case 63: // ?
    case 58: // :
      return !isGap(c.at(offset + 1));
    case -1:
    case 32:
    case 9:
    case 10:
    case 13:
    case 33: // !
    case 34: // "
    case 35: // #
    case 37: // %
    case 38: // &
    case 39: // '
    case 42: // *
    case 44: // ,
    case 62: // >
    case 64: // @
    case 91: // [
    case 93: // ]
    case 96: // `
    case 123: // {
    case 124: // |
    case 125: // }
      return false;
    default:
      return true;
  }
}

/**
 * Looks along one line of plain text: `scanEnd` is behind its last character, `scanStop` what ended it (58 a colon with a gap,
 * 35 a comment, 10 the line) and `scanAt` where that stands.
 */
export function scanLine(c: Cursor, from: number): void {
  if (c.scanFrom === from) return;
  const { text, end } = c;
  let last = from;
  let stop = 10;
  let i = from;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code > 58) {
      last = i + 1;
    } else if (code === 32 || code === 9) {
      if (c.at(i + 1) === 35) {
        i++;
        stop = 35;
        break;
      }
    } else if (code === 10 || code === 13) {
      break;
    } else if (code === 58 && isGap(c.at(i + 1))) {
      stop = 58;
      break;
    } else {
      last = i + 1;
    }
  }
  c.scanFrom = from;
  c.scanEnd = last;
  c.scanStop = stop;
  c.scanAt = i;
}

/** The same, but colons are ordinary characters: for text whose colon was already complained about. */
export function scanAnyLine(c: Cursor, from: number): void {
  scanLine(c, from);
  while (c.scanStop === 58) {
    scanLine(c, c.scanAt + 1);
    if (c.scanEnd === c.scanFrom) c.scanEnd = c.scanFrom;
  }
  if (c.scanEnd < from) c.scanEnd = from;
  c.scanFrom = -1;
}

/**
 * Whether the text of a scalar that stopped at the end of a line (`pos`) goes on: the next line that is not empty has more
 * columns than `parent`, and is neither a comment nor a document marker. If not, `pos` moves over the empty lines.
 */
export function continues(c: Cursor, parent: number): boolean {
  const { text, end } = c;
  let i = c.pos;
  let breaks = 0;
  while (i < end) {
    c.pos = i;
    i = afterBreak(c, i);
    breaks++;
    const line = i;
    while (i < end && text.charCodeAt(i) === 32) i++;
    const column = i - line;
    if (i < end && text.charCodeAt(i) === 9) {
      if (column <= parent) return false;
      while (i < end && (text.charCodeAt(i) === 9 || text.charCodeAt(i) === 32)) i++;
    }
    if (i >= end) return false;
    const code = text.charCodeAt(i);
    if (code === 10 || code === 13) continue;
    if (column <= parent || code === 35 || (column === 0 && isMarker(c, i))) return false;
    c.nextPos = i;
    c.nextLine = line;
    c.nextBreaks = breaks;
    return true;
  }
  return false;
}

/** Reads an unquoted scalar outside of flow collections; its further lines have more columns than `parent`. */
export function readPlain(c: Cursor, parent: number): YamlScalar {
  const start = c.pos;
  scanLine(c, start);
  if (c.scanStop === 58) tellColon(c, start);
  let end = c.scanEnd;
  c.pos = c.scanAt;
  if (c.scanStop === 35 || !continues(c, parent)) {
    const text = c.text.slice(start, end);
    return scalarOf(start, end, text, c.resolve(text));
  }
  const parts = [c.text.slice(start, end)];
  do {
    const from = c.nextPos;
    scanLine(c, from);
    if (c.scanStop === 58) {
      if (looksLikeKey(c, from)) {
        tellIndent(c, from, c.scanEnd, c.nextLine);
        break;
      }
      tellColon(c, from);
    }
    parts.push(c.nextBreaks > 1 ? '\n'.repeat(c.nextBreaks - 1) : ' ', c.text.slice(from, c.scanEnd));
    end = c.scanEnd;
    c.lineStart = c.nextLine;
    c.shift = 0;
    c.pos = c.scanAt;
    if (c.scanStop === 35) break;
  } while (continues(c, parent));
  const text = parts.join('');
  return scalarOf(start, end, text, c.resolve(text));
}

/** Whether the line at `from`, which has a colon at `scanAt`, reads like a key rather than like prose. */
function looksLikeKey(c: Cursor, from: number): boolean {
  for (let i = from; i < c.scanEnd; i++) if (c.text.charCodeAt(i) === 32 || c.text.charCodeAt(i) === 9) return false;
  return true;
}

function tellColon(c: Cursor, start: number): void {
  const colon = c.scanAt;
  scanAnyLine(c, start);
  c.tell('yaml-syntax', colon, colon + 1, 'A colon followed by a space cannot stand inside an unquoted value; put quotes around the value', {
    value: [start, c.scanEnd],
    mistake: 'colon',
  });
}

/** Tells once for a line that it is indented unlike its neighbours. */
export function tellIndent(c: Cursor, start: number, end: number, line: number): void {
  if (c.told === line) return;
  c.told = line;
  c.tell('yaml-syntax', start, end, `This line has ${start - line} ${start - line === 1 ? 'space' : 'spaces'} before it, which fits none of the lines above`, { mistake: 'indentation' });
}
