import type { Json } from '../../../model/key';
import type { Input, Output, Query, Scope, Use } from '../../../model/query';
import type { Span } from '../../../text/span';
import { argumentValues, callOf, callsIn, type JinjaArgument, type JinjaCall, type JinjaTemplate, relationOf } from '../../../syntax/jinja';
import { emptyScope, plainOutput, starOutput } from './queryParts';
import type { CallFacts } from './sqlCalls';

/** The places of a template's calls in a query, and the tables that shapes add: start of a span -> index of a reference. */
export interface MacroFacts {
  readonly template: JinjaTemplate;
  readonly facts: CallFacts;
  readonly holes: readonly { readonly span: Span; readonly call: number | null }[];
  readonly tables: { [start: number]: number };
}

/** Puts what well-known macros of dbt_utils stand for into a query: whole queries in the place of unread scopes, and pivoted columns. */
export function macroShapes(query: Query, macros: MacroFacts): Query {
  const scopes = [...query.scopes];
  const calls = callsIn(macros.template);
  for (const hole of macros.holes) {
    const call = hole.call === null ? undefined : calls[hole.call];
    if (!call?.callee.startsWith('dbt_utils.')) continue;
    const name = call.parts.at(-1)!.text;
    const index = scopes.findIndex(s => s.kind === 'opaque' && s.span.start <= hole.span.start && hole.span.end <= s.span.end);
    if (index >= 0) {
      const made = wholeQuery(name, call, scopes, index, macros);
      if (made) scopes[index] = { ...made, name: scopes[index]!.name, nameSpan: scopes[index]!.nameSpan, span: scopes[index]!.span, cte: scopes[index]!.cte };
    } else if (name === 'pivot') pivotIn(call, hole.span, scopes, macros);
  }
  return { ...query, scopes };
}

function wholeQuery(name: string, call: JinjaCall, scopes: Scope[], index: number, macros: MacroFacts): Scope | null {
  const span = scopes[index]!.span;
  switch (name) {
    case 'union_relations': return union(call, scopes, span, macros);
    case 'deduplicate': {
      const input = relationInput(argument(call, 'relation', 0), scopes, macros);
      return input ? { ...emptyScope(span), inputs: [input], outputs: [starOutput(span)] } : null;
    }
    case 'date_spine': {
      const part = text(argument(call, 'datepart', 0), macros);
      return part === null ? null : { ...emptyScope(span), outputs: [{ ...plainOutput(`date_${part.toLowerCase()}`, span), type: 'timestamp' }] };
    }
    case 'generate_series': return { ...emptyScope(span), outputs: [{ ...plainOutput('generated_number', span), type: 'integer' }] };
    case 'unpivot': return unpivot(call, scopes, index, macros);
    default: return null;
  }
}

function union(call: JinjaCall, scopes: Scope[], span: Span, macros: MacroFacts): Scope | null {
  const list = argument(call, 'relations', 0)?.expr;
  const include = texts(argument(call, 'include', 3), macros, []);
  const exclude = texts(argument(call, 'exclude', 4), macros, []);
  if (list?.kind !== 'list' || !include || !exclude || include.length > 0) return null;
  const sourceName = argument(call, 'source_column_name', 5);
  const named = sourceName ? sourceName.value : '_dbt_source_relation';
  if (named !== null && typeof named !== 'string') return null;
  const branches: number[] = [];
  for (const item of list.items) {
    const input = tableOf(item, macros);
    if (!input) return null;
    const star: Output = { ...starOutput(item.span), star: { qualifier: null, except: exclude.map(name => ({ name, span: item.span })), replace: [], rename: [] } };
    branches.push(scopes.push({ ...emptyScope(item.span), inputs: [input], outputs: [...(named === null ? [] : [{ ...plainOutput(named, item.span), type: 'text' }]), star] }) - 1);
  }
  return branches.length === 0 ? null : { ...emptyScope(span), kind: 'set', branches, byName: true };
}

function unpivot(call: JinjaCall, scopes: Scope[], index: number, macros: MacroFacts): Scope | null {
  const span = scopes[index]!.span;
  const input = relationInput(argument(call, 'relation', 0), scopes, macros);
  const exclude = texts(argument(call, 'exclude', 2), macros, []);
  const field = text(argument(call, 'field_name', 4), macros, 'field_name');
  const value = text(argument(call, 'value_name', 5), macros, 'value');
  if (!input || !exclude || field === null || value === null) return null;
  const kept = exclude.map((name): Output => ({ ...plainOutput(name, span), kind: 'identity', uses: [use(name, span, index, 'identity')] }));
  return { ...emptyScope(span), inputs: [input], outputs: [...kept, plainOutput(field, span), plainOutput(value, span)] };
}

