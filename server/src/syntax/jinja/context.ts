import type { Span } from '../../text/span';
import { tokensOf } from './inside';
import type { Token } from './tokens';
import { unescapeString } from './tokens';
import type { JinjaTemplate, OutputSegment, TagSegment } from './tree';

/** The call whose brackets are open at the cursor. */
export interface CallPlace {
  /** `ref`, `dbt_utils.star`, the name of a filter or test; empty if what is called has no name. */
  readonly callee: string;
  readonly calleeSpan: Span;
  readonly sort: 'call' | 'filter' | 'test';
  /** Arguments before the cursor's one. */
  readonly index: number;
  /** The keyword of the cursor's argument, null if it has none (yet). */
  readonly keyword: string | null;
  /** The arguments before: their keyword, and their value where it is one string. */
  readonly before: readonly { readonly name: string | null; readonly value: string | null }[];
  /** The cursor stands in a list or dict within the argument. */
  readonly nested: boolean;
  readonly outer: CallPlace | null;
}

/**
 * What may be typed at the cursor. `partial` is what already stands between the start of the word and the cursor,
 * `replace` the whole word that a completion replaces.
 */
export interface JinjaContext {
  /**
   * `tag`: the name of a statement; `name`: an operand; `attribute`: behind a dot; `filter`, `test`: behind `|` and `is`;
   * `string`: between quotes; `operator`: behind a whole operand; `declaration`: a new name.
   */
  readonly kind: 'tag' | 'name' | 'attribute' | 'filter' | 'test' | 'string' | 'operator' | 'declaration';
  readonly partial: string;
  readonly replace: Span;
  /** Of `attribute`: the names before the dot; empty if something else stands there (`f().|`). */
  readonly path: readonly string[];
  readonly call: CallPlace | null;
  /** The cursor is where an argument begins, so a keyword may stand here. */
  readonly argumentStart: boolean;
  /** Of `string`: the quote, and whether the closing one is there. */
  readonly quote: string | null;
  readonly closed: boolean;
  /** The name of the tag: `set`, `if`; null in `{{ }}`. */
  readonly statement: string | null;
}

/** What stands at an offset of a template; null outside of tags and in comments. Half-typed tags are understood. */
export function jinjaContext(template: JinjaTemplate, offset: number): JinjaContext | null {
  const segment = tagAt(template, offset);
  if (segment === null) return null;
  const all = tokensOf(template, segment);
  const before: Token[] = [];
  let word: Token | null = null;
  for (const t of all) {
    if (t.start >= offset) break;
    const open = t.kind === 'string' && (offset < t.end || t.note === 'open');
    if (open || (t.kind === 'name' && offset <= t.end)) word = t;
    else before.push(t);
  }
  const statement = segment.kind === 'tag' ? (before[0]?.kind === 'name' ? before[0].text : null) : null;
  const state = stateOf(before, segment.kind === 'tag' ? statement : null);
  const common = { call: state.call, statement, path: [], argumentStart: false, quote: null, closed: true } as const;
  if (word?.kind === 'string') {
    const open = word.note === 'open';
    // Recovery leaves blanks before the closing mark out of the string; the cursor may stand among them.
    const replace = { start: word.start + 1, end: open ? Math.max(word.end, offset) : word.end - 1 };
    return { ...common, kind: 'string', partial: template.text.slice(replace.start, offset), replace, quote: template.text[word.start] ?? "'", closed: !open };
  }
  const replace = word === null ? { start: offset, end: offset } : { start: word.start, end: word.end };
  const partial = template.text.slice(replace.start, offset);
  const kind = segment.kind === 'tag' && before.length === 0 ? 'tag' : kindAfter(before, statement, state);
  const last = before[before.length - 1];
  const argumentStart = kind === 'name' && state.call !== null && !state.call.nested && state.call.keyword === null && last?.kind === 'op' && (last.text === '(' || last.text === ',');
  return { ...common, kind, partial, replace, path: kind === 'attribute' ? pathBefore(before) : [], argumentStart };
}

function tagAt(template: JinjaTemplate, offset: number): OutputSegment | TagSegment | null {
  const { segments } = template;
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (segments[middle]!.span.start < offset) low = middle;
    else high = middle - 1;
  }
  const segment = segments[low];
  if (segment === undefined || offset <= segment.span.start) return null;
  if (segment.kind === 'output' || segment.kind === 'tag') {
    if (offset < segment.inner.start || (segment.closed && offset > segment.inner.end)) return null;
    return segment;
  }
  // Blanks behind an unclosed tag still belong to it on its line.
  const previous = segments[low - 1];
  if (segment.kind !== 'text' || (previous?.kind !== 'output' && previous?.kind !== 'tag') || previous.closed) return null;
  return /[^ \t]/.test(template.text.slice(segment.span.start, offset)) ? null : previous;
}

interface Frame {
  readonly bracket: string;
  readonly call: { readonly callee: string; readonly span: Span; readonly sort: CallPlace['sort'] } | null;
  readonly declares: boolean;
  keyword: string | null;
  readonly before: { name: string | null; value: string | null }[];
  /** Tokens of the current argument. */
  argument: Token[];
}

interface State {
  readonly call: CallPlace | null;
  readonly declares: boolean;
}

