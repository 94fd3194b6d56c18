import type { Span } from '../../../text/span';

/** A name in a check or heading: without its quotes, and where its characters stand. */
export interface SodaName {
  readonly name: string;
  readonly span: Span;
}

export interface SodaMetric {
  readonly metric: SodaName;
  /** Columns, and numbers as texts. */
  readonly arguments: readonly (SodaName & { readonly number: boolean })[];
}

/** One check line. Offsets are those of the text the line stands in. */
export type SodaLine =
  | { readonly kind: 'metric'; readonly metric: SodaMetric; readonly over: 'plain' | 'change' | 'anomaly'; readonly threshold: SodaThreshold | null }
  | { readonly kind: 'freshness'; readonly column: SodaName; readonly threshold: SodaThreshold | null }
  | { readonly kind: 'same-count'; readonly other: SodaName; readonly source: SodaName | null }
  | { readonly kind: 'reference'; readonly columns: readonly SodaName[]; readonly other: SodaName; readonly otherColumns: readonly SodaName[]; readonly not: boolean };

export interface SodaThreshold {
  /** `<`, `=`, `between`, `not between`, `default`, … */
  readonly operator: string;
  readonly values: readonly string[];
}

export type SodaHeader =
  | { readonly kind: 'checks'; readonly dataset: SodaName; readonly filter: SodaName | null }
  | { readonly kind: 'filter'; readonly dataset: SodaName; readonly filter: SodaName }
  | { readonly kind: 'configurations'; readonly dataset: SodaName }
  | { readonly kind: 'each'; readonly of: 'dataset' | 'column'; readonly variable: SodaName };

export interface SodaMistake {
  readonly span: Span;
  readonly message: string;
}

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly mistake: SodaMistake };

type Kind = 'word' | 'name' | 'time' | 'number' | 'operator' | 'mark' | 'space' | 'end' | 'odd';

interface Token {
  readonly kind: Kind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words of several parts that Soda reads as one; the longest first. */
const PHRASES: readonly string[] = ['anomaly detection for ', 'anomaly score for ', 'freshness using', 'same day last week', 'row_count same as', 'configurations for', 'for each dataset', 'for each column', 'for each table', 'failed rows', 'checks for', 'values in', 'exist in', 'group by'];
const WORDS: ReadonlySet<string> = new Set(['with', 'default', 'percent', 'must', 'filter', 'for', 'and', 'between', 'not', 'in', 'warn', 'fail', 'pass', 'change', 'last', 'd', 'h', 'm']);
const NAMES_TOO: ReadonlySet<string> = new Set(['min', 'max', 'avg']);

/** Splits one line the way Soda's own reader does: the longest piece wins, and blanks are tokens. */
function tokensOf(text: string, base: number): Token[] {
  const out: Token[] = [];
  let at = 0;
  const push = (kind: Kind, length: number): void => {
    out.push({ kind, text: text.slice(at, at + length), start: base + at, end: base + at + length });
    at += length;
  };
  while (at < text.length) {
    const rest = text.slice(at, at + 400);
    const phrase = PHRASES.find(p => rest.startsWith(p));
    const name = /^(?:[0-9]+[a-zA-Z_$]|[a-zA-Z_$])[^ <=>()[\],]*/.exec(rest)?.[0] ?? '';
    const quoted = /^"[^"]+"|^`[^`]+`|^\[[a-zA-Z_$][^[\]]+\]/.exec(rest)?.[0] ?? '';
    if (phrase && phrase.length > name.length) push('word', phrase.length);
    else if (quoted) push('name', quoted.length);
    else if (/^[0-9]+[dhm]$/.test(name)) push('time', name.length);
    else if (name) push(WORDS.has(name) ? 'word' : 'name', name.length);
    else if (/^[0-9]+\.?[0-9]*|^\.[0-9]+/.test(rest)) push('number', /^[0-9]+\.?[0-9]*|^\.[0-9]+/.exec(rest)![0].length);
    else if (/^(?:!=|<>|<=|>=|=|<|>)/.test(rest)) push('operator', /^(?:!=|<>|<=|>=|=|<|>)/.exec(rest)![0].length);
    else if (/^[()[\],%+-]/.test(rest)) push('mark', 1);
    else if (rest[0] === ' ') push('space', 1);
    else push('odd', 1);
  }
  out.push({ kind: 'end', text: '', start: base + at, end: base + at });
  return out;
}

