import type { Json } from '../../model/key';
import { closest } from '../../text/fuzzy';
import { entry } from '../../text/entry';
import type { Span } from '../../text/span';
import { type Token, tokens } from './lex';
import { RULE_TYPES, type RuleType } from './types';

/** One rule or analyzer of a ruleset. */
export interface DqdlRule {
  readonly type: string;
  readonly typeSpan: Span;
  readonly span: Span;
  readonly parameters: readonly Token[];
  readonly condition: Condition | null;
  readonly where: string | null;
  readonly analyzer: boolean;
}

/** What is compared with; values are texts, numbers or null, in the order written. Anything that must be computed is left out. */
export interface Condition {
  readonly operator: string;
  readonly negated: boolean;
  readonly values: readonly Json[];
}

export interface Ruleset {
  readonly rules: readonly DqdlRule[];
  readonly problems: readonly { readonly span: Span; readonly message: string; readonly near?: readonly string[] }[];
  /** The name of the dataset that `DataSources` calls primary. */
  readonly primary: Token | null;
  readonly end: number;
}

interface State {
  readonly all: readonly Token[];
  at: number;
  readonly rules: DqdlRule[];
  readonly problems: { span: Span; message: string; near?: readonly string[] }[];
  readonly variables: Map<string, readonly Json[]>;
  primary: Token | null;
  /** Set at the first mistake in the form: what follows can't be told. */
  broken: boolean;
}

/** How deep rules stand in brackets. */
const MAX_DEPTH = 50;
const OPERATORS = new Set(['=', '!=', '>', '>=', '<', '<=', 'between', 'in', 'matches']);
const RESERVED = new Set(['and', 'AND', 'or', 'OR', 'of', 'OF', 'between', 'in', 'not', 'matches', 'with', 'where', 'labels', 'null', 'NULL', 'empty', 'EMPTY', 'whitespaces_only', 'WHITESPACES_ONLY']);

/** Reads a ruleset from an offset on. `embedded` is for one that stands within another file: what follows its end is none of its business. */
export function readRuleset(text: string, range: Span, escaped: boolean, embedded: boolean): Ruleset {
  const all = [...tokens(text, range.start, range.end, escaped)];
  if (all[all.length - 1]?.kind !== 'end') all.push({ kind: 'end', text: '', span: { start: range.end, end: range.end } });
  const s: State = { all, at: 0, rules: [], problems: [], variables: new Map(), primary: null, broken: false };
  let sections = 0;
  while (!s.broken && now(s).kind !== 'end') {
    const head = now(s);
    if ((head.text === 'Rules' || head.text === 'Analyzers') && after(s).text === '=') {
      s.at++;
      section(s, head.text === 'Analyzers');
      sections++;
      if (embedded && !(now(s).text === 'Analyzers' && after(s).text === '=')) break;
    } else if (embedded && sections > 0) break;
    else if ((head.text === 'Metadata' || head.text === 'DataSources') && after(s).text === '=') dictionary(s, head.text);
    else if (head.text === 'DefaultLabels' && after(s).text === '=') {
      s.at++;
      labels(s);
    } else if (head.kind === 'word' && after(s).text === '=') variable(s);
    else fail(s, head, sections === 0 ? "A ruleset is 'Rules = [ … ]', 'Analyzers = [ … ]', or both" : `'${head.text}' is not expected here`);
  }
  const last = s.all[Math.max(0, s.at - 1)]!;
  if (!s.broken && s.rules.length === 0 && sections === 0) s.problems.push({ span: { start: range.start, end: Math.min(range.end, range.start + 1) }, message: "The ruleset has no 'Rules' and no 'Analyzers'" });
  return { rules: s.rules, problems: s.problems, primary: s.primary, end: last.span.end };
}

function now(s: State): Token {
  return s.all[Math.min(s.at, s.all.length - 1)]!;
}

function after(s: State): Token {
  return s.all[Math.min(s.at + 1, s.all.length - 1)]!;
}

function fail(s: State, at: Token, message: string): void {
  if (!s.broken) s.problems.push({ span: at.kind === 'end' ? { start: Math.max(0, at.span.start - 1), end: at.span.start } : at.span, message });
  s.broken = true;
}

/** Takes a mark or word; a mistake if it is not there. */
function take(s: State, text: string, what = `'${text}'`): boolean {
  if (now(s).text === text && now(s).kind !== 'text') {
    s.at++;
    return true;
  }
  fail(s, now(s), now(s).kind === 'end' ? `The ruleset ends where ${what} is expected` : `${what} is expected here`);
  return false;
}

function section(s: State, analyzer: boolean): void {
  if (!take(s, '=') || !take(s, '[')) return;
  if (now(s).text === ']' && now(s).kind === 'mark') {
    s.at++;
    return;
  }
  for (;;) {
    if (analyzer) single(s, true);
    else composite(s, 0);
    if (s.broken) return;
    if (now(s).text === ',' && now(s).kind === 'mark') {
      s.at++;
      if (now(s).text === ']') {
        fail(s, now(s), 'A rule is expected after the comma');
        return;
      }
      continue;
    }
    take(s, ']', "',' or ']'");
    return;
  }
}

