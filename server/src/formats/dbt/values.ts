import type { Json } from '../../model/key';
import { readJinja, type Expr } from '../../syntax/jinja';
import { asMap, type Project } from './project/data';

/** How deep expressions, and variables within variables, are followed. */
const MAX_DEPTH = 40;

/**
 * The value of a Jinja expression as far as files alone tell: literals, variables of the project and what common filters and
 * operators make of them. `undefined` is everything that depends on the target, the environment or the warehouse.
 */
export function evaluate(expr: Expr, project: Project, depth = 0): Json | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const inner = (e: Expr): Json | undefined => evaluate(e, project, depth + 1);
  switch (expr.kind) {
    case 'string': case 'bool': case 'number': return expr.value;
    case 'none': return null;
    case 'list': case 'tuple': return allKnown(expr.items.map(inner));
    case 'dict': return dictOf(expr.entries.map(e => [inner(e.key), inner(e.value)] as const));
    case 'call': return callValue(expr, project, depth);
    case 'filter': return filtered(expr.name.text, expr.base ? inner(expr.base) : undefined, expr.args.map(a => inner(a.value)));
    case 'unary': {
      const value = inner(expr.operand);
      if (value === undefined) return undefined;
      return expr.op === 'not' ? !truthy(value) : typeof value === 'number' ? (expr.op === '-' ? -value : value) : undefined;
    }
    case 'binary': return binary(expr.op, inner(expr.left), () => inner(expr.right));
    case 'compare': return compared(expr, inner);
    case 'conditional': {
      const test = inner(expr.test);
      if (test === undefined) return undefined;
      return truthy(test) ? inner(expr.value) : expr.otherwise ? inner(expr.otherwise) : undefined;
    }
    case 'test': {
      const value = inner(expr.base);
      if (value === undefined) return undefined;
      const result = expr.name.text === 'none' ? value === null : expr.name.text === 'defined' ? true : expr.name.text === 'true' ? value === true : expr.name.text === 'false' ? value === false : undefined;
      return result === undefined ? undefined : result !== expr.negated;
    }
    default: return undefined;
  }
}

/** The value of a text that may hold Jinja: of a single `{{ … }}` its native value, else the text it makes; undefined if unknown. */
export function renderValue(value: Json | undefined, project: Project, depth = 0): Json | undefined {
  if (typeof value !== 'string' || !(value.includes('{{') || value.includes('{%'))) return value;
  if (depth > MAX_DEPTH) return undefined;
  const template = readJinja(value.trim());
  const [only] = template.segments;
  if (template.segments.length === 1 && only?.kind === 'output') return evaluate(only.expr, project, depth + 1);
  let out = '';
  for (const segment of template.segments) {
    if (segment.kind === 'comment') continue;
    if (segment.kind === 'text') out += template.text.slice(segment.span.start, segment.span.end);
    else if (segment.kind === 'output') {
      const part = evaluate(segment.expr, project, depth + 1);
      if (typeof part !== 'string' && typeof part !== 'number') return undefined;
      out += String(part);
    } else return undefined;
  }
  return out;
}

/** The value of a variable for the project's nodes: the root's, then the package's own; a block named after the package first. Undefined if unset. */
export function varValue(project: Project, name: string, depth = 0): Json | undefined {
  for (const vars of [project.main.vars, project.data.vars]) {
    const block = asMap(vars[project.name]);
    if (Object.hasOwn(block, name)) return renderValue(block[name], project, depth + 1);
    if (Object.hasOwn(vars, name)) return renderValue(vars[name], project, depth + 1);
  }
  return undefined;
}

/**
 * Whether something is switched on, by the value of its `enabled`: `conditional` if it is off only as long as a variable that no file sets
 * keeps its default. Unknown values count as on.
 */
export function switchState(value: Json | undefined, project: Project): 'on' | 'off' | 'conditional' {
  if (value === undefined || value === null || renderValue(value, project) !== false) return 'on';
  return renderValue(value, { ...project, strict: true }) === false ? 'off' : 'conditional';
}

