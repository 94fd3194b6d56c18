import { directionsOf, type CompatibilityLevel, type Incompatibility } from '../../model/compatibility';
import type { Declaration } from '../../model/facts';
import type { Format } from '../../model/format';
import type { Key } from '../../model/key';
import type { DocumentView, Entity } from '../../model/workspace';
import type { Span } from '../../text/span';
import type { Change, Reached } from './model';
import { downstream, Reach, reached, readersOf, type Sides } from './reach';
import type { Side } from './sides';
import { names } from './standing';

/** A change of a schema, and the characters of the file as it is now that it is about; null if it is about the whole. */
export interface SchemaChange {
  readonly change: Change;
  readonly span: Span | null;
}

/** Texts that files had before, by the path they have now, the newest first. */
export type EarlierVersions = ReadonlyMap<string, readonly { readonly commit: string; readonly text: string }[]>;

/** Differences told of one file: beyond this it is another schema. */
const MOST_TOLD = 40;
/** Schemas that are followed through those who use them. */
const MOST_FOLLOWED = 2_000;

/**
 * Files of schemas that say something else than before: each reason why the new text can't follow the old one at the level of
 * the settings is a breaking change; if there is none the change is safe. Nothing is said at `NONE`, of new files, and where
 * either text can't be read. At a `_TRANSITIVE` level the new text is held against the `earlier` versions too: what only one of
 * those shows names its commit.
 */
export function schemaChanges(sides: Sides, files: readonly string[], renames: ReadonlyMap<string, string>, earlier: EarlierVersions = new Map()): readonly SchemaChange[] {
  const { head } = sides;
  const level = head.ws.settings.schemaCompatibility;
  if (level === 'NONE') return [];
  const former = new Map([...renames].map(([from, to]) => [to, from]));
  return files.flatMap(file => {
    const compatible = head.ws.reader(file)?.compatible;
    const now = head.ws.document(file);
    const old = compatible && now ? documentBefore(sides, now, former.get(file)) : undefined;
    if (!compatible || !now || !old || bare(old.text) === bare(now.text)) return [];
    const found = compatible({ path: old.path, text: old.text }, { path: now.path, text: now.text }, level);
    return found === null ? [] : changesOf(head, now, withEarlier(found, compatible, now, old.text, earlier.get(file) ?? [], level), level);
  });
}

/** Adds what is wrong beside versions from before the base; each difference is told once, of the newest version that shows it. */
function withEarlier(found: readonly Incompatibility[], compatible: NonNullable<Format['compatible']>, now: DocumentView, base: string, versions: EarlierVersions extends ReadonlyMap<string, infer V> ? V : never, level: CompatibilityLevel): readonly Incompatibility[] {
  if (!/_TRANSITIVE$/.test(level)) return found;
  const told = new Set(found.map(sameness));
  const out = [...found];
  for (const { commit, text } of versions) {
    if (bare(text) === bare(base)) continue;
    for (const i of compatible({ path: now.path, text }, { path: now.path, text: now.text }, level) ?? []) {
      if (told.has(sameness(i))) continue;
      told.add(sameness(i));
      out.push({ ...i, message: `${i.message} (beside the version of commit ${commit.slice(0, 8)})` });
    }
  }
  return out;
}

function sameness(i: Incompatibility): string {
  return `${i.direction}\n${i.where}\n${i.span.start}\n${i.message}`;
}

/** The file as it was: under its name, under the one git knows, or where the same types were defined in a file that is gone. */
function documentBefore({ base, head }: Sides, now: DocumentView, former: string | undefined): DocumentView | undefined {
  const same = base.ws.document(now.path);
  if (same) return same.format === now.format ? same : undefined;
  const paths = former === undefined ? typesIn(now).flatMap(d => base.ws.places(d.id).flatMap(p => (p.declaration.role === 'defines' && !head.ws.document(p.file) ? [p.file] : []))) : [former];
  const [only, other] = [...new Set(paths)].map(p => base.ws.document(p)).filter(d => d?.format === now.format);
  return other ? undefined : only;
}

/** The types that a file defines, without what it says of subjects and topics. */
function typesIn(document: DocumentView): readonly Declaration[] {
  return document.facts.declarations.filter(d => d.kind === 'symbol' && d.role === 'defines' && d.type !== 'schema.subject');
}

function changesOf(side: Side, document: DocumentView, found: readonly Incompatibility[], level: CompatibilityLevel): readonly SchemaChange[] {
  if (found.length === 0) {
    const subject = subjectAt(side, document, null);
    if (!subject) return [];
    const change: Change = {
      kind: 'changed', aspect: 'schema', subject: side.subject(subject), column: null, from: null, to: null, title: `schema changed, and stays ${level} compatible`,
      verdict: 'safe', reason: takes(level), place: side.place(subject.id), reach: [],
    };
    return [{ change, span: null }];
  }
  const reaches = new Map<Key, readonly Reached[]>();
  return [...together(found)].slice(0, MOST_TOLD).flatMap(([first, ...rest]) => {
    const subject = subjectAt(side, document, first!.span);
    if (!subject) return [];
    let reach = reaches.get(subject.id);
    if (!reach) reaches.set(subject.id, (reach = usersOf(side, document, subject)));
    const change: Change = {
      kind: 'changed', aspect: 'schema', subject: side.subject(subject), column: columnOf(side, subject, first!.where), from: null, to: null, title: titleOf(first!.message),
      verdict: 'breaking', reason: reasonOf([first!, ...rest], level, reach), place: side.placeOf(document.path, first!.span.start), reach,
    };
    return [{ change, span: first!.span }];
  });
}

