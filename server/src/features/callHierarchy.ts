import type { Key } from '../model/key';
import type { Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import { meaningOf } from './places';
import { ownDataset, targetsAt } from './target';
import { typeName } from './words';

export interface HierarchyItem {
  readonly id: Key;
  readonly name: string;
  readonly detail: string;
  readonly job: boolean;
  readonly file: string;
  readonly span: Span;
  readonly selection: Span;
}

/** Ids of the datasets and jobs meant at an offset: the one under it, else all that the file makes. With `offset` null only the latter. */
export function seedsAt(ws: Workspace, path: string, offset: number | null): readonly Key[] {
  const document = ws.document(path);
  if (!document) return [];
  const item = offset === null ? null : prepareHierarchy(ws, path, offset);
  if (item) return [item.id];
  return [...new Set(document.facts.declarations.flatMap(d => (d.kind !== 'symbol' && d.role === 'defines' ? [ws.entity(d.id)?.id ?? d.id] : [])))];
}

/** The dataset or job under the cursor, else the one the file makes. Incoming calls are what reads it, outgoing what it reads. */
export function prepareHierarchy(ws: Workspace, path: string, offset: number): HierarchyItem | null {
  const document = ws.document(path);
  if (!document) return null;
  for (const target of targetsAt(document, offset)) {
    const meaning = meaningOf(ws, path, target);
    const id = meaning?.kind === 'entity' ? meaning.id : meaning?.kind === 'column' ? meaning.dataset : null;
    const item = id === null ? null : hierarchyItem(ws, id);
    if (item) return item;
  }
  const own = ownDataset(document);
  return own ? hierarchyItem(ws, own) : null;
}

export function hierarchyItem(ws: Workspace, id: Key): HierarchyItem | null {
  const entity = ws.entity(id);
  const place = entity ? ws.places(entity.id)[0] : undefined;
  if (!entity || !place) return null;
  const selection = place.declaration.nameSpan ?? { start: place.declaration.span.start, end: place.declaration.span.start };
  const outer = place.declaration.span;
  const span = outer.start <= selection.start && selection.end <= outer.end ? outer : selection;
  return { id: entity.id, name: entity.name, detail: typeName(entity.type), job: entity.kind === 'job', file: place.file, span, selection };
}

/** Who reads the entity (`down`) or what it reads (`up`), each with the places in the reader's file that say so. */
export function hierarchyCalls(ws: Workspace, id: Key, direction: 'up' | 'down'): readonly { readonly item: HierarchyItem; readonly file: string; readonly spans: readonly Span[] }[] {
  const ids = direction === 'down' ? [...new Set(ws.outputs(id).map(o => o.to))] : [...new Set(ws.inputs(id).map(i => i.from))];
  return ids.flatMap(other => {
    const item = hierarchyItem(ws, other);
    if (!item) return [];
    const [reader, read] = direction === 'down' ? [other, id] : [id, other];
    const places = ws.referencePlaces(read).filter(p => p.reference.from !== null && ws.entity(p.reference.from)?.id === reader);
    const file = places[0]?.file ?? item.file;
    return [{ item, file, spans: places.filter(p => p.file === file).map(p => p.reference.span) }];
  });
}
