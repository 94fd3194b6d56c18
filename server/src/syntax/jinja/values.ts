import type { Json } from '../../model/key';
import { type Binding, scopesOf } from './scopes';
import type { Expr, JinjaTemplate, NameExpr } from './tree';

/** The values an expression can have. `complete`: it has no other. An unknown expression has none and isn't complete. */
export interface Values {
  readonly values: readonly Json[];
  readonly complete: boolean;
}

/** How many values are followed; beyond that they count as incomplete. */
const MAX_VALUES = 64;
const MAX_DEPTH = 40;
/** How many assignments before a reader are looked at. */
const MAX_LOOK = 200;
/** How many variables are followed for one answer: each may lead to several others. */
const MAX_STEPS = 500;

const UNKNOWN: Values = { values: [], complete: false };

/**
 * The value of an expression made of literals alone: strings, numbers, booleans, none, lists, tuples and dicts of them,
 * joined by `~` and `+`, with `lower`, `upper`, `trim`, `string` and `int` applied. Undefined for anything else.
 */
export function literalValue(expr: Expr): Json | undefined {
  const { values, complete } = evaluate(expr, NOTHING, 0);
  return complete && values.length === 1 ? values[0] : undefined;
}

/**
 * The values an expression can have where it stands, with variables followed to their `set` and `for`: a small constant
 * propagation. A variable has the value of the last `set` that always runs before, and of those in conditions after it;
 * a loop variable has each item of its list. Parameters, calls and everything else are unknown and make the result incomplete.
 */
export function valuesOf(template: JinjaTemplate, expr: Expr, outside?: Outside): Values {
  const budget = { left: MAX_STEPS };
  return evaluate(expr, { name: (name, look) => lookup(template, name, 0, budget, look), ...(outside ? { outside } : {}) }, 0);
}

/** The value of a call that is known from elsewhere (`var('x')`), undefined if it is not. Since a run may give another one, it never makes a result complete. */
export type Outside = (call: Expr & { kind: 'call' }) => Json | undefined;

/** The bindings that may hold where the name stands; null among them is an unknown one (a parameter, a block's text). */
export function bindingsOf(template: JinjaTemplate, name: { readonly name: string; readonly span: { readonly start: number } }): readonly Binding[] {
  const written = scopesOf(template).assignments.get(name.name);
  if (written === undefined) return [];
  const found: Binding[] = [];
  const reader = name.span.start;
  let low = 0;
  let high = written.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (written[middle]!.at <= reader) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= 0; i--) {
    const a = written[i]!;
    if (low - i > MAX_LOOK) {
      found.push({ expr: null, item: false, path: [], block: -1 });
      break;
    }
    if (reader >= a.until) continue;
    found.push(a);
    if (a.from <= reader && reader < a.to) break;
  }
  return found;
}

function lookup(template: JinjaTemplate, name: NameExpr, depth: number, budget: { left: number }, look: Lookup): Values {
  if (depth > MAX_DEPTH || --budget.left < 0) return UNKNOWN;
  const results: Values[] = [];
  for (const binding of bindingsOf(template, name)) {
    if (binding.expr === null) {
      results.push(UNKNOWN);
      continue;
    }
    let bound = evaluate(binding.expr, { ...look, name: (n, within) => lookup(template, n, depth + 1, budget, within) }, depth + 1);
    if (binding.item) bound = itemsOf(bound);
    for (const position of binding.path) bound = pick(bound, position);
    results.push(bound);
  }
  if (results.length === 0) return UNKNOWN;
  const all = union(results);
  return scopesOf(template).changed.has(name.name) ? { values: all.values, complete: false } : all;
}

interface Lookup {
  readonly name: (name: NameExpr, look: Lookup) => Values;
  readonly outside?: Outside;
}

const NOTHING: Lookup = { name: () => UNKNOWN };

function evaluate(expr: Expr, look: Lookup, depth: number): Values {
  if (depth > MAX_DEPTH) return UNKNOWN;
  const inner = (e: Expr) => evaluate(e, look, depth + 1);
  switch (expr.kind) {
    case 'string':
    case 'number':
    case 'bool':
      return { values: [expr.value], complete: true };
    case 'none':
      return { values: [null], complete: true };
    case 'name':
      return look.name(expr, look);
    case 'list':
    case 'tuple':
      return product(expr.items.map(inner), parts => parts);
    case 'dict':
      return product(
        expr.entries.flatMap(e => [inner(e.key), inner(e.value)]),
        parts => {
          const dict: { [name: string]: Json } = {};
          for (let i = 0; i + 1 < parts.length; i += 2) Object.defineProperty(dict, String(parts[i]), { value: parts[i + 1], enumerable: true, configurable: true, writable: true });
          return dict;
        },
      );
    case 'unary':
      return expr.op === 'not' ? UNKNOWN : product([inner(expr.operand)], ([v]) => (typeof v === 'number' ? (expr.op === '-' ? -v : v) : undefined));
    case 'binary':
      if (expr.op === '~') return product([inner(expr.left), inner(expr.right)], ([a, b]) => concatenated(a, b));
      if (expr.op === '+') return product([inner(expr.left), inner(expr.right)], ([a, b]) => added(a, b));
      return UNKNOWN;
    case 'conditional':
      return union([inner(expr.value), expr.otherwise === null ? { values: [''], complete: true } : inner(expr.otherwise)]);
    case 'filter':
      return expr.base === null || expr.args.length > 0 ? UNKNOWN : filtered(inner(expr.base), expr.name.text);
    case 'subscript':
      return product([inner(expr.base), inner(expr.index)], ([base, index]) => member(base, index));
    case 'attribute':
      return product([inner(expr.base)], ([base]) => (isDict(base) ? member(base, expr.name.text) : undefined));
    case 'call':
      return called(expr, inner, look);
    default:
      return UNKNOWN;
  }
}

