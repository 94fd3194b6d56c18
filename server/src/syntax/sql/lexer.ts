import { span, type Span } from '../../text/span';
import type { Traits } from './dialects';
import { LONG_OPERATORS, lookUp, operatorId, SHORT_OPERATORS } from './words';

/** Kinds of token. A comment is no token; `readComments` of the tokens call keeps them for highlighting. */
export const END: number = 0;
/** An unquoted word: name or keyword. */
export const NAME: number = 1;
/** A quoted name. */
export const QUOTED: number = 2;
export const STRING: number = 3;
export const NUMBER: number = 4;
/** `?`, `:name`, `$1`, `@var`, `@@var`, `%s`. */
export const PARAM: number = 5;
export const OPERATOR: number = 6;
/** A name that is, or contains, text that is not known (`__pw_hole…`, `${…}`). */
export const HOLE: number = 7;
/** A string with such text in it. */
export const HOLE_STRING: number = 8;
export const COMMENT: number = 9;

/** Tokens as columns: the n-th token is `kinds[n]` over [starts[n], ends[n]). The token after the last is END. */
export interface Tokens {
  count: number;
  kinds: Uint8Array;
  /** Index into WORDS and FLAGS; 0 for plain names and literals. */
  ids: Uint16Array;
  starts: Int32Array;
  ends: Int32Array;
  /** For a bracket, the token that closes or opens it; -1 if there is none. */
  match: Int32Array;
  /** Brackets without a partner, in order. */
  unmatched: number[];
  /** A string, quoted name or comment that never ends. */
  unterminated: { readonly span: Span; readonly what: string } | null;
}

const SPACE = 1;
const WORD_START = 2;
const DIGIT = 3;
const CLASS = new Uint8Array(128);
for (const c of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 28, 29, 30, 31, 32]) CLASS[c] = SPACE;
for (let c = 97; c <= 122; c++) CLASS[c] = CLASS[c - 32] = WORD_START;
CLASS[95] = WORD_START;
for (let c = 48; c <= 57; c++) CLASS[c] = DIGIT;

const ID = Object.fromEntries(['(', ')', '[', ']', '{', '}', ';', '?', '.'].map(w => [w, operatorId(w)])) as { readonly [bracket: string]: number };
const OPEN_ROUND = ID['(']!;
const CLOSE_ROUND = ID[')']!;
const OPEN_SQUARE = ID['[']!;
const CLOSE_SQUARE = ID[']']!;
const OPEN_CURLY = ID['{']!;
const CLOSE_CURLY = ID['}']!;
const SEMICOLON = ID[';']!;
const DOT = ID['.']!;
/** What the mask of a template leaves where a value is not known; the short one where there is no room for the other. */
const HOLE_MARKS = ['__pw_hole', '_pwh'] as const;

function isSpaceBeyondAscii(c: number): boolean {
  return c === 0xa0 || c === 0xfeff || c === 0x3000 || c === 0x2028 || c === 0x2029 || (c >= 0x2000 && c <= 0x200b) || c === 0x85;
}

function isWordChar(c: number): boolean {
  return c < 128 ? CLASS[c]! >= WORD_START || c === 36 : !isSpaceBeyondAscii(c);
}

export function emptyTokens(capacity: number): Tokens {
  return {
    count: 0,
    kinds: new Uint8Array(capacity),
    ids: new Uint16Array(capacity),
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity),
    match: new Int32Array(capacity),
    unmatched: [],
    unterminated: null,
  };
}

function grow(t: Tokens): void {
  const size = t.kinds.length * 2;
  const wider = emptyTokens(size);
  wider.kinds.set(t.kinds);
  wider.ids.set(t.ids);
  wider.starts.set(t.starts);
  wider.ends.set(t.ends);
  wider.match.set(t.match);
  t.kinds = wider.kinds;
  t.ids = wider.ids;
  t.starts = wider.starts;
  t.ends = wider.ends;
  t.match = wider.match;
}

/**
 * Cuts [start, end) of the text into tokens, into `t` (its old content is lost). Any text gives tokens; what never ends
 * reaches to the end. Where dialects differ and `traits` are those of union mode, a second reading is tried if the
 * first leaves a string or comment open, and kept if it does not.
 */
