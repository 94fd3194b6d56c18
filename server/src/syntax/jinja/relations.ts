import { callsIn, dottedName, type JinjaCall } from './calls';
import type { CallExpr, Expr, JinjaTemplate } from './tree';
import { bindingsOf, valuesOf } from './values';

/** What a `{{ }}` that stands for a table names. */
export interface RelationValue {
  readonly kind: 'ref' | 'source' | 'this' | 'other';
  /** Indices in `callsIn` of the `ref` or `source` calls it can be, first written first; empty for `this`. */
  readonly calls: readonly number[];
}

/** A `star(…)` of dbt_utils or of a like-named macro. Null where the argument is no literal. */
export interface StarValue {
  readonly call: number;
  readonly from: RelationValue | null;
  readonly except: readonly string[] | null;
  readonly alias: string | null;
  readonly prefix: string | null;
  readonly suffix: string | null;
}

const PASSING_FILTERS: readonly string[] = ['string', 'safe', 'trim', 'as_text', 'lower', 'upper'];
const RELATION_METHODS: readonly string[] = ['include', 'quote', 'incorporate', 'render', 'replace_path', 'replace', 'as_string'];
const SILENT: readonly string[] = ['config', 'log', 'print', 'return', 'set_sql_header', 'dbt_utils.log_info', 'config.require', 'config.set'];
const MAX_STEPS = 500;
const CHANGING: readonly string[] = ['append', 'extend', 'insert', 'update', 'remove', 'clear'];

/** The record of a call expression of the template. */
export function callOf(template: JinjaTemplate, expr: Expr): JinjaCall | undefined {
  if (expr.kind !== 'call') return undefined;
  template.memo.callOf ??= new Map(callsIn(template).map(c => [c.expr, c]));
  return template.memo.callOf.get(expr);
}

/**
 * The relation an expression stands for: `ref(…)`, `source(…)`, `this`, one of these with `.include(…)` and the like,
 * a variable that was set to one or loops over a list of them, either side of `x if y else z`. Null if it is no relation.
 */
export function relationOf(template: JinjaTemplate, expr: Expr): RelationValue | null {
  return relationAt({ template, left: MAX_STEPS }, expr, 0);
}

/** The template and how many more expressions may be looked at for one answer. */
interface Search {
  readonly template: JinjaTemplate;
  left: number;
}

function relationAt(search: Search, expr: Expr, depth: number): RelationValue | null {
  if (depth > 20 || --search.left < 0) return null;
  switch (expr.kind) {
    case 'call':
      return relationOfCall(search, expr, depth);
    case 'name':
      return relationOfName(search, expr, depth);
    case 'filter':
      return expr.base !== null && PASSING_FILTERS.includes(expr.name.text) ? relationAt(search, expr.base, depth + 1) : null;
    case 'conditional':
      return united([expr.value, expr.otherwise].map(e => (e === null ? null : relationAt(search, e, depth + 1))));
    default:
      return null;
  }
}

function relationOfCall(search: Search, expr: CallExpr, depth: number): RelationValue | null {
  const call = callOf(search.template, expr);
  const index = call?.index ?? -1;
  const name = call?.callee ?? '';
  if (name === 'ref' || name === 'builtins.ref') return { kind: 'ref', calls: [index] };
  if (name === 'source' || name === 'builtins.source') return { kind: 'source', calls: [index] };
  if (name === 'adapter.get_relation' || name === 'api.Relation.create' || name === 'load_relation') return { kind: 'other', calls: [index] };
  if (expr.callee.kind === 'attribute' && RELATION_METHODS.includes(expr.callee.name.text)) return relationAt(search, expr.callee.base, depth + 1);
  return null;
}

function relationOfName(search: Search, expr: Expr & { kind: 'name' }, depth: number): RelationValue | null {
  const bindings = bindingsOf(search.template, expr);
  if (bindings.length === 0) return expr.name === 'this' ? { kind: 'this', calls: [] } : null;
  return united(
    bindings.map(binding => {
      if (binding.expr === null) return null;
      if (!binding.item) return binding.path.length === 0 ? relationAt(search, binding.expr, depth + 1) : null;
      return united(listItems(search, binding.expr, depth + 1).map(item => relationAt(search, at(item, binding.path), depth + 1)));
    }),
  );
}