/** Methods that give a dict's parts. */
function called(expr: Expr & { kind: 'call' }, inner: (e: Expr) => Values, look: Lookup): Values {
  const known = look.outside?.(expr);
  if (known !== undefined) return { values: [known], complete: false };
  if (expr.callee.kind !== 'attribute' || expr.args.length > 0) return UNKNOWN;
  const method = expr.callee.name.text;
  if (method !== 'items' && method !== 'keys' && method !== 'values') return UNKNOWN;
  return product([inner(expr.callee.base)], ([base]) => {
    if (!isDict(base)) return undefined;
    return method === 'items' ? Object.entries(base) : method === 'keys' ? Object.keys(base) : Object.values(base);
  });
}

function filtered(base: Values, name: string): Values {
  const text = (f: (s: string) => Json): Values => product([base], ([v]) => (typeof v === 'string' ? f(v) : undefined));
  switch (name) {
    case 'lower':
      return text(s => s.toLowerCase());
    case 'upper':
      return text(s => s.toUpperCase());
    case 'trim':
      return text(s => s.trim());
    case 'int':
      return product([base], ([v]) => (typeof v === 'number' ? Math.trunc(v) : typeof v === 'string' && /^-?\d+$/.test(v) ? Number(v) : undefined));
    case 'string':
      return product([base], ([v]) => (v === undefined ? undefined : printed(v)));
    case 'list':
      return product([base], ([v]) => (Array.isArray(v) ? v : isDict(v) ? Object.keys(v) : undefined));
    case 'safe':
    case 'as_text':
    case 'unique':
    case 'sort':
      return base;
    default:
      return UNKNOWN;
  }
}

/** How Jinja prints a value; undefined where Python's form is not worth rebuilding (lists, dicts). */
export function printed(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return value === null ? 'None' : undefined;
}

function concatenated(a: Json | undefined, b: Json | undefined): Json | undefined {
  if (a === undefined || b === undefined) return undefined;
  const left = printed(a);
  const right = printed(b);
  return left === undefined || right === undefined || left.length + right.length > 10_000 ? undefined : left + right;
}

function added(a: Json | undefined, b: Json | undefined): Json | undefined {
  if (typeof a === 'string' && typeof b === 'string') return concatenated(a, b);
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (Array.isArray(a) && Array.isArray(b) && a.length + b.length <= 10_000) return [...(a as Json[]), ...(b as Json[])];
  return undefined;
}

function isDict(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function member(base: Json | undefined, index: Json | undefined): Json | undefined {
  if (Array.isArray(base) && typeof index === 'number') return (base as Json[])[index < 0 ? base.length + index : index];
  if (isDict(base) && typeof index === 'string' && Object.hasOwn(base, index)) return base[index];
  return undefined;
}

/** Each item of each list. */
function itemsOf(lists: Values): Values {
  const values: Json[] = [];
  let complete = lists.complete;
  for (const list of lists.values) {
    const items = Array.isArray(list) ? (list as Json[]) : isDict(list) ? Object.keys(list) : null;
    if (items === null) complete = false;
    for (const item of items ?? []) {
      if (values.length >= MAX_VALUES) return { values, complete: false };
      values.push(item);
    }
  }
  return { values, complete };
}

function pick(from: Values, position: number): Values {
  return product([from], ([v]) => (Array.isArray(v) ? (v as Json[])[position] : undefined));
}

function union(all: readonly Values[]): Values {
  const values = new Map<string, Json>();
  for (const each of all) for (const v of each.values) if (values.size < MAX_VALUES) values.set(JSON.stringify(v), v);
  return { values: [...values.values()], complete: all.every(v => v.complete) && values.size < MAX_VALUES };
}

/** `make` applied to each choice of one value from every part; undefined results drop out and make it incomplete. */
function product(parts: readonly Values[], make: (chosen: Json[]) => Json | undefined): Values {
  let complete = parts.every(p => p.complete);
  let rows: Json[][] = [[]];
  for (const part of parts) {
    if (part.values.length === 1) {
      for (const row of rows) row.push(part.values[0]!);
      continue;
    }
    const next: Json[][] = [];
    for (const row of rows)
      for (const value of part.values) {
        if (next.length < MAX_VALUES) next.push([...row, value]);
        else complete = false;
      }
    rows = next;
  }
  const values: Json[] = [];
  for (const row of rows) {
    const made = make(row);
    if (made === undefined) complete = false;
    else values.push(made);
  }
  return { values, complete };
}
