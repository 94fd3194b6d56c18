import type { Declaration, Reference } from '../model/facts';
import type { Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import { typeName } from './words';

export type SymbolKind = 'dataset' | 'job' | 'column' | 'macro' | 'group' | 'check' | 'query' | 'other';

export interface SymbolNode {
  readonly name: string;
  readonly detail: string;
  readonly kind: SymbolKind;
  readonly span: Span;
  /** Lies within `span`. */
  readonly selection: Span;
  readonly children: readonly SymbolNode[];
}

/** The outline of a file: what it declares, with columns and checks below, and the CTEs of its queries. */
export function documentSymbols(ws: Workspace, path: string): readonly SymbolNode[] {
  const document = ws.document(path);
  if (!document) return [];
  const { facts } = document;
  const nodes = facts.declarations.filter(d => d.span.end > d.span.start).map(d => declarationNode(d, facts.checks.filter(c => c.span.start >= d.span.start && c.span.end <= d.span.end)));
  const ctes = facts.queries.flatMap(q =>
    q.query.scopes.flatMap((s): SymbolNode[] =>
      s.cte && s.name && s.nameSpan ? [{ name: s.name, detail: 'CTE', kind: 'query', span: { start: s.nameSpan.start, end: Math.max(s.span.end, s.nameSpan.end) }, selection: s.nameSpan, children: [] }] : [],
    ),
  );
  return nest([...nodes, ...ctes, ...dataSymbols(facts.references)]);
}

/** Entities of the workspace whose name contains the letters of `query` in order; the closest first, at most `most`. */
export function workspaceSymbols(ws: Workspace, query: string, most = 500): readonly { readonly name: string; readonly detail: string; readonly kind: SymbolKind; readonly container: string; readonly file: string; readonly span: Span }[] {
  const wanted = query.toLowerCase();
  const hits: { score: number; id: string; name: string; type: string; kind: SymbolKind }[] = [];
  for (const type of ws.types()) {
    if (type.endsWith('.project')) continue;
    for (const e of ws.entitiesOf(type)) {
      const score = match(e.name.toLowerCase(), wanted);
      if (score !== null && e.type === type) hits.push({ score, id: e.id, name: e.name, type, kind: kindOf(e.type, e.kind) });
    }
  }
  hits.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return hits.slice(0, most).flatMap(h => {
    const place = ws.places(h.id)[0];
    if (!place) return [];
    const span = place.declaration.nameSpan ?? { start: place.declaration.span.start, end: place.declaration.span.start };
    return [{ name: h.name, detail: typeName(h.type), kind: h.kind, container: typeName(h.type), file: place.file, span }];
  });
}

/** 0 for the same, 1 for a beginning, 2 for a part, 3 for letters in order; null for none. */
function match(name: string, wanted: string): number | null {
  if (wanted === '' || name === wanted) return 0;
  const at = name.indexOf(wanted);
  if (at >= 0) return at === 0 ? 1 : 2;
  let i = 0;
  for (const c of name) if (c === wanted[i]) i++;
  return i === wanted.length ? 3 : null;
}

function declarationNode(d: Declaration, checks: readonly { test: string; columns: readonly string[]; span: Span; testSpan: Span }[]): SymbolNode {
  const check = (c: (typeof checks)[number]): SymbolNode => ({ name: c.test, detail: '', kind: 'check', span: c.span, selection: within(c.testSpan, c.span), children: [] });
  const columns = d.columns.filter(c => c.span.end > c.span.start && c.span.start >= d.span.start && c.span.end <= d.span.end).map((c): SymbolNode => ({
    name: c.name,
    detail: c.type ?? '',
    kind: 'column',
    span: c.span,
    selection: within(c.nameSpan, c.span),
    children: checks.filter(x => x.span.start >= c.span.start && x.span.end <= c.span.end).map(check),
  }));
  const loose = checks.filter(x => !d.columns.some(c => x.span.start >= c.span.start && x.span.end <= c.span.end)).map(check);
  return {
    name: d.name,
    detail: typeName(d.type),
    kind: kindOf(d.type, d.kind),
    span: d.span,
    selection: within(d.nameSpan ?? { start: d.span.start, end: d.span.start }, d.span),
    children: [...columns, ...loose].sort((a, b) => a.span.start - b.span.start),
  };
}

/** What a program's jobs read and write, below the job. */
function dataSymbols(references: readonly Reference[]): SymbolNode[] {
  const seen = new Set<string>();
  return references.flatMap((r): SymbolNode[] => {
    const name = `${r.role} ${r.targets[0]} ${r.from}`;
    if (r.data?.['place'] !== 'code' || (r.role !== 'reads' && r.role !== 'writes') || seen.has(name) || r.span.end <= r.span.start) return [];
    seen.add(name);
    return [{ name: r.name, detail: r.role, kind: 'dataset', span: r.span, selection: r.span, children: [] }];
  });
}

/** Puts nodes that lie within others below them. */
function nest(nodes: readonly SymbolNode[]): readonly SymbolNode[] {
  const sorted = [...nodes].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const roots: SymbolNode[] = [];
  const stack: { node: SymbolNode; children: SymbolNode[] }[] = [];
  for (const node of sorted) {
    const children = [...node.children];
    const copy = { ...node, children };
    // What stands in one place (tasks made in a loop) stands side by side.
    const beside = (other: SymbolNode): boolean => other.span.end < node.span.end || (other.span.start === node.span.start && other.span.end === node.span.end && other.kind === node.kind);
    while (stack.length > 0 && beside(stack[stack.length - 1]!.node)) stack.pop();
    const parent = stack[stack.length - 1];
    (parent ? parent.children : roots).push(copy);
    stack.push({ node: copy, children });
  }
  return roots;
}

function within(inner: Span, outer: Span): Span {
  return inner.start >= outer.start && inner.end <= outer.end ? inner : { start: outer.start, end: outer.start };
}

function kindOf(type: string, kind: Declaration['kind']): SymbolKind {
  if (kind !== 'symbol') return kind;
  if (type.includes('macro')) return 'macro';
  if (type.includes('test')) return 'check';
  return type.includes('group') || type.includes('source') ? 'group' : 'other';
}