export function tokenize(text: string, start: number, end: number, traits: Traits, t: Tokens, comments = false): void {
  scan(text, start, end, traits, t, comments);
  if (t.unterminated === null) return;
  for (const other of alternatives(traits)) {
    scan(text, start, end, other, t, comments);
    if (t.unterminated === null) return;
  }
  scan(text, start, end, traits, t, comments);
}

function alternatives(traits: Traits): Traits[] {
  const nested = traits.nestedComments ? [{ ...traits, nestedComments: false }] : [];
  if (traits.dialect !== null) return traits.backslash ? [...nested, { ...traits, backslash: false }] : [...nested, { ...traits, backslash: true }];
  return [
    { ...traits, nestedComments: false },
    { ...traits, backslash: false },
    { ...traits, backslash: false, nestedComments: false },
    { ...traits, hashComment: 'yes', nestedComments: false },
    { ...traits, slashComment: 'yes', nestedComments: false },
    { ...traits, tripleQuotes: true, doubleQuotedStrings: true },
    { ...traits, hashComment: 'no', slashComment: 'no', dollarQuotes: false },
  ];
}

function scan(text: string, start: number, end: number, traits: Traits, t: Tokens, comments: boolean): void {
  const { hashComment, slashComment, nestedComments, backslash, doubleQuotedStrings, tripleQuotes, bracketNames, dollarQuotes, hashNames, dialect } = traits;
  const oddNames = dialect === 'tsql';
  t.count = 0;
  t.unmatched = [];
  t.unterminated = null;
  const open: number[] = [];
  let n = 0;
  let i = start;
  let hole = nextHole(text, start, end);

  const put = (kind: number, id: number, from: number, to: number): void => {
    if (n + 2 > t.kinds.length) grow(t);
    t.kinds[n] = kind;
    t.ids[n] = id;
    t.starts[n] = from;
    t.ends[n] = to;
    t.match[n] = -1;
    n++;
  };
  const fail = (from: number, what: string): void => {
    t.unterminated ??= { span: span(from, Math.min(end, from + 1)), what };
  };
  /** The end of a quoted stretch whose opening quote is at `from`. A doubled quote stands for itself. */
  const quoted = (from: number, quote: number, escapes: boolean, what: string): number => {
    for (let j = from + 1; j < end; j++) {
      const c = text.charCodeAt(j);
      if (c === quote) {
        if (j + 1 < end && text.charCodeAt(j + 1) === quote) j++;
        else return j + 1;
      } else if (c === 92 && escapes) j++;
    }
    fail(from, what);
    return end;
  };
  const holed = (kind: number, from: number, to: number): number => {
    if (hole >= to) return kind;
    if (hole < from) hole = nextHole(text, from, end);
    if (hole >= to) return kind;
    hole = nextHole(text, to, end);
    return kind === STRING ? HOLE_STRING : HOLE;
  };
  const string = (from: number, quoteAt: number, escapes: boolean): number => {
    const quote = text.charCodeAt(quoteAt);
    let to: number;
    if (tripleQuotes && text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote && quoteAt + 2 < end) to = tripled(quoteAt, quote);
    else to = quoted(quoteAt, quote, escapes, 'string');
    put(holed(STRING, from, to), 0, from, to);
    return to;
  };
  const tripled = (from: number, quote: number): number => {
    for (let j = from + 3; j < end; j++) {
      const c = text.charCodeAt(j);
      if (c === 92) j++;
      else if (c === quote && text.charCodeAt(j + 1) === quote && text.charCodeAt(j + 2) === quote && j + 2 < end) return j + 3;
    }
    fail(from, 'string');
    return end;
  };
  const blockComment = (from: number): number => {
    let depth = 1;
    for (let j = from + 2; j < end - 1; j++) {
      const c = text.charCodeAt(j);
      if (c === 42 && text.charCodeAt(j + 1) === 47) {
        j++;
        if (--depth === 0) return j + 1;
      } else if (nestedComments && c === 47 && text.charCodeAt(j + 1) === 42) {
        depth++;
        j++;
      }
    }
    fail(from, 'comment');
    return end;
  };
  const lineEnd = (from: number): number => {
    for (let j = from; j < end; j++) {
      const c = text.charCodeAt(j);
      if (c === 10 || c === 13) return j;
    }
    return end;
  };
  /** Only blanks between the start of the line and `at`. */
  const startsLine = (at: number): boolean => {
    for (let j = at - 1; j >= start; j--) {
      const c = text.charCodeAt(j);
      if (c === 10 || c === 13) return true;
      if (c !== 32 && c !== 9) return false;
    }
    return true;
  };
  const wordEnd = (from: number): number => {
    let j = from;
    while (j < end && isWordChar(text.charCodeAt(j))) j++;
    return j;
  };

  while (i < end) {
    const c = text.charCodeAt(i);
    const kind = c < 128 ? CLASS[c]! : isSpaceBeyondAscii(c) ? SPACE : WORD_START;
    if (kind === SPACE) {
      i++;
      continue;
    }
    if (kind === WORD_START) {
      const from = i;
      let hash = 0;
      let d = c;
      do {
        hash = (Math.imul(hash, 31) + (d >= 65 && d <= 90 ? d | 32 : d)) | 0;
        i++;
        if (i >= end) break;
        d = text.charCodeAt(i);
      } while (d < 128 ? CLASS[d]! >= WORD_START || d === 36 : !isSpaceBeyondAscii(d));
      if (oddNames && i < end && (d === 35 || d === 64)) {
        while (i < end && (isWordChar(d) || d === 35 || d === 64)) d = text.charCodeAt(++i);
        put(NAME, 0, from, i);
        continue;
      }
      if ((d === 39 || (d === 34 && doubleQuotedStrings)) && i < end && i - from <= 8) {
        const escapes = stringPrefix(text, from, i, backslash);
        if (escapes !== null) {
          i = string(from, i, escapes);
          continue;
        }
      }
      if (d === 38 && i === from + 1 && (c | 32) === 117 && i + 1 < end && (text.charCodeAt(i + 1) === 39 || text.charCodeAt(i + 1) === 34)) {
        // `U&'…'`
        i = text.charCodeAt(i + 1) === 39 ? string(from, i + 1, false) : quoted(i + 1, 34, false, 'quoted name');
        if (t.ends[n - 1] !== i) put(QUOTED, 0, from, i);
        continue;
      }
      if (hole < i) {
        const k = holed(NAME, from, i);
        put(k, k === NAME ? lookUp(text, from, i, hash) : 0, from, i);
      } else put(NAME, lookUp(text, from, i, hash), from, i);
      continue;
    }
    if (kind === DIGIT || (c === 46 && i + 1 < end && isDigit(text.charCodeAt(i + 1)) && !endsPath(text, t, n, i))) {
      const to = numberEnd(text, i, end);
      const beyond = wordEnd(to);
      const afterDot = n > 0 && t.ids[n - 1] === DOT && t.ends[n - 1] === i;
      if (beyond > to && (text.charCodeAt(to - 1) === 46 || ((dialect === 'databricks' || dialect === null) && isSuffix(text, to, beyond)) || text.slice(i, to).includes('.'))) put(NUMBER, 0, i, beyond);
      else if (beyond > to && kind === DIGIT) put(holed(NAME, i, beyond), 0, i, beyond);
      else if (afterDot) put(NAME, 0, i, digitsEnd(text, i, end));
      else put(NUMBER, 0, i, to);
      i = t.ends[n - 1]!;
      continue;
    }
    const next = i + 1 < end ? text.charCodeAt(i + 1) : 0;
    if (c === 35 && hashNames !== 'no' && (isWordChar(next) || next === 35 || (dialect === 'tsql' && (next === 36 || next === 64))) && !(hashNames === 'maybe' && (startsLine(i) || followsOperand(t, n)))) {
      const from = i;
      while (i < end && (isWordChar(text.charCodeAt(i)) || text.charCodeAt(i) === 35 || text.charCodeAt(i) === 64)) i++;
      put(NAME, 0, from, i);
      continue;
    }
    let comment = -1;
    if (c === 45 && next === 45) comment = lineEnd(i);
    else if (c === 47 && next === 42) comment = blockComment(i);
    else if (c === 35 && (hashComment === 'yes' || (hashComment === 'maybe' && (next === 32 || next === 35 || next === 33 || next === 10 || next === 13 || startsLine(i))))) comment = lineEnd(i);
    else if (c === 47 && next === 47 && (slashComment === 'yes' || (slashComment === 'maybe' && startsLine(i)))) comment = lineEnd(i);
    if (comment >= 0) {
      if (comments) put(COMMENT, 0, i, comment);
      i = comment;
      continue;
    }
    if (c === 39) {
      i = string(i, i, backslash);
      continue;
    }
    if (c === 34) {
      if (doubleQuotedStrings) i = string(i, i, backslash);
      else {
        const to = quoted(i, c, dialect === 'clickhouse' || (dialect === null && backslash), 'quoted name');
        put(holed(QUOTED, i, to), 0, i, to);
        i = to;
      }
      continue;
    }
    if (c === 96) {
      const to = quoted(i, c, dialect === 'clickhouse' || dialect === 'bigquery', 'quoted name');
      put(holed(QUOTED, i, to), 0, i, to);
      i = to;
      continue;
    }
    if (c === 91 && bracketNames !== 'no') {
      const to = bracketName(text, i, end, bracketNames === 'yes', t, n);
      if (to > 0) {
        put(holed(QUOTED, i, to), 0, i, to);
        i = to;
        continue;
      }
    }
    if (c === 36) {
      const to = dollar(text, i, end, dollarQuotes);
      if (to < 0) {
        fail(i, 'string');
        put(STRING, 0, i, end);
        i = end;
      } else {
        put(next === 123 ? HOLE : text.charCodeAt(to - 1) === 36 && to - i >= 4 ? holed(STRING, i, to) : to === i + 1 ? OPERATOR : PARAM, to === i + 1 ? SHORT_OPERATORS[36]! : 0, i, to);
        i = to;
      }
      continue;
    }
    if (c === 64 && (isWordChar(next) || next === 64 || next === 126 || next === 37)) {
      const to = next === 64 ? wordEnd(i + 2) : wordEnd(i + 2 - (isWordChar(next) ? 1 : 0));
      if (to > i + 2 || next !== 64) {
        put(holed(PARAM, i, to), 0, i, to);
        i = to;
        continue;
      }
    }
    if (c === 58 && (isWordStart(next) || isDigit(next) || (next === 39 && dialect !== 'snowflake') || (next === 34 && dialect === 'postgres')) && !followsOperand(t, n) && !gluedToName(t, n, i)) {
      const to = next === 39 || next === 34 ? quoted(i + 1, next, false, 'string') : wordEnd(i + 1);
      put(PARAM, 0, i, to);
      i = to;
      continue;
    }
    if (c === 37 && (next === 40 || (next === 115 && !followsOperand(t, n)))) {
      const to = next === 115 ? i + 2 : pythonParameter(text, i, end);
      if (to > 0 && !isWordChar(to < end ? text.charCodeAt(to) : 0)) {
        put(PARAM, 0, i, to);
        i = to;
        continue;
      }
    }
    if (c === 38 && isWordStart(next) && !followsOperand(t, n)) {
      const to = wordEnd(i + 1);
      put(PARAM, 0, i, to);
      i = to;
      continue;
    }
    if (c === 123) {
      const to = placeholder(text, i, end);
      if (to > 0) {
        put(HOLE, 0, i, to);
        i = to;
        continue;
      }
    }
    if (c === 63 && next !== 124 && next !== 38 && next !== 58 && !followsOperand(t, n)) {
      put(PARAM, 0, i, i + 1);
      i++;
      continue;
    }
    let length = 1;
    let id = c < 128 ? SHORT_OPERATORS[c]! : 0;
    const longer = LONG_OPERATORS.get(c);
    if (longer !== undefined) {
      for (let k = 0; k < longer.length; k++) {
        const op = longer[k]!;
        if (i + op.text.length <= end && text.charCodeAt(i + 1) === op.text.charCodeAt(1) && (op.text.length === 2 || text.startsWith(op.text, i))) {
          length = op.text.length;
          id = op.id;
          break;
        }
      }
    }
    put(OPERATOR, id, i, i + length);
    if (length === 1) {
      if (c === 40 || c === 91 || c === 123) open.push(n - 1);
      else if (c === 41 || c === 93 || c === 125) close(t, open, n - 1);
      else if (c === 59) while (open.length > 0) t.unmatched.push(open.pop()!);
    }
    i += length;
  }
  while (open.length > 0) t.unmatched.push(open.pop()!);
  t.unmatched.sort((a, b) => a - b);
  put(END, 0, end, end);
  t.count = n - 1;
}

