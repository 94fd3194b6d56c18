import type { Json } from '../../model/key';
import type { Expr } from './tree';
import { literalValue } from './values';

/**
 * What a condition comes to where a template is read as one straight text: a loop's body is there once, so it is the
 * first and the last round; `execute` is true. Undefined where only a run can tell.
 */
export function knownValue(expr: Expr, inLoop: boolean): Json | undefined {
  return value(expr, inLoop, false, 0);
}

/** Python's idea of true. */
export function truthy(v: Json): boolean {
  if (Array.isArray(v)) return v.length > 0;
  if (typeof v === 'object' && v !== null) return Object.keys(v).length > 0;
  return Boolean(v);
}

const ROUND: { readonly [name: string]: Json } = { first: true, last: true, index: 1, index0: 0, revindex: 1, revindex0: 0, length: 1, depth: 1, depth0: 0 };

function value(expr: Expr, inLoop: boolean, besideLoop: boolean, depth: number): Json | undefined {
  if (depth > 60) return undefined;
  const inner = (e: Expr, beside = besideLoop) => value(e, inLoop, beside, depth + 1);
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
      return compare(expr, inner, inLoop && mentionsLoop(expr, 0));
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

function compare(expr: Expr & { kind: 'compare' }, inner: (e: Expr, beside: boolean) => Json | undefined, beside: boolean): Json | undefined {
  let left = inner(expr.first, beside);
  for (const { op, value: operand } of expr.rest) {
    const right = inner(operand, beside);
    if (left === undefined || right === undefined) return undefined;
    const holds = compareTwo(op, left, right);
    if (holds !== true) return holds;
    left = right;
  }
  return true;
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
