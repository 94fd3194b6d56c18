import type { Json } from '../../../model/key';
import { closest, distance } from '../../../text/fuzzy';
import type { Span } from '../../../text/span';
import type { Draft } from '../draft';
import { COMMON_ARGUMENTS, type ExpectationFacts, EXPECTATIONS, expectationFacts, FORMER_ARGUMENTS } from './expectations';

/** An argument as written. `value` is undefined where only a run knows it. */
export interface GivenArgument {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Json | undefined;
  readonly span: Span;
}

/** An expectation as written in JSON or Python. */
export interface Given {
  /** Class name or type. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly arguments: readonly GivenArgument[];
  /** Whether more arguments may be there than are told (`**kwargs`). */
  readonly open: boolean;
  /** Written for release 0.x, whose arguments were other ones. */
  readonly legacy: boolean;
}

/**
 * What Great Expectations would say of an expectation when it builds it: names it does not know, arguments it does not take or
 * lacks, values out of range. Expectations of one's own may have any name, so an unknown one is only told where it looks misspelt.
 */
export function checkExpectation(draft: Draft, given: Given): ExpectationFacts | null {
  const facts = expectationFacts(given.name);
  if (!facts) {
    unknownExpectation(draft, given);
    return null;
  }
  if (!given.legacy) checkArguments(draft, given, facts);
  checkValues(draft, given, facts);
  return facts;
}

function unknownExpectation(draft: Draft, { name, nameSpan, legacy }: Given): void {
  const classes = /^[A-Z]/.test(name);
  const near = closest(name, EXPECTATIONS.map(e => (classes ? e.name : e.type)), 2).filter(n => Math.abs(n.length - name.length) <= 3);
  const best = near[0];
  if (best === undefined || !isMisspelling(name, best)) return;
  draft.problem('gx-expectation-invalid', nameSpan, `Great Expectations has no '${name}'; did you mean '${best}'?`, { near: [best], severity: legacy ? 'warning' : 'error' });
}

/** Whether two names differ by a slip of the hand, not by a word that gives another meaning: all words but one are the same, and that one is much alike. */
function isMisspelling(name: string, best: string): boolean {
  const words = (n: string): string[] => n.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase().split('_').filter(w => w !== '');
  const [a, b] = [words(name), words(best)];
  if (a.length !== b.length) return a.join('') === b.join('');
  const different = a.flatMap((w, i) => (w === b[i] ? [] : [i]));
  return different.length === 1 && distance(a[different[0]!]!, b[different[0]!]!, 3) <= Math.max(1, Math.floor(b[different[0]!]!.length / 3));
}

function checkArguments(draft: Draft, given: Given, facts: ExpectationFacts): void {
  const known = new Set([...Object.keys(facts.arguments), ...COMMON_ARGUMENTS]);
  for (const a of given.arguments) {
    if (known.has(a.name)) continue;
    const near = nearArgument(a.name, Object.keys(facts.arguments));
    const former = FORMER_ARGUMENTS.has(a.name) ? ': it is gone since release 1' : '';
    draft.problem('gx-expectation-invalid', a.nameSpan, `'${a.name}' is not an argument of ${facts.name}${former}${near ? `; did you mean '${near}'?` : ''}`, { near: near ? [near] : [], severity: 'error' });
  }
  if (given.open) return;
  const have = new Set(given.arguments.map(a => a.name));
  for (const [name, a] of Object.entries(facts.arguments)) if (a.required && !have.has(name)) draft.problem('gx-expectation-invalid', given.nameSpan, `${facts.name} needs '${name}'`, { missing: name, severity: 'error' });
  const bounds = given.arguments.filter(a => a.name === 'min_value' || a.name === 'max_value');
  if (facts.bound && bounds.every(a => a.value === null)) draft.problem('gx-expectation-invalid', given.nameSpan, `${facts.name} needs 'min_value', 'max_value' or both`, { severity: 'error' });
}

/** The argument meant by `minValue`, `min` or `columns`. */
function nearArgument(name: string, known: readonly string[]): string | null {
  const snake = name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const exact = known.find(k => k.toLowerCase() === snake || k.toLowerCase() === `${snake}_value` || k.toLowerCase() === `${snake}_` || (snake === 'columns' && k === 'column_list') || (snake === 'column' && k === 'column_list') || (snake === 'values' && k === 'value_set'));
  return exact ?? closest(name, known, 1)[0] ?? null;
}

function checkValues(draft: Draft, given: Given, facts: ExpectationFacts): void {
  const severity = given.legacy ? 'warning' : 'error';
  const value = (name: string): GivenArgument | undefined => given.arguments.find(a => a.name === name && a.value !== undefined);
  for (const a of given.arguments) {
    const kind = facts.arguments[a.name]?.kind;
    const v = a.value;
    if (v === undefined || v === null || kind === undefined || isParameter(v)) continue;
    const say = (must: string): void => draft.problem('gx-expectation-invalid', a.span, `'${a.name}' must be ${must}`, { severity });
    if (kind === 'column' && typeof v !== 'string') say('the name of a column');
    else if (kind === 'columns' && !Array.isArray(v)) say('a list of columns');
    else if (kind === 'share' && (typeof v !== 'number' || v < 0 || v > 1)) say('a share from 0 to 1');
    else if (kind === 'boolean' && typeof v !== 'boolean' && v !== 0 && v !== 1) say('true or false');
    else if (kind === 'list' && (typeof v === 'number' || typeof v === 'boolean')) say('a list');
  }
  const [low, high] = [value('min_value'), value('max_value')];
  if (low && high && typeof low.value === 'number' && typeof high.value === 'number' && low.value > high.value) draft.problem('gx-expectation-invalid', low.span, `'min_value' ${low.value} is greater than 'max_value' ${high.value}: every value fails`, { severity: 'warning' });
}

/** `{"$PARAMETER": "name"}`: a value given when the suite runs. */
function isParameter(value: Json): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
