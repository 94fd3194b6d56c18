import type { Argument, Expr, JinjaTemplate, Parameter, Segment, Statement } from './tree';

/** The expressions directly inside one, in the order they are written. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'attribute':
      return [expr.base];
    case 'call':
      return [expr.callee, ...values(expr.args)];
    case 'filter':
      return expr.base === null ? values(expr.args) : [expr.base, ...values(expr.args)];
    case 'test':
      return [expr.base, ...values(expr.args)];
    case 'list':
    case 'tuple':
      return expr.items;
    case 'dict':
      return expr.entries.flatMap(e => [e.key, e.value]);
    case 'subscript':
      return [expr.base, expr.index];
    case 'slice':
      return present([expr.from, expr.to, expr.step]);
    case 'unary':
      return [expr.operand];
    case 'binary':
      return [expr.left, expr.right];
    case 'compare':
      return [expr.first, ...expr.rest.map(r => r.value)];
    case 'conditional':
      return present([expr.value, expr.test, expr.otherwise]);
    default:
      return [];
  }
}

/** Visits an expression and everything inside it, outer before inner, in reading order. No recursion: chains may be long. */
export function visit(expr: Expr, see: (expr: Expr) => void): void {
  const waiting: Expr[] = [expr];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    see(next);
    const inside = children(next);
    for (let i = inside.length - 1; i >= 0; i--) waiting.push(inside[i]!);
  }
}

/** The expressions a statement holds, in order. */
export function expressionsOf(statement: Statement): readonly Expr[] {
  switch (statement.kind) {
    case 'set':
      return present([statement.target, statement.value, statement.filters]);
    case 'if':
    case 'elif':
      return [statement.test];
    case 'for':
      return present([statement.target, statement.iterable, statement.test]);
    case 'macro':
    case 'test':
      return defaults(statement.parameters);
    case 'materialization':
    case 'print':
      return statement.values;
    case 'call':
      return [...defaults(statement.parameters), statement.call];
    case 'filter':
      return present([statement.filters]);
    case 'do':
    case 'include':
    case 'extends':
    case 'autoescape':
    case 'import':
    case 'from':
      return [statement.expr];
    case 'with':
      return statement.assignments.flatMap(a => [a.target, a.value]);
    default:
      return [];
  }
}

/** The expressions at the top of a segment, with those found behind an error. */
export function rootsOf(segment: Segment): readonly Expr[] {
  if (segment.kind === 'output') return [segment.expr, ...segment.extra];
  if (segment.kind === 'tag') return [...expressionsOf(segment.statement), ...segment.extra];
  return [];
}

/** Indices of the blocks around a segment or block, outermost first. */
export function enclosing(template: JinjaTemplate, at: { readonly block: number }): readonly number[] {
  const path: number[] = [];
  for (let b = at.block; b >= 0; b = template.blocks[b]!.parent) path.push(b);
  return path.reverse();
}

/** Blocks with parameters of their own, seen by nothing outside: what stands in them is no part of the file's own output. */
export function isDefinition(kind: string): kind is 'macro' | 'test' | 'data_test' | 'materialization' {
  return kind === 'macro' || kind === 'test' || kind === 'data_test' || kind === 'materialization';
}

function values(args: readonly Argument[]): Expr[] {
  return args.map(a => a.value);
}

function defaults(parameters: readonly Parameter[]): Expr[] {
  return present(parameters.map(p => p.default));
}

function present(list: readonly (Expr | null)[]): Expr[] {
  return list.filter(e => e !== null);
}
