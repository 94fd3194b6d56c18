import type { Workspace } from '../../model/workspace';
import { outputSpans } from '../places';
import type { DirectKind, IndirectKind, LineageColumn, LineageGraph } from './graph';
import { entitiesById } from './map';

/** The columns of some nodes and how they flow between these nodes: what the lineage view asks for when columns unfold. */
export interface LineageDetail {
  readonly nodes: readonly DetailNode[];
  readonly links: readonly DetailLink[];
}

export interface DetailNode {
  readonly id: string;
  readonly columns: readonly DetailColumn[];
  /** Whether these are all it has. */
  readonly complete: boolean;
}

export interface DetailColumn extends LineageColumn {
  /** The SQL that makes it, where it is more than a column's name; else null. */
  readonly expression: string | null;
  readonly tests: readonly string[];
}

export interface DetailLink {
  readonly from: string;
  readonly to: string;
  readonly columns: readonly { readonly from: string; readonly to: string; readonly kind: DirectKind }[];
  readonly indirect: readonly { readonly column: string; readonly kind: IndirectKind }[];
}

/** The detail of a graph that was made with columns. */
export function detailOf(ws: Workspace, graph: LineageGraph): LineageDetail {
  const entities = entitiesById(ws);
  const tests = new Map<string, string[]>();
  for (const check of graph.checks) {
    if (check.dataset === null) continue;
    for (const column of check.columns) {
      const name = `${check.dataset}\n${column.toLowerCase()}`;
      tests.set(name, [...(tests.get(name) ?? []), check.test]);
    }
  }
  return {
    nodes: graph.datasets.map(d => {
      const entity = entities.get(d.id);
      return {
        id: d.id,
        complete: d.columnsComplete ?? false,
        columns: (d.columns ?? []).map(c => ({ ...c, expression: entity === undefined ? null : expressionOf(ws, entity.id, c.name), tests: [...new Set(tests.get(`${d.id}\n${c.name.toLowerCase()}`) ?? [])] })),
      };
    }),
    links: linksOf(graph),
  };
}

function linksOf(graph: LineageGraph): DetailLink[] {
  const links = new Map<string, { columns: Map<string, DetailLink['columns'][number]>; indirect: Map<string, DetailLink['indirect'][number]> }>();
  for (const edge of graph.edges) {
    const name = JSON.stringify([edge.from, edge.to]);
    const link = links.get(name) ?? { columns: new Map(), indirect: new Map() };
    links.set(name, link);
    for (const c of edge.columns ?? []) for (const f of c.from) link.columns.set(`${f.column}\n${c.to}\n${c.kind}`, { from: f.column, to: c.to, kind: c.kind });
    for (const i of edge.indirect ?? []) link.indirect.set(`${i.column}\n${i.kind}`, { column: i.column, kind: i.kind });
  }
  return [...links].map(([name, link]) => {
    const [from, to] = JSON.parse(name) as [string, string];
    return { from, to, columns: [...link.columns.values()], indirect: [...link.indirect.values()] };
  });
}

const LONGEST = 400;

/** The SQL of a column where it is computed or renamed, also where a star brings it from a common table expression. */
function expressionOf(ws: Workspace, id: string, column: string): string | null {
  for (const place of ws.places(id)) {
    const document = ws.document(place.file);
    for (const fact of document?.facts.queries ?? []) {
      if (document === undefined || (fact.dataset !== place.declaration.id && fact.dataset !== id)) continue;
      for (const at of outputSpans(fact, fact.query.root, column.toLowerCase())) {
        const output = fact.query.scopes[at.scope]?.outputs[at.output];
        if (output === undefined || (output.kind === 'identity' && !output.aliased)) continue;
        const text = document.text.slice(output.expression.start, output.expression.end).trim();
        if (text.toLowerCase() !== column.toLowerCase()) return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
      }
    }
  }
  return null;
}
