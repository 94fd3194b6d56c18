import type { Json } from '../../model/key';
import type { Expr } from './tree';
import { literalValue } from './values';

/** What is taken for granted while a template is read as one straight text. */
export interface Assumed {
  readonly text: string;
  /** Values of expressions, by their source without blanks: `target.type` -> `snowflake`, `is_incremental()` -> true. */
  readonly values: Map<string, Json>;
}

/** Longer conditions are not remembered. */
const MAX_SOURCE = 200;

/**
 * What a condition comes to where a template is read as one straight text: a loop's body is there once, so it is the
 * first and the last round; `execute` is true; what was assumed for an earlier condition still holds. Undefined where only a run can tell.
 */
export function knownValue(expr: Expr, inLoop: boolean, assumed: Assumed): Json | undefined {
  return value(expr, { inLoop, assumed }, false, 0);
}

/** Takes for granted that a condition holds, or not, so that what contradicts it later is left out. */
export function assume(expr: Expr, holds: boolean, assumed: Assumed, depth = 0): void {
  if (depth > 20) return;
  if (expr.kind === 'unary' && expr.op === 'not') assume(expr.operand, !holds, assumed, depth + 1);
  else if (expr.kind === 'binary' && (expr.op === 'and' || expr.op === 'or')) {
    if (holds !== (expr.op === 'and')) return;
    assume(expr.left, holds, assumed, depth + 1);
    assume(expr.right, holds, assumed, depth + 1);
  } else if (expr.kind === 'compare' && expr.rest.length === 1) {
    const { op, value: right } = expr.rest[0]!;
    const literal = literalValue(right);
    if (literal === undefined || (op !== '==' && op !== '!=')) return;
    if (holds === (op === '==')) remember(expr.first, literal, assumed);
    else remember(expr.first, literal, assumed, '!=');
  } else remember(expr, holds, assumed);
}

function remember(expr: Expr, value: Json, assumed: Assumed, unequal = ''): void {
  const source = sourceOf(expr, assumed.text);
  if (source === null) return;
  if (unequal === '') assumed.values.set(source, value);
  else assumed.values.set(`${source}!=${JSON.stringify(value)}`, true);
}

function sourceOf(expr: Expr, text: string): string | null {
  const { start, end } = expr.span;
  return end - start > MAX_SOURCE ? null : text.slice(start, end).replace(/\s+/g, '').replaceAll('"', "'");
}

/** Python's idea of true. */
export function truthy(v: Json): boolean {
  if (Array.isArray(v)) return v.length > 0;
  if (typeof v === 'object' && v !== null) return Object.keys(v).length > 0;
  return Boolean(v);
}

const ROUND: { readonly [name: string]: Json } = { first: true, last: true, index: 1, index0: 0, revindex: 1, revindex0: 0, length: 1, depth: 1, depth0: 0 };

interface World {
  readonly inLoop: boolean;
  readonly assumed: Assumed;
}

function value(expr: Expr, world: World, besideLoop: boolean, depth: number): Json | undefined {
  if (depth > 60) return undefined;
  const { inLoop, assumed } = world;
  const inner = (e: Expr, beside = besideLoop) => value(e, world, beside, depth + 1);
  if (assumed.values.size > 0) {
    const source = sourceOf(expr, assumed.text);
    const granted = source === null ? undefined : assumed.values.get(source);
    if (granted !== undefined) return granted;
  }
  switch (expr.kind) {
    case 'name':
      return expr.name === 'execute' ? true : undefined;
    case 'attribute':
      return inLoop && isLoop(expr.base) && Object.hasOwn(ROUND, expr.name.text) ? ROUND[expr.name.text] : undefined;
    case 'filter':
      // `loop.index < items | length`: the number of rounds is that of the loop we count as one.
      return besideLoop && (expr.name.text === 'length' || expr.name.text === 'count') ? 1 : literalValue(expr);
    case 'test':
      if (inLoop && expr.base.kind === 'attribute' && isLoop(expr.base.base) && (expr.base.name.text === 'nextitem' || expr.base.name.text === 'previtem')) {
        if (expr.name.text === 'defined') return expr.negated;
        if (expr.name.text === 'undefined') return !expr.negated;
      }
      return undefined;
    case 'unary': {
      const operand = inner(expr.operand);
      if (operand === undefined) return undefined;
      if (expr.op === 'not') return !truthy(operand);
      return typeof operand === 'number' ? (expr.op === '-' ? -operand : operand) : undefined;
    }
    case 'binary':
      return binary(expr, inner);
    case 'compare':
      return compare(expr, inner, inLoop && mentionsLoop(expr, 0), assumed);
    case 'conditional': {
      const test = inner(expr.test);
      if (test === undefined) return undefined;
      return truthy(test) ? inner(expr.value) : expr.otherwise === null ? '' : inner(expr.otherwise);
    }
    default:
      return literalValue(expr);
  }
}