/** The items of a list that is written out, here or where its variable is set. */
function listItems(search: Search, expr: Expr, depth: number): readonly Expr[] {
  if (depth > 20 || --search.left < 0) return [];
  if (expr.kind === 'list' || expr.kind === 'tuple') return expr.items;
  if (expr.kind !== 'name') return [];
  return bindingsOf(search.template, expr).flatMap(b => (b.expr === null || b.item || b.path.length > 0 ? [] : listItems(search, b.expr, depth + 1)));
}

function at(item: Expr, path: readonly number[]): Expr {
  let e = item;
  for (const position of path) {
    if (e.kind !== 'tuple' && e.kind !== 'list') return { kind: 'missing', span: e.span };
    e = e.items[position] ?? { kind: 'missing', span: e.span };
  }
  return e;
}

function united(all: readonly (RelationValue | null)[]): RelationValue | null {
  const found = all.filter(r => r !== null);
  const first = found[0];
  if (first === undefined) return null;
  const calls = [...new Set(found.flatMap(r => r.calls))].sort((a, b) => a - b);
  return { kind: first.kind, calls };
}

/** The star macro an expression calls, else null. */
export function starOf(template: JinjaTemplate, expr: Expr): StarValue | null {
  const call = callOf(template, expr);
  if (call === undefined || call.parts[call.parts.length - 1]?.text !== 'star') return null;
  const order = ['from', 'relation_alias', 'except', 'prefix', 'suffix', 'quote_identifiers'];
  const argument = (name: string): Expr | null => {
    const named = call.args.find(a => a.name === name);
    const placed = call.args[order.indexOf(name)];
    return named?.expr ?? (placed?.kind === 'positional' ? placed.expr : null);
  };
  const text = (name: string, absent: string | null): string | null => {
    const expr = argument(name);
    if (expr === null) return absent;
    const { values, complete } = valuesOf(template, expr);
    return complete && values.length === 1 && typeof values[0] === 'string' ? values[0] : null;
  };
  const from = argument('from');
  return {
    call: call.index,
    from: from === null ? null : relationOf(template, from),
    except: exceptOf(template, argument('except')),
    alias: text('relation_alias', null),
    prefix: text('prefix', ''),
    suffix: text('suffix', ''),
  };
}

function exceptOf(template: JinjaTemplate, expr: Expr | null): readonly string[] | null {
  if (expr === null) return [];
  const { values, complete } = valuesOf(template, expr);
  const list = values[0];
  if (!complete || values.length !== 1 || !Array.isArray(list)) return null;
  return list.every(v => typeof v === 'string') ? (list as string[]) : null;
}

/** The `set` block whose text a variable holds at its place: -1 if it holds anything else, or may. */
export function textBlockOf(template: JinjaTemplate, expr: Expr): number {
  if (expr.kind !== 'name') return -1;
  const bindings = bindingsOf(template, expr);
  return bindings.length === 1 ? bindings[0]!.block : -1;
}

/** Whether an expression puts nothing into the text: `config(…)`, `log(…)`, errors, `x.append(…) or ''`, a `joiner` the first time. */
export function isSilent(template: JinjaTemplate, expr: Expr): boolean {
  if (expr.kind === 'binary' && expr.op === 'or' && expr.right.kind === 'string' && expr.right.value === '') return isSilent(template, expr.left) || isChange(expr.left);
  if (expr.kind !== 'call') return false;
  const name = (dottedName(expr.callee) ?? []).map(p => p.text).join('.');
  if (SILENT.includes(name) || name.startsWith('exceptions.')) return true;
  if (expr.callee.kind !== 'name') return false;
  return bindingsOf(template, expr.callee).some(b => b.expr?.kind === 'call' && b.expr.callee.kind === 'name' && b.expr.callee.name === 'joiner');
}

function isChange(expr: Expr): boolean {
  return expr.kind === 'call' && expr.callee.kind === 'attribute' && CHANGING.includes(expr.callee.name.text);
}
