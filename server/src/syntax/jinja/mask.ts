import type { Json } from '../../model/key';
import type { Span } from '../../text/span';
import { type Assumed, assume, knownValue, truthy } from './known';
import { callOf, isSilent, type RelationValue, relationOf, type StarValue, starOf, textBlockOf } from './relations';
import { isWordCode } from './tokens';
import type { Block, Expr, JinjaTemplate, OutputSegment } from './tree';
import { bindingsOf, literalValue, printed, valuesOf } from './values';
import { isDefinition, visit } from './walk';

/**
 * A template as SQL of the same length. `text` has the length of the whole file, and offset i in it is offset i in the
 * file; outside `[start, end)` it is the file's own text. Line breaks stay, except inside placeholders.
 */
export interface Masked {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly relations: readonly MaskedRelation[];
  readonly holes: readonly MaskedHole[];
  readonly stars: readonly MaskedStar[];
  /** How many other readings there are: the most alternatives that one undecided condition has. 0 if all conditions are decided. */
  readonly alternatives: number;
}

/** One identifier that stands for a table. It begins with `__pw_rel`; only the span is sure to tell it, since a very short `{{ }}` gets `_pwr`. */
export interface MaskedRelation extends RelationValue {
  readonly span: Span;
  /** The first of `calls`, -1 for `this`. */
  readonly callIndex: number;
}

/** One identifier whose text only a run knows. It begins with `__pw_hole`, a short one with `_pwh`. */
export interface MaskedHole {
  readonly span: Span;
  /** Index in `callsIn` of the call that makes the text, null if it is no call. */
  readonly call: number | null;
  /** Texts it is known to become (a loop variable over a literal list, a value too long for its place); maybe not all. */
  readonly values: readonly string[];
  /** Whether it becomes each of `values` and nothing else. */
  readonly complete: boolean;
  /** Index of the `for` block it stands directly in, if it is nothing but the variable of a loop, so that it becomes its values one after the other; else -1. */
  readonly loop: number;
  /** Index of the `set` block whose body is put here, null if none: mask that body by itself (`body`) to read it. */
  readonly block: number | null;
}

/** `*` and blanks for a star macro; `call` and the rest as in `StarValue`. */
export interface MaskedStar extends StarValue {
  readonly span: Span;
}

export interface MaskOptions {
  /** Index of a block (a macro, a `call` or `set` block): only its body is kept, as if it were the file. */
  readonly body?: number;
  /** Chooses the branch of an `if` or `for` block; null for none of them, undefined to leave it to the mask. */
  readonly branch?: (block: Block) => number | null | undefined;
  /** Values of expressions that are known from elsewhere, by their source without blanks: `{'target.type': 'snowflake'}`. */
  readonly known?: { readonly [source: string]: Json };
  /** What an expression comes to by what is known elsewhere (the project's variables); undefined where that decides nothing. */
  readonly evaluate?: (expr: Expr) => Json | undefined;
  /** Which reading: 0 (or absent) keeps the first branch of an undecided condition, 1 the next that can be taken, and so on; the last one if there are fewer. */
  readonly alternative?: number;
}

/**
 * Masks a template. Relations, stars and unknown expressions get placeholders, known strings are put in where they fit,
 * statements, comments and silent calls become blanks. Of an `if` the first branch that can be taken and has any text
 * is kept, and conditions that contradict one chosen before count as false; a loop's body is kept once, as its first and
 * last round. Macros, `call` and `set` blocks are blanked.
 */