/** Follows the brackets up to the cursor. */
function stateOf(before: readonly Token[], statement: string | null): State {
  const frames: Frame[] = [];
  before.forEach((t, i) => {
    const top = frames[frames.length - 1];
    if (t.kind !== 'op') {
      top?.argument.push(t);
      return;
    }
    if (t.text === '(' || t.text === '[' || t.text === '{') {
      const call = t.text === '(' ? calleeBefore(before, i) : null;
      const declares = t.text === '(' && frames.length === 0 && ((i === 2 && (statement === 'macro' || statement === 'test' || statement === 'data_test')) || (i === 1 && statement === 'call'));
      top?.argument.push(t);
      frames.push({ bracket: t.text, call, declares, keyword: null, before: [], argument: [] });
    } else if (t.text === ')' || t.text === ']' || t.text === '}') frames.pop();
    else if (t.text === ',' && top !== undefined) {
      top.before.push({ name: top.keyword, value: stringOf(top.argument) });
      top.keyword = null;
      top.argument = [];
    } else if (t.text === '=' && top?.argument.length === 1 && top.argument[0]!.kind === 'name') {
      top.keyword = top.argument[0]!.text;
      top.argument = [];
    } else top?.argument.push(t);
  });
  let call: CallPlace | null = null;
  let nested = false;
  for (const frame of frames) {
    if (frame.call === null) {
      nested = true;
      continue;
    }
    call = placeOf(frame, nested && call !== null ? { ...call, nested: true } : call);
    nested = false;
  }
  if (call !== null && nested) call = { ...call, nested: true };
  const last = frames[frames.length - 1];
  return { call, declares: last?.declares === true && last.argument.length === 0 && last.keyword === null };
}

function placeOf(frame: Frame, outer: CallPlace | null): CallPlace {
  const { callee, span, sort } = frame.call!;
  return { callee, calleeSpan: span, sort, index: frame.before.length, keyword: frame.keyword, before: frame.before, nested: false, outer };
}

function stringOf(tokens: readonly Token[]): string | null {
  return tokens.length === 1 && tokens[0]!.kind === 'string' ? unescapeString(tokens[0]!.text) : null;
}

const NO_CALLEES: readonly string[] = ['and', 'or', 'not', 'in', 'is', 'if', 'elif', 'else', 'set', 'for', 'do', 'call', 'print'];

/** The dotted name right before a bracket; null if the bracket only groups. */
function calleeBefore(before: readonly Token[], bracket: number): Frame['call'] {
  const last = before[bracket - 1];
  if (last === undefined) return null;
  if (last.kind === 'op' && (last.text === ')' || last.text === ']')) return { callee: '', span: { start: last.end, end: last.end }, sort: 'call' };
  if (last.kind !== 'name') return null;
  const parts = [last.text];
  let i = bracket - 1;
  while (before[i - 1]?.text === '.' && before[i - 2]?.kind === 'name') {
    i -= 2;
    parts.unshift(before[i]!.text);
  }
  if (parts.length === 1 && NO_CALLEES.includes(last.text)) return null;
  const ahead = before[i - 1];
  const unnamed = ahead?.kind === 'op' && ahead.text === '.';
  const sort = ahead?.kind === 'op' && ahead.text === '|' ? 'filter' : isTestWord(before, i - 1) ? 'test' : 'call';
  return { callee: unnamed ? '' : parts.join('.'), span: { start: before[i]!.start, end: last.end }, sort };
}

function isTestWord(before: readonly Token[], i: number): boolean {
  const t = before[i];
  if (t?.kind !== 'name') return false;
  if (t.text === 'is') return true;
  const ahead = before[i - 1];
  return t.text === 'not' && ahead?.kind === 'name' && ahead.text === 'is';
}

const OPERAND_FOLLOWS: readonly string[] = ['and', 'or', 'not', 'in', 'if', 'elif', 'else', 'do', 'print', 'include', 'import', 'extends', 'from', 'call', 'autoescape'];
const DECLARING: readonly string[] = ['set', 'for', 'macro', 'test', 'data_test', 'snapshot', 'docs', 'materialization', 'block', 'with'];

function kindAfter(before: readonly Token[], statement: string | null, state: State): JinjaContext['kind'] {
  const last = before[before.length - 1];
  if (state.declares) return 'declaration';
  if (last === undefined) return 'name';
  if (last.kind === 'op') {
    if (last.text === '.') return 'attribute';
    if (last.text === '|') return 'filter';
    return last.text === ')' || last.text === ']' || last.text === '}' ? 'operator' : 'name';
  }
  if (last.kind !== 'name') return 'operator';
  const first = before.length === 1 && statement !== null;
  if (first && DECLARING.includes(last.text)) return 'declaration';
  if (first && last.text === 'filter') return 'filter';
  if (isTestWord(before, before.length - 1)) return 'test';
  const dotted = before[before.length - 2]?.text === '.';
  return !dotted && OPERAND_FOLLOWS.includes(last.text) ? 'name' : 'operator';
}

function pathBefore(before: readonly Token[]): readonly string[] {
  const path: string[] = [];
  for (let i = before.length - 1; before[i]?.text === '.' && before[i]?.kind === 'op'; i -= 2) {
    const name = before[i - 1];
    if (name?.kind !== 'name') return [];
    path.unshift(name.text);
  }
  return path;
}