/** `(a) and (b or c)`. */
function composite(s: State, depth: number): void {
  if (depth > MAX_DEPTH) {
    fail(s, now(s), 'The brackets are too deep');
    return;
  }
  for (;;) {
    if (now(s).text === '(' && now(s).kind === 'mark') {
      s.at++;
      composite(s, depth + 1);
      if (s.broken || !take(s, ')')) return;
      if (now(s).text === 'labels') labels(s);
    } else single(s, false);
    if (s.broken || !/^(and|or|AND|OR)$/.test(now(s).text) || now(s).kind !== 'word') return;
    s.at++;
  }
}

function single(s: State, analyzer: boolean): void {
  const type = now(s);
  if (type.kind !== 'word' || RESERVED.has(type.text)) {
    fail(s, type, type.kind === 'end' ? 'The list of rules is not closed' : 'The type of a rule is expected here');
    return;
  }
  s.at++;
  const parameters: Token[] = [];
  for (;;) {
    const connected = (now(s).text === 'of' || now(s).text === 'OF' || now(s).text === 'and' || now(s).text === 'AND') && now(s).kind === 'word';
    const next = connected ? after(s) : now(s);
    // `and` before another rule's type joins rules; before a quoted name it joins columns.
    if (connected && (now(s).text.toLowerCase() === 'and' ? next.kind !== 'text' : next.kind === 'end')) break;
    if (next.kind === 'text') parameters.push(next);
    else if (next.text === '$' && next.kind === 'mark') {
      if (connected) s.at++;
      s.at++;
      parameters.push(now(s));
    } else if (next.kind === 'word' && !RESERVED.has(next.text)) parameters.push(next);
    else break;
    s.at += connected && next.text !== '$' ? 2 : 1;
  }
  const condition = analyzer ? null : conditionAt(s);
  let where: Token | null = null;
  if (!s.broken && now(s).text === 'where' && now(s).kind === 'word') {
    s.at++;
    where = now(s);
    if (where.kind !== 'text') {
      fail(s, where, "'where' needs a condition in quotes");
      return;
    }
    s.at++;
  }
  if (!s.broken && now(s).text === 'labels' && now(s).kind === 'word') labels(s);
  let threshold: Token | null = null;
  while (!s.broken && now(s).text === 'with' && now(s).kind === 'word') {
    s.at++;
    const tag = now(s);
    if (tag.kind !== 'word') {
      fail(s, tag, "'with' needs the name of a tag, such as 'threshold'");
      return;
    }
    s.at++;
    if (tag.text.toLowerCase() === 'threshold') threshold = tag;
    if (!conditionAt(s) && !s.broken) {
      fail(s, now(s), `A condition is expected after '${tag.text}'`);
      return;
    }
  }
  if (s.broken) return;
  const end = s.all[s.at - 1]!.span.end;
  s.rules.push({ type: type.text, typeSpan: type.span, span: { start: type.span.start, end }, parameters, condition, where: where?.text ?? null, analyzer });
  judge(s, type, parameters, where, threshold, analyzer);
}

/** What the language's own tables say of a rule. */
function judge(s: State, type: Token, parameters: readonly Token[], where: Token | null, threshold: Token | null, analyzer: boolean): void {
  const facts: RuleType | undefined = entry(RULE_TYPES, type.text);
  const say = (span: Span, message: string, near: readonly string[] = []): void => void s.problems.push({ span, message, ...(near.length > 0 ? { near } : {}) });
  if (!facts) {
    const near = closest(type.text, Object.keys(RULE_TYPES), 2);
    say(type.span, `DQDL has no rule type '${type.text}'${near.length > 0 ? `; did you mean '${near[0]!}'?` : ''}`, near);
    return;
  }
  const least = Math.min(...facts.counts);
  if (facts.more ? parameters.length < least : !facts.counts.includes(parameters.length)) {
    say(type.span, `'${type.text}' takes ${facts.more ? `${least} parameter${least === 1 ? '' : 's'} or more` : facts.counts.join(' or ') + (facts.counts.length === 1 && least === 1 ? ' parameter' : ' parameters')}, not ${parameters.length}`);
    return;
  }
  if (facts.analyzer && !analyzer) say(type.span, `'${type.text}' is an analyzer: it belongs under 'Analyzers'`);
  if (where && !facts.where) say(where.span, `'${type.text}' takes no 'where'`);
  else if (where?.text === '') say({ start: where.span.start - 1, end: where.span.end + 1 }, 'This condition is empty');
  if (threshold && !facts.threshold) say(threshold.span, `'${type.text}' takes no threshold`);
}