export function maskJinja(template: JinjaTemplate, options: MaskOptions = {}): Masked {
  const { text, start, end, segments } = template;
  const loops = loopsOf(template);
  const assumed: Assumed = { text, values: new Map(Object.entries(options.known ?? {})) };
  const choice: Choice = { alternative: options.alternative ?? 0, most: 0 };
  const shown = shownBranches(template, options, loops, assumed, choice);
  const relations: MaskedRelation[] = [];
  const holes: MaskedHole[] = [];
  const stars: MaskedStar[] = [];
  const pieces: string[] = [text.slice(0, start)];
  for (const segment of segments) {
    const { span } = segment;
    if (!shown(segment.block, segment.branch)) pieces.push(blank(text, span));
    else if (segment.kind === 'text') pieces.push(text.slice(span.start, span.end));
    else if (segment.kind === 'raw') {
      const { content } = segment;
      pieces.push(blank(text, { start: span.start, end: content.start }), text.slice(content.start, content.end), blank(text, { start: content.end, end: span.end }));
    } else if (segment.kind === 'output') pieces.push(maskOutput(template, segment, { relations, holes, stars, assumed, choice }, loops[segment.block] ?? false));
    else pieces.push(blank(text, span));
  }
  pieces.push(text.slice(end));
  return { text: pieces.join(''), start, end, relations, holes, stars, alternatives: choice.most };
}

/** Which alternative undecided conditions take, and the most alternatives that one has had so far. */
interface Choice {
  readonly alternative: number;
  most: number;
}

/** One of the possible outcomes of a condition, the preferred one first. */
function choose<T>(possible: readonly T[], choice: Choice): T {
  choice.most = Math.max(choice.most, possible.length - 1);
  return possible[Math.min(choice.alternative, possible.length - 1)]!;
}

interface Found {
  readonly relations: MaskedRelation[];
  readonly holes: MaskedHole[];
  readonly stars: MaskedStar[];
  readonly assumed: Assumed;
  readonly choice: Choice;
}

function maskOutput(template: JinjaTemplate, segment: OutputSegment, found: Found, inLoop: boolean): string {
  const { text } = template;
  const { span } = segment;
  const length = span.end - span.start;
  const expr = chosen(segment.expr, inLoop, found.assumed, found.choice);
  if (expr === null || isSilent(template, expr)) return blank(text, span);
  const star = starOf(template, expr);
  if (star !== null) {
    found.stars.push({ ...star, span });
    return `*${blank(text, { start: span.start + 1, end: span.end })}`;
  }
  const number = found.relations.length + found.holes.length + 1;
  const relation = relationOf(template, segment.expr.kind === 'conditional' && expr === segment.expr.value ? segment.expr : expr);
  if (relation !== null) {
    found.relations.push({ ...relation, span, callIndex: relation.calls[0] ?? -1 });
    return placeholder('__pw_rel', '_pwr', length, number);
  }
  const known = knownTexts(template, expr, inLoop, found.assumed);
  const only = known.complete && known.texts.length === 1 ? known.texts[0] : undefined;
  if (only !== undefined) {
    const put = substituted(template, segment, only);
    if (put !== null) return put;
  }
  const block = textBlockOf(template, expr);
  found.holes.push({ span, call: innerCall(template, expr), values: known.texts, complete: known.complete, loop: loopOf(template, segment, expr), block: block < 0 ? null : block });
  return placeholder('__pw_hole', '_pwh', length, number);
}

function loopOf(template: JinjaTemplate, segment: OutputSegment, expr: Expr): number {
  if (expr.kind !== 'name') return -1;
  const [binding, other] = bindingsOf(template, expr);
  if (!binding?.item || other || binding.path.length > 0) return -1;
  // Inside a condition it may be left out of some rounds.
  return segment.block >= 0 && template.blocks[segment.block]!.kind === 'for' ? segment.block : -1;
}

/** The side of `x if y else z` that is printed: null for nothing, the first side where only a run can tell. */
function chosen(expr: Expr, inLoop: boolean, assumed: Assumed, choice: Choice): Expr | null {
  let e: Expr | null = expr;
  for (let i = 0; i < 100 && e !== null && e.kind === 'conditional'; i++) {
    const test = knownValue(e.test, inLoop, assumed);
    e = test === undefined ? choose<Expr | null>([e.value, e.otherwise], choice) : truthy(test) ? e.value : e.otherwise;
  }
  return e;
}

