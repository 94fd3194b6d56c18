import type { QueryFact } from '../../model/facts';
import type { Key } from '../../model/key';
import { sameValue } from '../../model/same';
import type { DocumentView, Entity, Workspace } from '../../model/workspace';
import { isInside } from '../../workspace/projects';
import { checkKind, isNode } from '../lineage/identity';
import { type GraphReader, graphReader } from '../lineage/reader';
import type { ImpactPlace, Subject } from './model';

/** One of the two workspaces, with what is asked of it again and again. */
export interface Side {
  readonly which: 'new' | 'old';
  readonly ws: Workspace;
  readonly reader: GraphReader;
  /** The entity, if it counts: what is switched off, or described without being defined, is as if it were not there. */
  entity(id: Key): Entity | undefined;
  subject(entity: Entity): Subject;
  /** The key of an entity whose subject was asked for, by the id it is shown with. */
  readonly keys: ReadonlyMap<string, Key>;
  /** Queries that fill a dataset, or that a job runs, with their files. */
  queries(id: Key): readonly { readonly document: DocumentView; readonly fact: QueryFact }[];
  /** Where an entity is declared: its name, or the start of its file. */
  place(id: Key): ImpactPlace;
  placeOf(file: string, offset: number): ImpactPlace;
}

export function sideOf(ws: Workspace, which: 'new' | 'old'): Side {
  const reader = graphReader(ws, true);
  const keys = new Map<string, Key>();
  const placeOf = (file: string, offset: number): ImpactPlace => ({ side: which, file, line: reader.line(file, offset) });
  return {
    which,
    ws,
    reader,
    entity(id) {
      const entity = ws.entity(id);
      return entity && isTold(ws, entity) ? entity : undefined;
    },
    keys,
    subject(entity) {
      const { id, system } = reader.identity(entity);
      keys.set(id, entity.id);
      return { id, name: fullName(ws, entity), type: entity.type, system, owner: ownerOf(ws, entity) };
    },
    queries(id) {
      const ids = new Set([id, ...ws.places(id).map(p => p.declaration.id)]);
      return [...new Set(ws.places(id).map(p => p.file))].flatMap(file => {
        const document = ws.document(file);
        return (document?.facts.queries ?? []).flatMap(fact => ((fact.dataset !== null && ids.has(fact.dataset)) || (fact.job !== null && ids.has(fact.job)) ? [{ document: document!, fact }] : []));
      });
    },
    place(id) {
      const first = ws.places(id)[0];
      return first ? placeOf(first.file, (first.declaration.nameSpan ?? first.declaration.span).start) : { side: which, file: '', line: 1 };
    },
    placeOf,
  };
}

/** Whether changes of an entity are told at all: parts of the graph, macros and the like that models are made with, checks of their own. */
function isTold(ws: Workspace, entity: Entity): boolean {
  if (!entity.enabled) return false;
  if (checkKind(entity) !== null || isMacro(entity)) return true;
  // What is only mentioned comes and goes with who mentions it.
  return isNode(entity) && !ws.places(entity.id).every(p => p.declaration.yieldsTo);
}

export function isMacro(entity: Entity): boolean {
  return entity.kind === 'symbol' && entity.type.endsWith('.macro') && entity.definitions > 0;
}

export function fullName(ws: Workspace, entity: Entity): string {
  const source = entity.attributes.more?.['source'];
  if (typeof source === 'string') return `${source}.${entity.name}`;
  const parent = entity.parent === null ? undefined : ws.entity(entity.parent);
  const { version } = entity.attributes;
  if (entity.kind === 'dataset' && version !== undefined && !entity.name.endsWith(version)) return `${entity.name}.v${version}`;
  return entity.kind === 'job' && parent?.kind === 'job' ? `${parent.name}.${entity.name}` : entity.name;
}

/** The owner of an entity, of its group, or of what it is part of. */
export function ownerOf(ws: Workspace, entity: Entity, depth = 0): string | null {
  const { owner, group } = entity.attributes;
  if (owner) return owner;
  if (group) {
    const found = ws.entitiesOf(`${entity.type.slice(0, entity.type.indexOf('.'))}.group`).find(g => g.name === group);
    if (found?.attributes.owner) return found.attributes.owner;
  }
  const parent = entity.parent === null || depth > 8 ? undefined : ws.entity(entity.parent);
  return parent ? ownerOf(ws, parent, depth + 1) : null;
}

/** Files that say something else in the two workspaces, or that stand in a project whose settings do; sorted. */
export function differingFiles(base: Workspace, head: Workspace): readonly string[] {
  const out = new Set<string>();
  const roots = differingProjects(base, head);
  for (const path of head.paths()) {
    const before = base.document(path);
    if (!before || before.facts !== head.document(path)!.facts || roots.some(r => isInside(path, r))) out.add(path);
  }
  for (const path of base.paths()) if (!head.document(path)) out.add(path);
  return [...out].sort();
}

/** Folders of projects that one side reads differently. */
export function differingProjects(base: Workspace, head: Workspace): readonly string[] {
  const named = (ws: Workspace) => new Map(ws.projects().map(p => [`${p.format}\n${p.root}`, p]));
  const [old, now] = [named(base), named(head)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap(k => (sameValue(old.get(k), now.get(k)) ? [] : [(now.get(k) ?? old.get(k))!.root]));
}
