import type { Check } from '../../model/facts';
import type { Key } from '../../model/key';
import { nameOf } from '../../model/key';
import type { Entity, Workspace } from '../../model/workspace';
import { byText, type LineageCheck } from './graph';
import { checkKind, printedId } from './identity';
import type { GraphReader } from './reader';

/**
 * The checks of the datasets shown: those that a file lists for a dataset, and those that are entities of their own
 * (singular and unit tests). `ids` are the printed ids of what is shown; `all` says that nothing is left out.
 */
export function checksOf(ws: Workspace, reader: GraphReader, ids: ReadonlyMap<Key, string>, all: boolean): LineageCheck[] {
  const found: LineageCheck[] = [];
  const byFile = new Map<string, ReadonlyMap<Key, readonly Check[]>>();
  for (const [id, dataset] of ids) {
    const seen = new Set<string>();
    for (const { file, check: view } of ws.checks(id)) {
      if (!view.enabled || seen.has(`${file}\n${view.id}`)) continue;
      seen.add(`${file}\n${view.id}`);
      for (const check of placesOf(ws, byFile, file).get(view.id) ?? []) {
        found.push({ ...named(check.id, []), dataset, columns: check.columns, test: check.test, file, line: reader.line(file, check.span.start) });
      }
    }
  }
  for (const entity of ownChecks(ws)) {
    const about = aboutWhat(ws, entity);
    const shown = about.flatMap(k => ids.get(k) ?? []);
    const place = ws.places(entity.id)[0];
    // A unit test of a model that is not there is none.
    if (place === undefined || (shown.length === 0 && (!all || entity.parent !== null))) continue;
    found.push({
      ...named(entity.id, entity.keys), dataset: about.length === 1 ? shown[0]! : null, columns: [], test: checkKind(entity)!, file: place.file, line: reader.line(place.file, place.declaration.span.start),
    });
  }
  return found.sort((a, b) => byText(a.id, b.id) || byText(a.file, b.file) || a.line - b.line);
}

function named(id: Key, keys: readonly Key[]): { id: string; names: string[] } {
  const printed = printedId(id);
  return { id: printed, names: [...new Set([id, ...keys].map(nameOf))].filter(n => n !== printed && n !== '').sort(byText) };
}

function placesOf(ws: Workspace, known: Map<string, ReadonlyMap<Key, readonly Check[]>>, file: string): ReadonlyMap<Key, readonly Check[]> {
  let places = known.get(file);
  if (places === undefined) {
    const byId = new Map<Key, Check[]>();
    for (const check of ws.document(file)?.facts.checks ?? []) {
      const list = byId.get(check.id);
      if (list === undefined) byId.set(check.id, [check]);
      else list.push(check);
    }
    places = byId;
    known.set(file, places);
  }
  return places;
}

function ownChecks(ws: Workspace): Entity[] {
  return ws.types().flatMap(type => ws.entitiesOf(type).filter(e => checkKind(e) !== null));
}

/** What a check of its own is about: the model of a unit test, else the datasets it reads. */
function aboutWhat(ws: Workspace, entity: Entity): Key[] {
  if (entity.parent !== null) return ws.answering(entity.parent).map(e => e.id);
  return [...new Set(ws.inputs(entity.id).map(i => i.from))].sort(byText);
}