function knownTexts(template: JinjaTemplate, expr: Expr, inLoop: boolean, assumed: Assumed): { readonly texts: readonly string[]; readonly complete: boolean } {
  const direct = inLoop ? knownValue(expr, inLoop, assumed) : undefined;
  const { values, complete } = direct === undefined ? valuesOf(template, expr) : { values: [direct], complete: true };
  const texts = values.map(printed).filter(t => t !== undefined);
  return { texts, complete: complete && texts.length === values.length };
}

/** The call that makes the text, through filters: `f(x) | trim`. */
function innerCall(template: JinjaTemplate, expr: Expr): number | null {
  let e = expr;
  for (let i = 0; i < 100 && e.kind === 'filter' && e.base !== null; i++) e = e.base;
  return callOf(template, e)?.index ?? null;
}

/** A known text in the place of its `{{ }}`, padded with blanks; null if it doesn't fit there or would part what belongs together. */
function substituted(template: JinjaTemplate, segment: OutputSegment, value: string): string | null {
  const length = segment.span.end - segment.span.start;
  const flat = value.replace(/[\r\n]/g, ' ');
  if (flat.trim() === '') return blank(template.text, segment.span);
  if (flat.length > length) return null;
  const before = neighbour(template, segment.index - 1, false);
  const after = neighbour(template, segment.index + 1, true);
  if (before === 'quote' || after === 'quote') return null;
  if (after === 'word') return before === 'word' && flat.length < length ? null : flat.padStart(length);
  return flat.padEnd(length);
}

/** What touches a `{{ }}` on one side: part of a word, a quote, or nothing that matters. */
function neighbour(template: JinjaTemplate, index: number, first: boolean): 'word' | 'quote' | 'none' {
  const segment = template.segments[index];
  if (segment === undefined || (segment.kind !== 'text' && segment.kind !== 'output')) return 'none';
  if (segment.kind === 'output') return 'word';
  const c = template.text.charCodeAt(first ? segment.span.start : segment.span.end - 1);
  if (c === 34 || c === 39 || c === 96) return 'quote';
  return isWordCode(c) || c === 36 ? 'word' : 'none';
}

/** An identifier of the given length that holds its number if there is room. */
function placeholder(prefix: string, short: string, length: number, number: number): string {
  const name = prefix.length <= length ? prefix : short.slice(0, length);
  const room = length - name.length;
  const digits = String(number);
  return digits.length <= room ? name + '_'.repeat(room - digits.length) + digits : name + '_'.repeat(room);
}

/** Blanks of the length of the span, with its line breaks. */
function blank(text: string, span: Span): string {
  let out = '';
  let from = span.start;
  for (let i = from; i < span.end; i++) {
    const c = text.charCodeAt(i);
    if (c !== 10 && c !== 13) continue;
    out += ' '.repeat(i - from) + text[i];
    from = i + 1;
  }
  return out + ' '.repeat(span.end - from);
}

/** Tells for a block (-1 for top level) and branch whether what lies directly in it is kept. */
function shownBranches(template: JinjaTemplate, options: MaskOptions, loops: readonly boolean[], assumed: Assumed, choice: Choice): (block: number, branch: number) => boolean {
  const kept: (number | null)[] = [];
  const shown = (block: number, branch: number) => (block < 0 ? options.body === undefined : kept[block] === branch);
  const content = contentCounts(template);
  for (const block of template.blocks) {
    if (block.index === options.body) kept.push(0);
    else if (!shown(block.parent, block.parentBranch)) kept.push(null);
    else {
      const wish = options.branch?.(block);
      kept.push(wish === undefined ? keptBranch(template, block, content, loops[block.parent] ?? false, assumed, choice, options) : wish);
    }
  }
  return shown;
}

