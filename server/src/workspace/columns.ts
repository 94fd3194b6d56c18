import type { ColumnDeclaration, Declaration, QueryFact } from '../model/facts';
import type { Json } from '../model/key';
import type { Column, ColumnSet, ColumnSource } from '../model/workspace';
import type { ResolvedScope } from './queries';

interface Known {
  type: string | null;
  nullable: boolean | null;
  description: string | null;
  tags: string[];
  meta: { [name: string]: Json } | null;
}

/**
 * The columns of a dataset from all that is said of it. Which columns there are, and in what order, comes from the first of:
 * a declaration that has them all (DDL, a seed's header), the query that fills it, the mere mention in a description.
 * What they are like is gathered from every declaration.
 */
export function datasetColumns(declarations: readonly Declaration[], queries: readonly { fact: QueryFact; resolved: ResolvedScope }[], open: string | null): ColumnSet {
  const known = new Map<string, Known>();
  for (const d of declarations) for (const c of d.columns) note(known, c);
  const whole = declarations.find(d => d.columnsComplete);
  const sources = new Map<string, ColumnSource[]>();
  for (const q of queries) {
    const slots = q.fact.adds === 'position' ? (q.resolved.slots ?? []) : q.resolved.columns;
    slots.forEach((c, i) => {
      const name = q.fact.adds === 'position' ? (q.fact.targetColumns ? q.fact.targetColumns[i] : whole?.columns[i]?.name) : whole ? (q.fact.targetColumns?.[i] ?? c.name) : c.name;
      if (name) addSources(sources, name.toLowerCase(), c.sources);
    });
  }
  if (whole) return { columns: whole.columns.map(c => column(c.name, null, known, sources, queries.length > 0 ? 'both' : 'declared')), complete: open === null, reason: open };
  const making = queries.filter(q => !q.fact.adds);
  const [main] = making;
  if (!main) {
    const names = uniqueNames([...declarations.flatMap(d => d.columns.map(c => c.name)), ...queries.flatMap(q => q.fact.targetColumns ?? [])]);
    return { columns: names.map(n => column(n, null, known, sources, 'declared')), complete: false, reason: open ?? 'its columns are only described, not all declared' };
  }
  const complete = making.every(q => q.resolved.complete) && open === null;
  const named = uniqueBy(main.resolved.columns, c => c.name.toLowerCase());
  const columns = named.map(c => column(c.name, c.type, known, sources, known.has(c.name.toLowerCase()) ? 'both' : 'query'));
  if (!complete) {
    const have = new Set(columns.map(c => c.name.toLowerCase()));
    for (const n of uniqueNames(declarations.flatMap(d => d.columns.map(c => c.name)))) if (!have.has(n.toLowerCase())) columns.push(column(n, null, known, sources, 'declared'));
  }
  return { columns, complete, reason: complete ? null : (open ?? main.resolved.reason) };
}

function note(known: Map<string, Known>, c: ColumnDeclaration): void {
  const k = c.name.toLowerCase();
  const at = known.get(k) ?? { type: null, nullable: null, description: null, tags: [], meta: null };
  at.type ??= c.type;
  if (c.nullable !== undefined) at.nullable ??= c.nullable;
  if (c.description) at.description ??= c.description;
  if (c.tags) at.tags = [...new Set([...at.tags, ...c.tags])];
  if (c.meta) at.meta = { ...c.meta, ...at.meta };
  known.set(k, at);
}

function column(name: string, type: string | null, known: Map<string, Known>, sources: Map<string, ColumnSource[]>, origin: Column['origin']): Column {
  const k = known.get(name.toLowerCase());
  return {
    name,
    type: k?.type ?? type,
    nullable: k?.nullable ?? null,
    description: k?.description ?? null,
    tags: k?.tags ?? [],
    meta: k?.meta ?? null,
    origin,
    from: sources.get(name.toLowerCase()) ?? [],
  };
}

function addSources(into: Map<string, ColumnSource[]>, name: string, sources: readonly ColumnSource[]): void {
  const list = into.get(name);
  if (!list) into.set(name, [...sources]);
  else for (const s of sources) if (!list.some(o => o.dataset === s.dataset && o.column === s.column)) list.push(s);
}

function uniqueNames(names: readonly string[]): string[] {
  return uniqueBy(names, n => n.toLowerCase());
}

function uniqueBy<T>(items: readonly T[], by: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter(i => !seen.has(by(i)) && seen.add(by(i)));
}