/** `pivot('color', ['red', 'blue'])` among the columns of a select: one column a value. */
function pivotIn(call: JinjaCall, span: Span, scopes: Scope[], macros: MacroFacts): void {
  const column = text(argument(call, 'column', 0), macros);
  const values = texts(argument(call, 'values', 1), macros);
  const prefix = text(argument(call, 'prefix', 5), macros, '');
  const suffix = text(argument(call, 'suffix', 6), macros, '');
  const quoted = argument(call, 'quote_identifiers', 9)?.value ?? true;
  if (column === null || !values || prefix === null || suffix === null || argument(call, 'alias', 2)?.value === false || typeof quoted !== 'boolean') return;
  const index = scopes.findIndex(s => s.outputs.some(o => o.span.start <= span.start && span.end <= o.span.end));
  const scope = scopes[index];
  if (!scope) return;
  const then = argument(call, 'then_value', 7);
  const made = values.map((value): Output => {
    const uses = [...(/^\w+$/.test(column) ? [use(column, span, index, 'conditional')] : []), ...(typeof then?.value === 'string' && /^[A-Za-z_]\w*$/.test(then.value) ? [use(then.value, span, index, 'aggregation')] : [])];
    const name = `${prefix}${value}${suffix}`;
    return { ...plainOutput(quoted ? name : slug(name), span), quoted, kind: 'aggregation', uses };
  });
  const outputs = scope.outputs.flatMap(o => (o.span.start <= span.start && span.end <= o.span.end ? made : [o]));
  scopes[index] = { ...scope, outputs, incomplete: scope.incomplete && outputs.some(o => o.opaque && o.name === null) };
}

/** The name without quotes that dbt_utils makes of a text. */
function slug(name: string): string {
  return name.toLowerCase().replace(/[ -]+/g, '_').replace(/[^a-z0-9_]+/g, '').replace(/^(?=\d)/, '_');
}

function use(column: string, span: Span, scope: number, kind: Use['kind']): Use {
  return { qualifier: [], qualifierSpan: null, column, quoted: false, span, kind, scope };
}

function argument(call: JinjaCall, name: string, position: number): JinjaArgument | null {
  return call.args.find(a => a.name === name) ?? call.args.filter(a => a.kind === 'positional')[position] ?? null;
}

function text(arg: JinjaArgument | null, macros: MacroFacts, absent: string | null = null): string | null {
  if (!arg) return absent;
  const { values, complete } = argumentValues(macros.template, arg);
  return complete && values.length === 1 && typeof values[0] === 'string' ? values[0] : null;
}

function texts(arg: JinjaArgument | null, macros: MacroFacts, absent: string[] | null = null): string[] | null {
  if (!arg) return absent;
  const { values, complete } = argumentValues(macros.template, arg);
  const list: Json | undefined = values[0];
  return complete && values.length === 1 && Array.isArray(list) && list.every(v => typeof v === 'string' || typeof v === 'number') ? list.map(String) : null;
}

/** An input for a relation argument: a `ref`, or the name of a CTE of the query. */
function relationInput(arg: JinjaArgument | null, scopes: readonly Scope[], macros: MacroFacts): Input | null {
  if (!arg) return null;
  const table = tableOf(arg.expr, macros);
  if (table) return table;
  const name = text(arg, macros);
  const scope = name === null ? -1 : scopes.findIndex(s => s.cte && s.name?.toLowerCase() === name.toLowerCase());
  return scope < 0 ? null : { name: null, alias: null, span: arg.span, source: { kind: 'scope', scope }, columnAliases: null, join: 'from', using: [], natural: false };
}

function tableOf(expr: JinjaArgument['expr'], macros: MacroFacts): Input | null {
  const relation = relationOf(macros.template, expr);
  const call = relation?.calls[0] ?? callOf(macros.template, expr)?.index;
  if (relation && (relation.calls.length > 1 || relation.calls.some(c => macros.facts.several.has(c)))) return null;
  const reference = call === undefined ? undefined : macros.facts.references.get(call);
  if (reference === undefined) return null;
  macros.tables[expr.span.start] = reference;
  return { name: null, alias: null, span: expr.span, source: { kind: 'table', table: { parts: [{ name: 'relation', quoted: false, span: expr.span }], span: expr.span } }, columnAliases: null, join: 'from', using: [], natural: false };
}