/** A mistake found while reading; never leaves this file. */
class Wrong extends Error {
  constructor(readonly mistake: SodaMistake) {
    super(mistake.message);
  }
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

/** Reads a check line by SodaCL's grammar. `base` is the offset of its first character. */
export function readCheck(text: string, base: number): Read<SodaLine> {
  return guarded(text, base, r => {
    if (isWord(r, 'freshness using')) return freshness(r);
    if (isWord(r, 'row_count same as')) return sameCount(r);
    if (isWord(r, 'values in')) return reference(r);
    return metricCheck(r);
  });
}

/** Reads the heading of a section; null if it is none that SodaCL's core knows by its first words. */
export function readHeader(text: string, base: number): Read<SodaHeader> | null {
  if (!/^(checks for|filter|configurations for|for each)\b/.test(text)) return null;
  return guarded(text, base, r => {
    const word = r.tokens[r.at]!;
    if (word.text === 'checks for') {
      r.at++;
      const dataset = spaced(r, () => name(r, 'a dataset'));
      const filter = current(r).kind === 'space' ? spaced(r, () => name(r, 'a filter')) : null;
      return finished(r, { kind: 'checks', dataset, filter: filter && bare(filter) });
    }
    if (word.text === 'filter') {
      r.at++;
      const dataset = spaced(r, () => name(r, 'a dataset'));
      return finished(r, { kind: 'filter', dataset, filter: bare(spaced(r, () => name(r, 'a filter'))) });
    }
    if (word.text === 'configurations for') {
      r.at++;
      return finished(r, { kind: 'configurations', dataset: spaced(r, () => name(r, 'a dataset')) });
    }
    if (word.text === 'for each dataset' || word.text === 'for each table' || word.text === 'for each column') {
      r.at++;
      return finished(r, { kind: 'each', of: word.text.endsWith('column') ? 'column' : 'dataset', variable: spaced(r, () => name(r, 'a name')) });
    }
    throw wrong(r, 'this is no heading of SodaCL');
  });
}

/** Reads a condition such as `> 5` or `between 1 and 9`, as it stands behind `when`. */
export function readThreshold(text: string, base: number): Read<SodaThreshold> {
  return guarded(text, base, r => finished(r, threshold(r)));
}

function guarded<T>(text: string, base: number, read: (r: Reader) => T): Read<T> {
  try {
    return { ok: true, value: read({ tokens: tokensOf(text, base), at: 0 }) };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, mistake: error.mistake };
    throw error;
  }
}

function current(r: Reader): Token {
  return r.tokens[r.at]!;
}

function isWord(r: Reader, word: string): boolean {
  const t = current(r);
  return t.kind === 'word' && t.text === word;
}

function wrong(r: Reader, message: string): Wrong {
  const t = current(r);
  const before = r.tokens[Math.max(0, r.at - 1)]!;
  const span = t.kind === 'end' ? { start: before.start, end: before.end } : { start: t.start, end: t.end };
  return new Wrong({ span, message });
}

function space(r: Reader): void {
  if (current(r).kind !== 'space') throw wrong(r, current(r).kind === 'end' ? 'the line ends too early' : 'one blank is expected before this');
  r.at++;
  if (current(r).kind === 'space') throw wrong(r, 'only one blank may stand here');
}

function spaced<T>(r: Reader, read: () => T): T {
  space(r);
  return read();
}

function mark(r: Reader, text: string): void {
  if (current(r).text !== text || current(r).kind !== 'mark') throw wrong(r, `'${text}' is expected here`);
  r.at++;
}

function word(r: Reader, text: string): void {
  if (!isWord(r, text)) throw wrong(r, `'${text}' is expected here`);
  r.at++;
}

