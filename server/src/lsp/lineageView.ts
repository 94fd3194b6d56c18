import { lineage, lineageMap, lineageOf } from '../features/lineage';
import { prepareHierarchy, seedsAt } from '../features/callHierarchy';
import { detailOf, type LineageDetail } from '../features/lineage/detail';
import { entitiesById, mapOf } from '../features/lineage/map';
import { dot } from '../features/render/dot';
import { html } from '../features/render/html';
import { jsonText } from '../features/render/json';
import { mermaid } from '../features/render/mermaid';
import { NO_TIME, openLineage } from '../features/render/openlineage';
import { svg } from '../features/render/svg';
import { columnPlaces, meaningOf } from '../features/places';
import { targetsAt } from '../features/target';
import { identify } from '../features/lineage/identity';
import type { LineageAtParams, LineageAtResult, LineageDetailParams, LineageEdgeParams, LineageExportParams, LineageMapParams, LineageMapResult, LineagePlaceParams, LineagePlaceResult, PlaceAt } from './protocol';
import type { Root } from './root';
import type { Session } from './session';

/** What the lineage view and the trees in the side bar ask for. */
export function registerLineageView(session: Session): void {
  const { connection } = session;
  const rootAt = (uri: string | undefined): Root | undefined => (uri === undefined ? undefined : (session.roots.find(r => r.isAt(uri)) ?? session.locate(uri)?.root)) ?? session.roots[0];

  connection.onRequest('pipewright/lineageMap', (p: LineageMapParams | null): LineageMapResult | null => {
    session.flush();
    const root = rootAt(p?.uri);
    return root === undefined ? null : root.engine.workspace.guarded(() => ({ root: root.uri, map: wholeMap(session, root) }));
  });
  connection.onRequest('pipewright/lineageDetail', (p: LineageDetailParams): LineageDetail => {
    session.flush();
    const root = rootAt(p.root);
    if (root === undefined) return { nodes: [], links: [] };
    const { workspace } = root.engine;
    return workspace.guarded(() => detailOf(workspace, lineageOf(workspace, p.ids, { root: root.uri, columns: true })));
  });
  connection.onRequest('pipewright/lineageAt', (p: LineageAtParams): LineageAtResult | null => {
    session.flush();
    const at = session.locate(p.uri);
    return at === null ? null : nodeAt(at.root, at.path, p);
  });
  connection.onRequest('pipewright/lineagePlace', (p: LineagePlaceParams): LineagePlaceResult => {
    session.flush();
    const root = rootAt(p.root);
    return root === undefined ? { declared: [], references: [] } : placesOf(root, p);
  });
  connection.onRequest('pipewright/lineageEdge', (p: LineageEdgeParams): PlaceAt | null => {
    session.flush();
    const root = rootAt(p.root);
    return root === undefined ? null : edgePlace(root, p);
  });
  connection.onRequest('pipewright/lineageExport', (p: LineageExportParams): string | null => {
    session.flush();
    const root = rootAt(p.root);
    return root === undefined ? null : root.engine.workspace.guarded(() => exported(session, root, p));
  });
}

function wholeMap(session: Session, root: Root): LineageMapResult['map'] {
  const publisher = session.publisher(root);
  return lineageMap(root.engine.workspace, root.name, path => publisher.found(path));
}

function nodeAt(root: Root, path: string, p: LineageAtParams): LineageAtResult | null {
  const { workspace } = root.engine;
  const document = workspace.document(path);
  const offset = p.position && document ? root.positionsOf(path).offset(p.position) : null;
  let column: string | null = null;
  let key = p.entity ?? null;
  if (key === null && document && offset !== null) {
    for (const target of targetsAt(document, offset)) {
      const meaning = meaningOf(workspace, path, target);
      if (meaning?.kind !== 'column') continue;
      key = meaning.dataset;
      column = meaning.column;
      break;
    }
    key ??= prepareHierarchy(workspace, path, offset)?.id ?? null;
  }
  key ??= seedsAt(workspace, path, null)[0] ?? null;
  const entity = key === null ? undefined : workspace.entity(key);
  return entity === undefined ? null : { root: root.uri, id: identify(entity, k => workspace.answering(k).length <= 1).id, column };
}

function placesOf(root: Root, p: LineagePlaceParams): LineagePlaceResult {
  const { workspace } = root.engine;
  const entity = entitiesById(workspace).get(p.id);
  if (entity === undefined) return { declared: [], references: [] };
  const at = (file: string, span: { start: number; end: number }): PlaceAt => ({ uri: root.uriOf(file), range: root.positionsOf(file).range(span) });
  const columns = p.column === undefined ? [] : columnPlaces(workspace, entity.id, p.column).map(c => at(c.file, c.span));
  const own = workspace.places(entity.id).map(({ file, declaration: d }) => at(file, d.nameSpan ?? { start: d.span.start, end: d.span.start }));
  return { declared: [...columns, ...own], references: workspace.referencePlaces(entity.id).map(r => at(r.file, r.reference.span)) };
}

/** Where the file that makes the edge names what it reads. */
function edgePlace(root: Root, p: LineageEdgeParams): PlaceAt | null {
  const { workspace } = root.engine;
  const [edge] = lineageOf(workspace, [p.from, p.to], { root: '', columns: false }).edges.filter(e => e.from === p.from && e.to === p.to);
  if (edge === undefined) return null;
  const start = { line: edge.line - 1, character: 0 };
  return { uri: root.uriOf(edge.file), range: { start, end: start } };
}

function exported(session: Session, root: Root, p: LineageExportParams): string | null {
  const { workspace } = root.engine;
  const options = { root: '.', columns: p.columns || p.format === 'openlineage' || p.format === 'html' };
  const all = p.ids === undefined ? lineage(workspace, [], options) : { graph: lineageOf(workspace, p.ids, options) };
  if ('problems' in all) return null;
  const { graph } = all;
  switch (p.format) {
    case 'json':
      return [...jsonText(graph)].join('');
    case 'openlineage':
      return [...jsonText(openLineage(graph, { producer: 'pkg:npm/pipewright', eventTime: NO_TIME }))].join('');
    case 'mermaid':
      return mermaid(graph);
    case 'dot':
      return dot(graph);
    case 'svg':
      return svg(graph);
    case 'html': {
      if (p.page === undefined) return null;
      const publisher = session.publisher(root);
      return html(mapOf(workspace, graph, root.name, path => publisher.found(path)), detailOf(workspace, graph), p.page);
    }
  }
}