/** A comparison, if one stands here. */
function conditionAt(s: State): Condition | null {
  let negated = false;
  if ((now(s).text === 'not' && now(s).kind === 'word') || (now(s).text === '!' && now(s).kind === 'mark')) {
    negated = true;
    s.at++;
  }
  const operator = now(s);
  if (!OPERATORS.has(operator.text) || operator.kind === 'text') {
    if (negated) fail(s, operator, "'between', 'in', 'matches' or '=' is expected after 'not'");
    return null;
  }
  s.at++;
  const values: Json[] = [];
  if (operator.text === 'in') {
    if (now(s).text === '$') {
      s.at++;
      const name = now(s).text;
      s.at++;
      return { operator: 'in', negated, values: s.variables.get(name) ?? [] };
    }
    if (!take(s, '[')) return null;
    for (;;) {
      values.push(...value(s));
      if (s.broken) return null;
      if (now(s).text === ',' && now(s).kind === 'mark') {
        s.at++;
        continue;
      }
      if (!take(s, ']', "',' or ']'")) return null;
      break;
    }
  } else {
    values.push(...value(s));
    if (operator.text === 'between' && !s.broken) {
      if (!(now(s).kind === 'word' && /^(and|AND)$/.test(now(s).text))) {
        fail(s, now(s), "'between' needs two bounds with 'and' between them");
        return null;
      }
      s.at++;
      values.push(...value(s));
    }
  }
  if (s.broken) return null;
  return { operator: operator.text === '!=' ? '=' : operator.text, negated: negated || operator.text === '!=', values };
}

/** One value: a text, a number with what is computed from it, a time, a size. Only plain ones are given. */
function value(s: State): Json[] {
  const first = now(s);
  if (first.kind === 'text') {
    s.at++;
    return [first.text];
  }
  let depth = 0;
  let plain: number | null = null;
  let pieces = 0;
  for (; !s.broken; s.at++) {
    const t = now(s);
    if (t.kind === 'end' || t.kind === 'text') break;
    if (t.text === '(') depth++;
    else if (t.text === ')') {
      if (depth === 0) break;
      depth--;
    } else if (depth === 0 && (t.text === ',' || t.text === ']')) break;
    else if (t.kind === 'word' && depth === 0 && pieces > 0 && /^(and|or|AND|OR|where|with|labels)$/.test(t.text)) break;
    else if (t.kind === 'mark' && !/^[-+*/$,]$/.test(t.text)) break;
    const before = pieces > 0 ? s.all[s.at - 1]! : null;
    if (t.kind === 'word' && ((before === null && /^(and|or|AND|OR|in|between|where|with)$/.test(t.text)) || (before?.kind === 'word' && /^\d/.test(t.text) && /^\d/.test(before.text)))) {
      fail(s, t, before === null ? 'A value is expected here' : 'A value ends before this');
      break;
    }
    if (pieces === 0 && t.kind === 'word' && /^-?\d+(\.\d+)?$/.test(t.text)) plain = Number(t.text);
    else if (pieces === 1 && s.all[s.at - 1]!.text === '-' && /^\d+(\.\d+)?$/.test(t.text)) plain = -Number(t.text);
    else if (pieces > 0) plain = null;
    pieces++;
  }
  if (pieces === 0) fail(s, now(s), now(s).kind === 'end' ? 'A value is missing at the end' : 'A value is expected here');
  return plain === null ? [] : [plain];
}

function labels(s: State): void {
  s.at++;
  if (!take(s, '=') || !take(s, '[')) return;
  while (!s.broken && now(s).kind !== 'end' && now(s).text !== ']') s.at++;
  take(s, ']');
}

function dictionary(s: State, name: string): void {
  s.at++;
  if (!take(s, '=') || !take(s, '{')) return;
  while (!s.broken && now(s).kind !== 'end' && !(now(s).text === '}' && now(s).kind === 'mark')) {
    if (name === 'DataSources' && now(s).text === 'Primary' && now(s).kind === 'text' && s.all[s.at + 2]?.kind === 'text') s.primary = s.all[s.at + 2]!;
    s.at++;
  }
  take(s, '}');
}

function variable(s: State): void {
  const name = now(s);
  s.at += 2;
  const values: Json[] = [];
  if (now(s).text === '[' && now(s).kind === 'mark') {
    s.at++;
    while (!s.broken && now(s).kind !== 'end' && !(now(s).text === ']' && now(s).kind === 'mark')) {
      if (now(s).kind === 'text') values.push(now(s).text);
      s.at++;
    }
    take(s, ']');
  } else if (now(s).kind === 'text') {
    values.push(now(s).text);
    s.at++;
  } else if (now(s).kind === 'word' && RESERVED.has(now(s).text)) s.at++;
  else fail(s, now(s), `The variable '${name.text}' needs a text or a list of texts`);
  if (s.variables.has(name.text)) s.problems.push({ span: name.span, message: `The variable '${name.text}' is there twice` });
  s.variables.set(name.text, values);
}
