import type { Span } from '../../text/span';
import type { Json } from '../../model/key';
import type { YamlNode, YamlProblem } from './tree';

/** Deeper nesting than this is reported and left out, so that nobody who walks a tree runs out of stack. */
export const MAX_DEPTH = 200;
/** How many nodes all aliases of a file may stand for together: more is an attack ("billion laughs"), not a file. */
export const MAX_ALIASED = 100_000;
/** Problems kept of one file. */
const MAX_PROBLEMS = 200;

/** A node with a name: null while it is being read, so that an alias inside it is known to be cyclic. */
export interface Anchor {
  readonly name: string;
  node: YamlNode | null;
  /** Nodes in it, aliases unfolded. */
  weight: number;
  /** Levels of nesting in it, aliases unfolded. */
  height: number;
}

export interface Failure {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** Where a reader stands in a text, and what it has found so far. One per document; nothing of it outlives the read. */
export class Cursor {
  pos: number;
  /** Start of the line that `pos` is in. */
  lineStart: number;
  /** What to add to `pos - lineStart` for the column: not 0 only where tabs stand in the indentation. */
  shift = 0;
  readonly problems: YamlProblem[] = [];
  readonly comments: Span[] = [];
  anchors = new Map<string, Anchor>();
  depth = 0;
  deepest = 0;
  count = 0;
  aliased = 0;
  /** The node that the last alias gave. */
  aliasNode: YamlNode | null = null;
  /** Set by a reader of quotes or flow collections that gives up; its caller recovers. */
  failure: Failure | null = null;
  /** Within a flow collection that is known to be broken: read on as well as may be. */
  lenient = false;
  /** Characters read in vain by flow collections and quotes without an end; bounds the second tries. */
  wasted = 0;
  /** Start of the line whose wrong indentation was already told. */
  told = -1;
  /** Column of the list around a line whose dash is missing: a dash there ends that line's mapping. */
  listColumn = -1;
  /** Lines with tabs in their indentation: where it starts and ends, and the columns it stands for. */
  readonly tabs: { start: number; end: number; columns: number }[] = [];
  /** The last result of `scanLine`, since keys are looked at twice. */
  scanFrom = -1;
  scanEnd = 0;
  scanStop = 0;
  scanAt = 0;
  /** Where the next line of a plain scalar starts, and the line breaks before it: results of `continues`. */
  nextPos = 0;
  nextLine = 0;
  nextBreaks = 0;

  constructor(
    readonly text: string,
    start: number,
    public end: number,
    readonly resolve: (text: string) => null | boolean | number | string,
  ) {
    this.pos = start;
    this.lineStart = start;
  }

  /** Columns before `pos`. */
  get column(): number {
    return this.pos - this.lineStart + this.shift;
  }

  at(offset: number): number {
    return offset < this.end ? this.text.charCodeAt(offset) : -1;
  }

  tell(rule: string, start: number, end: number, message: string, data?: { readonly [name: string]: Json }): void {
    if (this.problems.length >= MAX_PROBLEMS || (rule === 'yaml-syntax' && this.isConsequence(start, data?.['mistake']))) return;
    this.problems.push(data ? { rule, span: { start, end }, message, data } : { rule, span: { start, end }, message });
  }

  /** Whether a mistake most likely comes of the one told before: on the same line, or about the structure of the next. */
  private isConsequence(start: number, mistake: Json | undefined): boolean {
    const last = this.problems.at(-1);
    if (!last || last.rule === 'yaml-duplicate-key' || start < last.span.start) return false;
    const line = this.text.indexOf('\n', last.span.start);
    if (line < 0 || line >= start) return last.rule === 'yaml-syntax';
    if (mistake !== 'indentation' && mistake !== 'item' && mistake !== 'key') return false;
    const next = this.text.indexOf('\n', line + 1);
    return next < 0 || next >= start;
  }

  fail(start: number, end: number, message: string): null {
    this.failure ??= { start, end, message };
    return null;
  }
}

export function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** A line break or the end of the text. */
export function isEnd(code: number): boolean {
  return code === 10 || code === 13 || code === -1;
}

/** Whether a character of this code ends an indicator: blank, line break, end. */
export function isGap(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9 || code === -1;
}

export function skipBlanks(c: Cursor): number {
  let code = c.at(c.pos);
  while (code === 32 || code === 9) code = c.at(++c.pos);
  return code;
}

/** End of the line that `offset` is in, before its line break. */
export function lineEnd(c: Cursor, offset: number): number {
  let i = offset;
  while (i < c.end) {
    const code = c.text.charCodeAt(i);
    if (code === 10 || code === 13) break;
    i++;
  }
  return i;
}

/** Behind the line break at `offset`. */
export function afterBreak(c: Cursor, offset: number): number {
  if (c.text.charCodeAt(offset) === 13 && offset + 1 < c.end && c.text.charCodeAt(offset + 1) === 10) return offset + 2;
  return Math.min(offset + 1, c.end);
}

/** Moves to the next character that is neither blank nor comment, over as many lines as it takes. False at the end. */
export function toContent(c: Cursor): boolean {
  const { text, end } = c;
  let i = c.pos;
  for (;;) {
    let code = -1;
    while (i < end && ((code = text.charCodeAt(i)) === 32 || code === 9)) i++;
    if (i >= end) {
      c.pos = end;
      return false;
    }
    if (code === 35) {
      const stop = lineEnd(c, i);
      c.comments.push({ start: i, end: stop });
      i = stop;
    } else if (code === 10 || code === 13) {
      i = afterBreak(c, i);
      c.lineStart = i;
      c.shift = 0;
      while (i < end && text.charCodeAt(i) === 32) i++;
      if (i < end && text.charCodeAt(i) === 9) i = indentationWithTabs(c);
    } else {
      c.pos = i;
      return true;
    }
  }
}

/** Notes a line that is indented by tabs, and reads each as up to the next even column. Gives the offset of its content. */
export function indentationWithTabs(c: Cursor): number {
  let i = c.lineStart;
  let columns = 0;
  for (; i < c.end; i++) {
    const code = c.text.charCodeAt(i);
    if (code === 32) columns++;
    else if (code === 9) columns += 2 - (columns % 2);
    else break;
  }
  if (c.tabs.at(-1)?.start !== c.lineStart) c.tabs.push({ start: c.lineStart, end: i, columns });
  c.shift = columns - (i - c.lineStart);
  return i;
}

/** Whether `---` or `...` stands here, at the start of a line: the document ends. */
export function atMarker(c: Cursor): boolean {
  return c.pos === c.lineStart && isMarker(c, c.pos);
}

/** Whether `offset`, a line's start, has a document marker. */
export function isMarker(c: Cursor, offset: number): boolean {
  const code = c.text.charCodeAt(offset);
  if (code !== 45 && code !== 46) return false;
  return c.at(offset + 1) === code && c.at(offset + 2) === code && isGap(c.at(offset + 3));
}

/** Skips the line and all that follow with more than `indent` columns, however broken. */
export function skipBlock(c: Cursor, indent: number): void {
  do {
    c.pos = lineEnd(c, c.pos);
    if (!toContent(c)) return;
  } while (c.column > indent && !atMarker(c));
}