/** Reasons of one place together: a type that changed may fail both ways. */
function together(found: readonly Incompatibility[]): Iterable<readonly Incompatibility[]> {
  const groups = new Map<string, Incompatibility[]>();
  for (const i of found) {
    const name = `${i.span.start}\n${i.span.end}\n${i.where}`;
    const group = groups.get(name);
    if (group) group.push(i);
    else groups.set(name, [i]);
  }
  return groups.values();
}

/** The innermost type of the file around a place, else its first; what the file is about where it defines none. */
function subjectAt(side: Side, document: DocumentView, span: Span | null): Entity | undefined {
  const types = typesIn(document);
  const around = span === null ? [] : types.filter(d => d.span.start <= span.start && span.end <= d.span.end).sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
  for (const d of [...around, ...types, ...document.facts.declarations]) {
    const entity = side.ws.entity(d.id);
    if (entity) return entity;
  }
  return undefined;
}

/** The column that a field's path means: the path without the name of the type before it. */
function columnOf(side: Side, subject: Entity, where: string): string | null {
  if (where === '') return null;
  const known = (path: string) => side.ws.column(subject.id, path) !== undefined;
  if (known(where)) return where;
  const rest = where.startsWith(`${subject.name}.`) ? where.slice(subject.name.length + 1) : where.slice(where.indexOf('.') + 1);
  return known(rest) || (rest !== where && rest !== '') ? rest : null;
}

/** Words of a message that it quotes stand between backticks, as in all titles; it begins in the middle of a line. */
function titleOf(message: string): string {
  const quoted = message.replace(/(^|[\s(])'([^'`\s]+)'(?=$|[\s:;,)])/g, '$1`$2`');
  return /^[A-Z][a-z]/.test(quoted) ? quoted.charAt(0).toLowerCase() + quoted.slice(1) : quoted;
}

function reasonOf(found: readonly Incompatibility[], level: CompatibilityLevel, reach: readonly Reached[]): string {
  const backward = found.some(i => i.direction === 'backward');
  const forward = found.some(i => i.direction === 'forward');
  const fails = [...(backward ? ['readers with the new schema fail on old data'] : []), ...(forward ? ['readers with the old schema fail on new data'] : [])].join(', and ');
  const users = reach.filter(r => r.effect === 'may break');
  const shown = users.length > 0 ? users : reach.filter(r => r.distance === 1);
  return `not ${level} compatible: ${fails}${shown.length === 0 ? '' : `; ${names(shown)} ${shown.length === 1 ? 'uses' : 'use'} it`}`;
}

function takes(level: CompatibilityLevel): string {
  const { backward, forward } = directionsOf(level);
  return `${backward ? 'readers with the new schema take old data' : ''}${backward && forward ? ', and ' : ''}${forward ? 'readers with the old schema take new data' : ''}`;
}

/**
 * What uses a type: subjects and topics it describes, types that contain it and what those describe, then jobs that read or
 * write those topics, which may break, and all that is fed by them.
 */
function usersOf(side: Side, document: DocumentView, type: Entity): readonly Reached[] {
  const out = new Reach();
  const topics = new Map<Key, number>();
  const seen = new Set<Key>([type.id]);
  const queue: { readonly id: Key; readonly file: string | null; readonly distance: number }[] = [{ id: type.id, file: document.path, distance: 1 }];
  for (const at of queue) {
    if (seen.size > MOST_FOLLOWED) break;
    const step = (entity: Entity | undefined): void => {
      if (!entity || seen.has(entity.id) || !entity.enabled) return;
      seen.add(entity.id);
      out.add(reached(side, entity, entity.kind === 'job' ? 'may break' : 'changes', at.distance));
      if (entity.kind === 'symbol') queue.push({ id: entity.id, file: null, distance: at.distance + 1 });
      else if (entity.kind === 'dataset') topics.set(entity.id, at.distance);
    };
    const files = new Set([...(at.file === null ? [] : [at.file]), ...side.ws.places(at.id).flatMap(p => (p.declaration.role === 'defines' ? [p.file] : []))]);
    // What a file named after a subject describes, its types describe.
    for (const file of files) for (const d of side.ws.document(file)?.facts.declarations ?? []) if (d.kind === 'dataset' || d.type === 'schema.subject') step(side.ws.entity(d.id));
    for (const r of side.ws.referrers(at.id)) if (r.from !== null && (r.role === 'uses' || r.role === 'reads')) step(side.ws.entity(r.from));
  }
  for (const [topic, distance] of topics) {
    const writers = side.reader.next(topic, 'up', false).flatMap(id => side.ws.entity(id) ?? []).filter(e => e.kind === 'job');
    const users = [...readersOf(side, topic), ...writers].filter(e => e.kind === 'job');
    for (const user of users) out.add(reached(side, user, 'may break', distance + 1));
  }
  for (const { entity, distance } of downstream(side, [...topics.keys()], 2)) if (!seen.has(entity.id)) out.add(reached(side, entity, entity.kind === 'job' ? 'downstream' : 'changes', distance));
  return out.list();
}

function bare(text: string): string {
  return text.replace(/\s+/g, '');
}