function binary(expr: Expr & { kind: 'binary' }, inner: (e: Expr) => Json | undefined): Json | undefined {
  const left = inner(expr.left);
  if (expr.op === 'and' || expr.op === 'or') {
    if (left !== undefined && truthy(left) === (expr.op === 'or')) return left;
    const right = inner(expr.right);
    if (left !== undefined) return right;
    return right !== undefined && truthy(right) === (expr.op === 'or') ? right : undefined;
  }
  const right = inner(expr.right);
  if (typeof left !== 'number' || typeof right !== 'number') return literalValue(expr);
  if (expr.op === '+') return left + right;
  if (expr.op === '-') return left - right;
  if (expr.op === '*') return left * right;
  return expr.op === '%' && right !== 0 ? ((left % right) + right) % right : undefined;
}

function compare(expr: Expr & { kind: 'compare' }, inner: (e: Expr, beside: boolean) => Json | undefined, beside: boolean, assumed: Assumed): Json | undefined {
  let left = inner(expr.first, beside);
  for (const { op, value: operand } of expr.rest) {
    const right = inner(operand, beside);
    if (left === undefined && right !== undefined && expr.rest.length === 1) return ruledOut(expr.first, op, right, assumed);
    if (left === undefined || right === undefined) return undefined;
    const holds = compareTwo(op, left, right);
    if (holds !== true) return holds;
    left = right;
  }
  return true;
}

/** An unknown value that was assumed to be another one than this. */
function ruledOut(first: Expr, op: string, right: Json, assumed: Assumed): boolean | undefined {
  if ((op !== '==' && op !== '!=') || assumed.values.size === 0) return undefined;
  const source = sourceOf(first, assumed.text);
  return source !== null && assumed.values.has(`${source}!=${JSON.stringify(right)}`) ? op === '!=' : undefined;
}

function compareTwo(op: string, a: Json, b: Json): boolean | undefined {
  if (op === '==' || op === '!=') return (JSON.stringify(a) === JSON.stringify(b)) === (op === '==');
  if (op === 'in' || op === 'not in') {
    const inside = Array.isArray(b) ? b.some(x => JSON.stringify(x) === JSON.stringify(a)) : typeof a === 'string' && typeof b === 'string' ? b.includes(a) : undefined;
    return inside === undefined ? undefined : inside === (op === 'in');
  }
  if ((typeof a !== 'number' || typeof b !== 'number') && (typeof a !== 'string' || typeof b !== 'string')) return undefined;
  if (op === '<') return a < b;
  if (op === '<=') return a <= b;
  return op === '>' ? a > b : a >= b;
}

function isLoop(e: Expr): boolean {
  return e.kind === 'name' && e.name === 'loop';
}

function mentionsLoop(e: Expr, depth: number): boolean {
  if (depth > 20) return false;
  if (e.kind === 'attribute') return isLoop(e.base);
  if (e.kind === 'binary') return mentionsLoop(e.left, depth + 1) || mentionsLoop(e.right, depth + 1);
  return e.kind === 'compare' && (mentionsLoop(e.first, depth + 1) || e.rest.some(r => mentionsLoop(r.value, depth + 1)));
}
