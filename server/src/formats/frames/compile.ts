import type { Input, InputSource, Output, Query, Scope, Use, UseKind } from '../../model/query';
import type { Span } from '../../text/span';
import { columnsOf, type Made, type Named, type Read, type SelectStep, type SqlStep, type Step } from './plan';

/** Steps of one query beyond this are left out. */
const MOST_SCOPES = 2_000;

export interface Compiled {
  readonly query: Query;
  /** By the start of the span that stands for a table in the query. */
  readonly tables: ReadonlyMap<number, Read>;
}

/**
 * A step with all below it as a query: each step becomes a scope. Null for a frame of which nothing is known.
 * `length` is that of the file: spans of other files stand for nothing and become the place of the step that uses them.
 */
export function compile(step: Step, length: number): Compiled | null {
  const scopes: (Scope | null)[] = [];
  const known = new Map<Step, number>();
  const tables = new Map<number, Read>();
  const starts = new Map<Read, number>();

  const at = (span: Span, other: Span): Span => (span.end <= length ? span : other.end <= length ? other : { start: 0, end: 0 });

  /** Two tables at one place (made in a loop, or by a function that is called twice) need two starts. */
  const startOf = (read: Read): number => {
    const before = starts.get(read);
    if (before !== undefined) return before;
    const span = at(read.span, read.full);
    let start = span.start;
    while (tables.has(start) && start < length) start++;
    tables.set(start, read);
    starts.set(read, start);
    return start;
  };

  const tableSource = (read: Read): InputSource => {
    const start = startOf(read);
    const span = { start, end: Math.max(start, at(read.span, read.full).end) };
    return { kind: 'table', table: { parts: [{ name: read.place.name, quoted: false, span }], span } };
  };

  const inputOf = (source: InputSource, name: string, span: Span, join: Input['join'], using: Input['using']): Input => ({ name, alias: null, span, source, columnAliases: null, join, using, natural: false });

  const add = (s: Step, depth: number): number | null => {
    const before = known.get(s);
    if (before !== undefined) return before;
    if (scopes.length >= MOST_SCOPES || depth > 400) return null;
    const index = scopes.push(null) - 1;
    known.set(s, index);
    scopes[index] = scopeOf(s, index, depth);
    return index;
  };

  const below = (s: Step, depth: number): InputSource | null => {
    if (s.kind === 'table' && s.read.columns === null) return tableSource(s.read);
    const scope = add(s, depth + 1);
    return scope === null ? null : { kind: 'scope', scope };
  };

  const scopeOf = (s: Step, index: number, depth: number): Scope => {
    switch (s.kind) {
      case 'rows': {
        const span = at(s.span, s.span);
        const outputs = (s.columns ?? []).map((name): Output => output(name, span, []));
        return { ...empty('values', span), kind: s.columns === null ? 'opaque' : 'select', outputs, incomplete: s.columns === null };
      }
      case 'table': {
        const { read } = s;
        const span = at(read.full, read.span);
        const input = inputOf(tableSource(read), 'read', span, 'from', []);
        const outputs = (read.columns ?? []).map((f): Output => {
          const where = at(f.span ?? span, span);
          const use: Use = { qualifier: [], qualifierSpan: null, column: f.name, quoted: false, span: { start: where.start, end: where.start }, kind: 'identity', scope: index };
          return { ...output(f.name, where, read.envelope ? [] : [use]), nameSpan: where, type: f.type };
        });
        return { ...empty('select', span), inputs: [input], outputs: read.columns === null ? [star(span)] : outputs, incomplete: false };
      }
      case 'union': {
        const branches = s.inputs.flatMap(i => add(i, depth + 1) ?? []);
        return { ...empty('set', at(s.span, s.span)), branches, byName: s.byName, incomplete: s.open || branches.length < s.inputs.length };
      }
      case 'sql': return sqlScope(s, index, depth);
      case 'select': return selectScope(s, index, depth);
    }
  };

  const sqlScope = (s: SqlStep, index: number, depth: number): Scope => {
    const base = scopes.length;
    const move = (i: number): number => (i === s.query.root ? index : base + (i > s.query.root ? i - 1 : i));
    s.query.scopes.forEach((_, i) => { if (i !== s.query.root) scopes.push(null); });
    const place = at(s.span, s.span);
    const nowhere: Span = { start: place.start, end: place.start };
    const use = (u: Use): Use => ({ ...u, scope: move(u.scope), ...(s.written ? {} : { span: nowhere, qualifierSpan: null }) });
    const made = (o: Output): Output => ({ ...o, ...(s.written ? {} : { span: place, expression: place, nameSpan: null }), uses: o.uses.map(use), subqueries: o.subqueries.map(move), ...(o.star ? { star: { ...o.star, replace: o.star.replace.map(made) } } : {}) });
    const source = (x: InputSource): InputSource => {
      switch (x.kind) {
        case 'scope': return { kind: 'scope', scope: move(x.scope) };
        case 'function': return { ...x, uses: x.uses.map(use) };
        case 'derived': return { ...x, over: input(x.over), columns: x.columns?.map(made) ?? null };
        case 'table': {
          const t = s.tables.get(x.table.span.start);
          if (t === undefined) return s.written ? x : { kind: 'function', name: 'table', columns: null, uses: [] };
          if ('place' in t) {
            if (!s.written || tables.has(x.table.span.start) && tables.get(x.table.span.start) !== t) return tableSource(t);
            tables.set(x.table.span.start, t);
            starts.set(t, x.table.span.start);
            return x;
          }
          const scope = add(t, depth + 1);
          return scope === null ? { kind: 'function', name: 'table', columns: null, uses: [] } : { kind: 'scope', scope };
        }
      }
    };
    const input = (i: Input): Input => ({ ...i, source: source(i.source), ...(s.written ? {} : { span: place, alias: i.alias && { name: i.alias.name, span: nowhere }, using: i.using.map(u => ({ name: u.name, span: nowhere })) }) });
    const moved = (x: Scope): Scope => ({ ...x, ...(s.written ? {} : { span: place, nameSpan: null }), parent: x.parent === null ? null : move(x.parent), inputs: x.inputs.map(input), outputs: x.outputs.map(made), indirect: x.indirect.map(use), branches: x.branches.map(move) });
    s.query.scopes.forEach((x, i) => { if (i !== s.query.root) scopes[move(i)] = moved(x); });
    return moved(s.query.scopes[s.query.root]!);
  };

  const selectScope = (s: SelectStep, index: number, depth: number): Scope => {
    const span = at(s.span, s.span);
    const sources = s.inputs.map(i => below(i.step, depth));
    const single = s.inputs.length === 1;
    const inputs = s.inputs.flatMap((i, n): Input[] => {
      const source = sources[n];
      return source ? [inputOf(source, `frame${n + 1}`, span, i.join, i.using.map(u => ({ name: u.name, span: at(u.span, span) })))] : [];
    });
    const scopeFor = (n: Named): { scope: number; qualifier: readonly string[]; sure: boolean } => {
      if (n.of === null) return { scope: index, qualifier: [], sure: true };
      const side = s.inputs.findIndex(i => i.step === n.of);
      if (side >= 0 && !single) return { scope: index, qualifier: [`frame${side + 1}`], sure: true };
      if (side >= 0) return { scope: index, qualifier: [], sure: true };
      return { scope: index, qualifier: [], sure: false };
    };
    const useOf = (n: Named): Use => {
      const { scope, qualifier, sure } = scopeFor(n);
      const where = at(n.span, span);
      const foreign = n.span.end > length;
      return { qualifier, qualifierSpan: null, column: n.column, quoted: false, span: sure && n.sure && !foreign ? where : { start: where.start, end: where.start }, kind: n.kind, scope };
    };
    const outputOf = (m: Made): Output => {
      const where = at(m.span, span);
      const plain: Output = {
        name: m.name, nameSpan: m.nameSpan === null ? null : at(m.nameSpan, where), quoted: false, aliased: m.nameSpan !== null && m.nameSpan.end <= length, span: where, expression: where, star: null, kind: m.kind, uses: m.uses.filter(n => n.column !== '').map(useOf), subqueries: [], type: m.type,
        literal: m.literal, literals: null, opaque: m.opaque,
      };
      if (!m.star) return plain;
      return { ...plain, star: { qualifier: null, except: m.star.except.map(e => ({ name: e.name, span: at(e.span, where) })), rename: m.star.rename, replace: m.star.replace.map(outputOf) } };
    };
    const lower = single && sources[0]?.kind === 'scope' && scopes[sources[0].scope]?.kind === 'select' ? sources[0].scope : null;
    // Nothing may be called unknown or ambiguous where both sides may have it.
    const vague = s.open || inputs.length < s.inputs.length;
    return { ...empty('select', span), inputs, outputs: s.outputs.map(outputOf), indirect: s.indirect.filter(n => n.column !== '').map(useOf), parent: s.through ? lower : null, incomplete: vague, ...(s.suffixes ? { suffixes: s.suffixes } : {}) };
  };

  const root = add(step, 0);
  if (root === null || scopes.some(s => s === null)) return null;
  if (tables.size === 0 && columnsOf(step) === null) return null;
  return { query: { scopes: scopes as Scope[], root }, tables };
}

function empty(kind: Scope['kind'], span: Span): Scope {
  return { kind, name: null, nameSpan: null, span, cte: false, parent: null, inputs: [], outputs: [], indirect: [], branches: [], byName: false, distinct: false, incomplete: false };
}

function output(name: string | null, span: Span, uses: readonly Use[], kind: Extract<UseKind, 'identity' | 'transformation' | 'aggregation'> = 'identity'): Output {
  return { name, nameSpan: null, quoted: false, aliased: false, span, expression: span, star: null, kind, uses, subqueries: [], type: null, literal: null, literals: null, opaque: false };
}

function star(span: Span): Output {
  return { ...output(null, span, []), star: { qualifier: null, except: [], replace: [], rename: [] } };
}