export function truthy(value: Json): boolean {
  if (value === null || value === false || value === 0 || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function callValue(expr: Expr & { kind: 'call' }, project: Project, depth: number): Json | undefined {
  if (expr.callee.kind !== 'name') return undefined;
  const args = expr.args.map(a => a.value);
  if (expr.callee.name === 'var' && args[0]) {
    const name = evaluate(args[0], project, depth + 1);
    if (typeof name !== 'string') return undefined;
    const found = isSet(project, name) ? varValue(project, name, depth + 1) : undefined;
    if (found !== undefined || isSet(project, name)) return found;
    if (project.strict) return undefined;
    return args[1] ? evaluate(args[1], project, depth + 1) : undefined;
  }
  return undefined;
}

function isSet(project: Project, name: string): boolean {
  return [project.main.vars, project.data.vars].some(vars => Object.hasOwn(vars, name) || Object.hasOwn(asMap(vars[project.name]), name));
}

function filtered(name: string, value: Json | undefined, args: readonly (Json | undefined)[]): Json | undefined {
  if (value === undefined) return undefined;
  if (name === 'as_bool') return typeof value === 'string' ? (/^true$/i.test(value) ? true : /^false$/i.test(value) ? false : value) : value;
  if (name === 'as_native' || name === 'as_text' || name === 'list') return value;
  if (name === 'as_number' || name === 'int') return typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)) ? Number(value) : undefined;
  if (name === 'default' || name === 'd') return value === null ? value : value;
  if (name === 'length' || name === 'count') return Array.isArray(value) || typeof value === 'string' ? value.length : typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
  if (typeof value !== 'string') return undefined;
  if (name === 'lower') return value.toLowerCase();
  if (name === 'upper') return value.toUpperCase();
  if (name === 'trim') return value.trim();
  if (name === 'replace' && typeof args[0] === 'string' && typeof args[1] === 'string') return value.split(args[0]).join(args[1]);
  return undefined;
}

function binary(op: string, left: Json | undefined, right: () => Json | undefined): Json | undefined {
  if (left === undefined) return undefined;
  if (op === 'and') return truthy(left) ? right() : left;
  if (op === 'or') return truthy(left) ? left : right();
  const other = right();
  if (other === undefined) return undefined;
  if (op === '~') return isPlain(left) && isPlain(other) ? plain(left) + plain(other) : undefined;
  if (op === '+' && typeof left === 'string' && typeof other === 'string') return left + other;
  if (op === '+' && Array.isArray(left) && Array.isArray(other)) return [...left, ...other];
  if (typeof left !== 'number' || typeof other !== 'number') return undefined;
  return op === '+' ? left + other : op === '-' ? left - other : op === '*' ? left * other : undefined;
}

function isPlain(value: Json): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function plain(value: string | number): string {
  return String(value);
}

function compared(expr: Expr & { kind: 'compare' }, inner: (e: Expr) => Json | undefined): boolean | undefined {
  let left = inner(expr.first);
  for (const { op, value } of expr.rest) {
    const right = inner(value);
    if (left === undefined || right === undefined) return undefined;
    const result = comparison(op, left, right);
    if (result !== true) return result;
    left = right;
  }
  return true;
}

function comparison(op: string, left: Json, right: Json): boolean | undefined {
  if (op === '==' || op === '!=') return (JSON.stringify(left) === JSON.stringify(right)) === (op === '==');
  if (op === 'in' || op === 'not in') {
    const found = Array.isArray(right) ? right.some(r => JSON.stringify(r) === JSON.stringify(left)) : typeof right === 'string' && typeof left === 'string' ? right.includes(left) : undefined;
    return found === undefined ? undefined : found === (op === 'in');
  }
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  return op === '<' ? left < right : op === '<=' ? left <= right : op === '>' ? left > right : left >= right;
}

function allKnown(values: readonly (Json | undefined)[]): Json | undefined {
  return values.includes(undefined) ? undefined : (values as readonly Json[]);
}

function dictOf(entries: readonly (readonly [Json | undefined, Json | undefined])[]): Json | undefined {
  const out: { [name: string]: Json } = Object.create(null);
  for (const [name, value] of entries) {
    if (typeof name !== 'string' || value === undefined) return undefined;
    out[name] = value;
  }
  return out;
}