/** Pairs a closing bracket with the last open one of its kind; those opened after that stay unmatched. */
function close(t: Tokens, open: number[], at: number): void {
  const id = t.ids[at]!;
  const wanted = id === CLOSE_ROUND ? OPEN_ROUND : id === CLOSE_SQUARE ? OPEN_SQUARE : OPEN_CURLY;
  let k = open.length - 1;
  // A square or curly bracket never closes over a round one, and a stray one of another kind is passed over only a little.
  const floor = Math.max(0, open.length - 50);
  while (k >= floor && t.ids[open[k]!] !== wanted && !(id !== CLOSE_ROUND && t.ids[open[k]!] === OPEN_ROUND)) k--;
  if (k < floor || k < 0 || t.ids[open[k]!] !== wanted) {
    t.unmatched.push(at);
    return;
  }
  while (open.length - 1 > k) t.unmatched.push(open.pop()!);
  const from = open.pop()!;
  t.match[from] = at;
  t.match[at] = from;
}

/** Whether a name is known only in part: a template writes some of it. */
export function hasHole(name: string): boolean {
  return HOLE_MARKS.some(mark => name.includes(mark));
}

function nextHole(text: string, from: number, end: number): number {
  let first = Number.MAX_SAFE_INTEGER;
  for (const mark of HOLE_MARKS) {
    const at = text.indexOf(mark, from);
    if (at >= 0 && at < end && at < first) first = at;
  }
  return first;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function isWordStart(c: number): boolean {
  return c < 128 ? CLASS[c] === WORD_START : !isSpaceBeyondAscii(c);
}

/** The previous token ends an operand, so what follows is an operator. */
function followsOperand(t: Tokens, n: number): boolean {
  if (n === 0) return false;
  const kind = t.kinds[n - 1]!;
  const id = t.ids[n - 1]!;
  return kind === OPERATOR ? id === CLOSE_ROUND || id === CLOSE_SQUARE || id === CLOSE_CURLY : kind === NAME ? id === 0 : true;
}

/** A word that is a keyword elsewhere, with the colon of a JSON path glued on: `value:id`. */
function gluedToName(t: Tokens, n: number, at: number): boolean {
  return n > 0 && t.kinds[n - 1] === NAME && t.ends[n - 1] === at;
}

/** `.5` directly after a name or bracket is a path, not a number. */
function endsPath(text: string, t: Tokens, n: number, at: number): boolean {
  if (n === 0 || t.ends[n - 1] !== at) return false;
  const kind = t.kinds[n - 1]!;
  return kind === NAME || kind === QUOTED || kind === HOLE || text.charCodeAt(at - 1) === 93 || text.charCodeAt(at - 1) === 41;
}

function digitsEnd(text: string, at: number, end: number): number {
  let j = at;
  while (j < end && isDigit(text.charCodeAt(j))) j++;
  return j;
}

function numberEnd(text: string, at: number, end: number): number {
  let j = at;
  const c = text.charCodeAt(j) === 48 && j + 1 < end ? text.charCodeAt(j + 1) | 32 : 0;
  if (c === 120 || c === 98 || c === 111) {
    j += 2;
    while (j < end && CLASS[text.charCodeAt(j)]! >= WORD_START) j++;
    return j;
  }
  const digits = (): void => {
    while (j < end && (isDigit(text.charCodeAt(j)) || (text.charCodeAt(j) === 95 && j + 1 < end && isDigit(text.charCodeAt(j + 1))))) j++;
  };
  digits();
  if (j < end && text.charCodeAt(j) === 46 && text.charCodeAt(j + 1) !== 46) {
    j++;
    digits();
  }
  if (j < end && (text.charCodeAt(j) | 32) === 101) {
    const sign = text.charCodeAt(j + 1);
    const k = sign === 43 || sign === 45 ? j + 2 : j + 1;
    if (k < end && isDigit(text.charCodeAt(k))) {
      j = k;
      digits();
    }
  }
  return j;
}

/** Whether [to, beyond) is the suffix of a number of Spark: `10L`, `1BD`. */
function isSuffix(text: string, to: number, beyond: number): boolean {
  return beyond - to <= 2 && /^(?:[lsydf]|bd)$/i.test(text.slice(to, beyond));
}

/** Whether [from, to) is the prefix of a string, and then whether a backslash escapes in it; null if it is a name. */
function stringPrefix(text: string, from: number, to: number, backslash: boolean): boolean | null {
  if (text.charCodeAt(from) === 95) return backslash;
  switch (text.slice(from, to).toLowerCase()) {
    case 'e':
      return true;
    case 'n':
    case 'b':
    case 'x':
      return backslash;
    case 'r':
    case 'rb':
    case 'br':
      return backslash;
    default:
      return null;
  }
}

/** The end of `$1`, `$name`, `$$…$$`, `$tag$…$tag$`, `${…}` or a lone `$`; -1 if a dollar quote never ends. */
function dollar(text: string, at: number, end: number, quotes: boolean): number {
  if (at + 1 >= end) return end;
  if (text.charCodeAt(at + 1) === 123) {
    const to = text.indexOf('}', at);
    return to < 0 || to >= end ? at + 2 : to + 1;
  }
  let j = at + 1;
  while (j < end && isWordChar(text.charCodeAt(j)) && text.charCodeAt(j) !== 36) j++;
  if (quotes && j < end && text.charCodeAt(j) === 36 && !isDigit(text.charCodeAt(at + 1))) {
    const to = text.indexOf(text.slice(at, j + 1), j + 1);
    return to < 0 || to >= end ? -1 : to + (j + 1 - at);
  }
  return j;
}

/** `%(name)s`: its end, or -1. */
function pythonParameter(text: string, at: number, end: number): number {
  let j = at + 2;
  while (j < end && isWordChar(text.charCodeAt(j))) j++;
  return j > at + 2 && j + 1 < end && text.charCodeAt(j) === 41 && text.charCodeAt(j + 1) === 115 ? j + 2 : -1;
}

/** `{name}` without blanks (a Python format field) or `{name:Type}` (ClickHouse): its end, or -1. */
function placeholder(text: string, at: number, end: number): number {
  let j = at + 1;
  if (j >= end || !isWordStart(text.charCodeAt(j))) return -1;
  while (j < end && (isWordChar(text.charCodeAt(j)) || text.charCodeAt(j) === 46)) j++;
  if (j < end && text.charCodeAt(j) === 125) return j + 1;
  if (j >= end || text.charCodeAt(j) !== 58) return -1;
  const limit = Math.min(end, j + 60);
  for (j++; j < limit; j++) {
    const c = text.charCodeAt(j);
    if (c === 125) return j + 1;
    if (!isWordChar(c) && c !== 40 && c !== 41 && c !== 32 && c !== 44) return -1;
  }
  return -1;
}

/** `[x]` as a name: its end, or -1 if it is an array or subscript. */
function bracketName(text: string, at: number, end: number, always: boolean, t: Tokens, n: number): number {
  const glued = n > 0 && t.ends[n - 1] === at && followsOperand(t, n);
  if (glued) return -1;
  let j = at + 1;
  if (always) {
    for (; j < end; j++) {
      const c = text.charCodeAt(j);
      if (c === 93 && text.charCodeAt(j + 1) === 93) j++;
      else if (c === 93) return j + 1;
      else if (c === 10 || c === 13) return -1;
    }
    return -1;
  }
  const limit = Math.min(end, at + 129);
  while (j < limit && (isWordChar(text.charCodeAt(j)) || (text.charCodeAt(j) === 32 && j > at + 1))) j++;
  if (j >= end || j === at + 1 || text.charCodeAt(j) !== 93 || isDigit(text.charCodeAt(at + 1))) return -1;
  const afterDot = n > 0 && t.ids[n - 1] === DOT;
  const beforeDot = j + 1 < end && text.charCodeAt(j + 1) === 46;
  return afterDot || beforeDot ? j + 1 : -1;
}

export { CLOSE_CURLY, CLOSE_ROUND, CLOSE_SQUARE, OPEN_CURLY, OPEN_ROUND, OPEN_SQUARE, SEMICOLON };