function keptBranch(template: JinjaTemplate, block: Block, content: () => readonly number[], inLoop: boolean, assumed: Assumed, choice: Choice, options: MaskOptions): number | null {
  if (isDefinition(block.kind) || block.kind === 'call' || block.kind === 'set' || block.kind === 'docs') return null;
  if (block.kind === 'for') return block.branches.length > 1 && block.statement.kind === 'for' && isEmpty(literalValue(block.statement.iterable)) ? 1 : 0;
  if (block.kind !== 'if') return 0;
  const possible = possibleBranches(template, block, inLoop, assumed, options);
  const counts = content();
  const first = possible.findIndex(p => p.index !== null && counts[block.branches[p.index]!.to] !== counts[block.branches[p.index]!.from]);
  // Where no branch has any text the choice changes nothing.
  if (first < 0 && block.branches.length > 1) return possible[0]!.index;
  // One with text before one without, unless that one is certain to be taken.
  const preferred = Math.max(first, 0);
  const taken = first < 0 ? possible[0]! : choose([possible[preferred]!, ...possible.filter((_, i) => i !== preferred)], choice);
  const at = possible.indexOf(taken);
  for (const p of possible.slice(0, at)) if (p.test !== null) assumeOf(template, p.test, false, assumed);
  if (taken.test !== null) assumeOf(template, taken.test, true, assumed);
  return taken.index;
}

interface Possible {
  /** Null where no branch is taken. */
  readonly index: number | null;
  /** The condition, where only a run can tell what it comes to. */
  readonly test: Expr | null;
}

/** The branches of an `if` that can be taken, in order; the last one is certain to be if none before is. */
function possibleBranches(template: JinjaTemplate, block: Block, inLoop: boolean, assumed: Assumed, options: MaskOptions): readonly Possible[] {
  const possible: Possible[] = [];
  for (let index = 0; index < block.branches.length; index++) {
    const tag = template.segments[block.branches[index]!.tag];
    const test = tag?.kind === 'tag' && (tag.statement.kind === 'if' || tag.statement.kind === 'elif') ? tag.statement.test : null;
    const known = test === null ? true : (options.evaluate?.(test) ?? knownValue(test, inLoop, assumed));
    if (known === undefined) possible.push({ index, test });
    else if (truthy(known)) return [...possible, { index, test: null }];
  }
  return [...possible, { index: null, test: null }];
}

/** Remembers a choice, unless the condition is about a loop's variable, which is another one in the next loop. */
function assumeOf(template: JinjaTemplate, test: Expr, holds: boolean, assumed: Assumed): void {
  let varies = false;
  visit(test, e => {
    varies ||= e.kind === 'name' && bindingsOf(template, e).some(b => b.item);
  });
  if (!varies) assume(test, holds, assumed);
}

function isEmpty(list: Json | undefined): boolean {
  return Array.isArray(list) && list.length === 0;
}

/** Running counts of segments that put anything into the text, made when first asked for. */
function contentCounts(template: JinjaTemplate): () => readonly number[] {
  let counts: number[] | null = null;
  return () => {
    if (counts !== null) return counts;
    counts = [0];
    for (const s of template.segments) {
      const text = s.kind === 'text' ? s.span : s.kind === 'raw' ? s.content : null;
      const filled = text === null ? s.kind === 'output' && !isSilent(template, s.expr) : hasText(template.text, text);
      counts.push(counts[s.index]! + (filled ? 1 : 0));
    }
    return counts;
  };
}

function hasText(text: string, span: Span): boolean {
  for (let i = span.start; i < span.end; i++) if (text.charCodeAt(i) > 32) return true;
  return false;
}

/** For each block, whether what stands in it stands in a loop. A macro or call block is a function of its own. */
function loopsOf(template: JinjaTemplate): readonly boolean[] {
  const loops: boolean[] = [];
  for (const { kind, parent } of template.blocks) {
    if (kind === 'for') loops.push(true);
    else loops.push(!isDefinition(kind) && kind !== 'call' && (loops[parent] ?? false));
  }
  return loops;
}