function name(r: Reader, what: string): SodaName {
  const t = current(r);
  if (t.kind === 'word' && WORDS.has(t.text)) throw wrong(r, `'${t.text}' is a word of SodaCL: put it in quotes if it is a name`);
  if (t.kind !== 'name') throw wrong(r, `${what} is expected here`);
  r.at++;
  const quoted = /^["`[]/.test(t.text);
  return { name: quoted ? t.text.slice(1, -1) : t.text, span: quoted ? { start: t.start + 1, end: t.end - 1 } : { start: t.start, end: t.end } };
}

/** `[daily]` is the filter `daily`; the reader takes the brackets for quotes already. */
function bare(filter: SodaName): SodaName {
  return filter;
}

function finished<T>(r: Reader, value: T): T {
  if (current(r).kind !== 'end') throw wrong(r, current(r).kind === 'space' ? 'nothing may follow this' : current(r).kind === 'operator' ? 'one blank is expected before this' : 'this does not belong here');
  return value;
}

function freshness(r: Reader): SodaLine {
  r.at++;
  const column = spaced(r, () => name(r, 'a column'));
  if (current(r).kind === 'space' && r.tokens[r.at + 1]?.text === 'with') {
    space(r);
    word(r, 'with');
    spaced(r, () => name(r, 'a variable'));
  }
  let limit: SodaThreshold | null = null;
  if (current(r).kind === 'space') {
    space(r);
    if (current(r).text !== '<') throw wrong(r, "'<' is expected here");
    r.at++;
    space(r);
    const values: string[] = [];
    while (current(r).kind === 'time') values.push(r.tokens[r.at++]!.text);
    if (values.length === 0) throw wrong(r, 'an age such as 1d, 6h or 30m is expected here');
    limit = { operator: '<', values };
  }
  return finished(r, { kind: 'freshness', column, threshold: limit });
}

function sameCount(r: Reader): SodaLine {
  r.at++;
  const other = spaced(r, () => name(r, 'a dataset'));
  let source: SodaName | null = null;
  while (current(r).kind === 'space') {
    space(r);
    if (isWord(r, 'in')) {
      r.at++;
      source = spaced(r, () => name(r, 'a data source'));
    } else name(r, 'a filter');
  }
  return finished(r, { kind: 'same-count', other, source });
}

function reference(r: Reader): SodaLine {
  r.at++;
  space(r);
  const columns = names(r);
  space(r);
  word(r, 'must');
  space(r);
  const not = isWord(r, 'not');
  if (not) {
    r.at++;
    space(r);
  }
  word(r, 'exist in');
  const other = spaced(r, () => name(r, 'a dataset'));
  space(r);
  const otherColumns = names(r);
  if (columns.length !== otherColumns.length) throw new Wrong({ span: { start: otherColumns[0]!.span.start, end: otherColumns[otherColumns.length - 1]!.span.end }, message: `${columns.length} columns are compared with ${otherColumns.length}` });
  return finished(r, { kind: 'reference', columns, other, otherColumns, not });
}

function names(r: Reader): SodaName[] {
  if (current(r).text !== '(') return [name(r, 'a column')];
  r.at++;
  const out = [name(r, 'a column')];
  while (current(r).text === ',') {
    r.at++;
    out.push(spaced(r, () => name(r, 'a column')));
  }
  mark(r, ')');
  return out;
}

function metricCheck(r: Reader): SodaLine {
  let over: 'plain' | 'change' | 'anomaly' = 'plain';
  if (isWord(r, 'anomaly score for ') || isWord(r, 'anomaly detection for ')) {
    over = 'anomaly';
    r.at++;
  } else if (isWord(r, 'change')) {
    over = 'change';
    change(r);
  }
  const measured = metric(r);
  let limit: SodaThreshold | null = null;
  if (current(r).kind === 'space') {
    space(r);
    limit = threshold(r);
  }
  return finished(r, { kind: 'metric', metric: measured, over, threshold: limit });
}

function change(r: Reader): void {
  r.at++;
  space(r);
  if (isWord(r, 'same day last week')) {
    r.at++;
    space(r);
  } else if (NAMES_TOO.has(current(r).text)) {
    r.at++;
    space(r);
    word(r, 'last');
    space(r);
    if (!/^[0-9]+$/.test(current(r).text)) throw wrong(r, 'a number of measurements is expected here');
    r.at++;
    space(r);
  }
  if (isWord(r, 'percent')) {
    r.at++;
    space(r);
  }
  word(r, 'for');
  space(r);
}

function metric(r: Reader): SodaMetric {
  const measured = name(r, 'a metric');
  if (current(r).text !== '(') return { metric: measured, arguments: [] };
  r.at++;
  const args = [argument(r)];
  while (current(r).text === ',') {
    r.at++;
    args.push(spaced(r, () => argument(r)));
  }
  mark(r, ')');
  return { metric: measured, arguments: args };
}

function argument(r: Reader): SodaName & { readonly number: boolean } {
  const t = current(r);
  if (t.kind === 'number' || (t.kind === 'mark' && (t.text === '+' || t.text === '-'))) return { ...signed(r), number: true };
  return { ...name(r, 'a column'), number: false };
}

function signed(r: Reader): SodaName {
  const start = current(r).start;
  const sign = current(r).text === '-' || current(r).text === '+' ? r.tokens[r.at++]!.text : '';
  const t = current(r);
  if (t.kind !== 'number') throw wrong(r, 'a number is expected here');
  r.at++;
  return { name: sign + t.text, span: { start, end: t.end } };
}

function threshold(r: Reader): SodaThreshold {
  const t = current(r);
  if (t.kind === 'operator') {
    r.at++;
    space(r);
    if (t.text === '<' && isWord(r, 'default')) {
      r.at++;
      return { operator: 'default', values: [] };
    }
    return { operator: t.text, values: [thresholdValue(r)] };
  }
  const not = isWord(r, 'not');
  if (not) {
    r.at++;
    space(r);
  }
  if (!isWord(r, 'between')) throw wrong(r, 'a comparison such as > 0, = 0 or between 1 and 9 is expected here');
  r.at++;
  space(r);
  if (current(r).text === '[' || current(r).text === '(') r.at++;
  const low = thresholdValue(r);
  space(r);
  word(r, 'and');
  space(r);
  const high = thresholdValue(r);
  if (current(r).text === ']' || current(r).text === ')') r.at++;
  return { operator: not ? 'not between' : 'between', values: [low, high] };
}

function thresholdValue(r: Reader): string {
  const t = current(r);
  if (t.kind === 'time') {
    let out = '';
    while (current(r).kind === 'time') out += r.tokens[r.at++]!.text;
    return out;
  }
  if (t.kind === 'name' && !/^["`[]/.test(t.text) && !NAMES_TOO.has(t.text)) {
    r.at++;
    return t.text;
  }
  const number = signed(r).name;
  if (current(r).kind === 'space' && r.tokens[r.at + 1]?.text === '%') r.at++;
  if (current(r).text !== '%') return number;
  r.at++;
  return `${number}%`;
}
