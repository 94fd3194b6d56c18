import type { Key } from '../../model/key';
import type { Entity, Workspace } from '../../model/workspace';
import type { Span } from '../../text/span';
import { byText } from '../lineage/graph';
import { checkKind, kindOf } from '../lineage/identity';
import { count, relationName, typeName } from '../words';
import { attributeChanges } from './attributes';
import { checkChanges } from './checks';
import { columnChanges } from './columns';
import { jobChanges, lostJobReach, withParts } from './jobs';
import { logicChanges } from './logic';
import { type Aspect, type Change, type Impact, type ImpactBase, type Reached, VERDICTS } from './model';
import { type Pair, pairsIn } from './pairs';
import { lostDatasetReach, Reach, type Sides } from './reach';
import { columnName, type Rewrite, rewriter } from './rewrite';
import { type EarlierVersions, schemaChanges } from './schemas';
import { differingFiles, isMacro, type Side, sideOf } from './sides';
import { type Judgement, lossJudgement, names, standingOf } from './standing';

export interface ImpactOptions {
  /** Shown as the result's `root`. */
  readonly root: string;
  readonly base: ImpactBase;
  /** The name of a file before -> its name now, as far as git tells. */
  readonly renames: ReadonlyMap<string, string>;
  /** Of files of schemas what they were before the base too, the newest first: for the `_TRANSITIVE` levels. */
  readonly earlier?: EarlierVersions;
}

/**
 * Compares two states of one workspace: what came, went, changed or was renamed, how grave that is, and what uses it. Only
 * what the differing files speak of is looked at, so the cost is that of the change and of what it reaches.
 */
export function impact(before: Workspace, after: Workspace, options: ImpactOptions): Impact {
  return impactAndKeys(before, after, options).impact;
}

/** An impact with what shows it at its places in the editor. */
export interface Compared {
  readonly impact: Impact;
  /** Keys of the subjects and of all that is reached in the new workspace, by the ids they are shown with. */
  readonly keys: ReadonlyMap<string, Key>;
  /** The characters in the files as they are now that a change is about, where more is known than the line. */
  readonly spans: ReadonlyMap<Change, Span>;
}

/** The same, with keys and places. */
export function impactAndKeys(before: Workspace, after: Workspace, options: ImpactOptions): Compared {
  const base = sideOf(before, 'old');
  const head = sideOf(after, 'new');
  const files = differingFiles(before, after);
  const pairs = withChildren(base, head, pairsIn(base, head, files, options.renames));
  const renamed = new Map<Key, Key>(pairs.flatMap(p => (p.before && p.after && p.before.id !== p.after.id ? [[p.before.id, p.after.id] as const] : [])));
  // Columns first: what they are called now decides what counts as a change in those who read them.
  const renamedColumns = new Map<string, string>();
  const sides: Sides = { base, head, renamed, renamedColumns };
  const columns = new Map<Pair, readonly Change[]>();
  for (const pair of pairs) if (pair.before?.kind === 'dataset' && pair.after) columns.set(pair, columnChanges(sides, pair.before, pair.after));
  for (const [pair, found] of columns) for (const c of found) if (c.kind === 'renamed') renamedColumns.set(columnName(pair.before!.id, c.from!), c.to!);
  const rewrite = rewriter(sides);
  const changes = pairs.flatMap(pair => changesOf(sides, pair, pairs, columns.get(pair) ?? [], rewrite)).map(inSameOrder);
  const spans = new Map<Change, Span>();
  for (const { change, span } of schemaChanges(sides, files, options.renames, options.earlier)) {
    const ordered = inSameOrder(change);
    changes.push(ordered);
    if (span) spans.set(ordered, span);
  }
  changes.sort(inOrder);
  const all = new Reach();
  for (const c of changes) for (const r of c.reach) all.add(r);
  const reach = all.list();
  const summary = { breaking: 0, risky: 0, safe: 0 };
  for (const c of changes) summary[c.verdict]++;
  const result: Impact = {
    version: 1, root: options.root, base: options.base, files, changes, summary, reach, links: linksAmong(base, head, changes, reach),
    owners: [...new Set(reach.flatMap(r => (r.owner !== null && r.effect !== 'adapted' ? [r.owner] : [])))].sort(byText),
  };
  return { impact: result, keys: head.keys, spans };
}

/** Edges of the graph, as it is now or was before, between what changed and what is reached. */
function linksAmong(base: Side, head: Side, changes: readonly Change[], reach: readonly Reached[]): Impact['links'] {
  const shown = new Set([...changes.map(c => c.subject.id), ...reach.map(r => r.id)]);
  const out = new Map<string, { from: string; to: string }>();
  for (const side of [head, base]) {
    for (const from of shown) {
      const key = side.keys.get(from);
      if (key === undefined || side.entity(key) === undefined) continue;
      for (const next of side.reader.next(key, 'down', false)) {
        const entity = side.ws.entity(next);
        const to = entity ? side.subject(entity).id : from;
        if (to !== from && shown.has(to)) out.set(`${from}\n${to}`, { from, to });
      }
    }
  }
  // A schema is no part of the graph: what it describes is linked to it here.
  for (const c of changes) if (c.aspect === 'schema') for (const r of c.reach) if (r.distance === 1) out.set(`${c.subject.id}\n${r.id}`, { from: c.subject.id, to: r.id });
  return [...out.values()].sort((a, b) => byText(a.from, b.from) || byText(a.to, b.to));
}

/** Members in one order, so that printed changes can be compared line by line. */
function inSameOrder({ kind, aspect, subject, column, from, to, title, verdict, reason, place, reach }: Change): Change {
  return { verdict, kind, aspect, subject, column, from, to, title, reason, place, reach };
}

function inOrder(a: Change, b: Change): number {
  return VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || byText(a.place.file, b.place.file) || a.place.line - b.place.line || byText(a.subject.id, b.subject.id) || byText(a.title, b.title);
}

/** Parts of something that was renamed keep their own names: put together again with what they were. */
function withChildren(base: Side, head: Side, pairs: readonly Pair[]): readonly Pair[] {
  const parents = new Map<Key, Key>(pairs.flatMap(p => (p.before && p.after && p.before.id !== p.after.id ? [[p.before.id, p.after.id] as const] : [])));
  if (parents.size === 0) return pairs;
  const come = new Map(pairs.flatMap(p => (p.after && !p.before && p.after.parent ? [[`${p.after.parent}\n${p.after.name}`, p] as const] : [])));
  const gone: Pair[] = [];
  const used = new Set<Pair>();
  for (const p of pairs) {
    const to = p.before && !p.after && p.before.parent ? parents.get(head.ws.entity(p.before.parent)?.id ?? base.ws.entity(p.before.parent)?.id ?? '') : undefined;
    const other = to === undefined ? undefined : come.get(`${to}\n${p.before!.name}`);
    if (!other) continue;
    gone.push({ before: p.before, after: other.after, renamedBy: null });
    used.add(p).add(other);
  }
  return [...pairs.filter(p => !used.has(p)), ...gone];
}

function changesOf(sides: Sides, { before, after, renamedBy }: Pair, pairs: readonly Pair[], columns: readonly Change[], rewrite: Rewrite): readonly Change[] {
  if (before && after) {
    const renamedColumns = new Map(columns.flatMap(c => (c.kind === 'renamed' && c.aspect === 'column' ? [[c.from!.toLowerCase(), c.to!.toLowerCase()] as const] : [])));
    return [
      ...(renamedBy === null ? [] : [renaming(sides, before, after, renamedBy)]),
      ...columns,
      ...attributeChanges(sides, before, after),
      ...(before.kind === 'dataset' ? checkChanges(sides, before, after, renamedColumns) : []),
      ...logicChanges(sides, before, after, columns.some(c => c.aspect === 'column'), rewrite),
      ...(before.kind === 'job' ? jobChanges(sides, before, after) : []),
    ];
  }
  const one = before ?? after!;
  // A part goes and comes with its whole.
  if (one.parent !== null && pairs.some(p => (before ? p.before : p.after)?.id === one.parent && !(before ? p.after : p.before))) return [];
  return before ? [removal(sides, before)] : [addition(sides, after!)];
}

function aspectOf(entity: Entity): Aspect {
  if (entity.kind === 'job') return 'job';
  if (entity.kind === 'dataset') return 'dataset';
  if (checkKind(entity) !== null) return 'check';
  return isMacro(entity) ? 'macro' : kindOf(entity) === 'exposure' ? 'exposure' : 'symbol';
}

function addition({ head }: Sides, after: Entity): Change {
  const columns = after.kind === 'dataset' ? head.ws.columns(after.id).columns.length : 0;
  const tasks = after.kind === 'job' ? withParts(head, after).length - 1 : 0;
  const more = columns > 0 ? ` with ${count(columns, 'column')}` : tasks > 0 ? ` with ${count(tasks, 'task')}` : '';
  return {
    kind: 'added', aspect: aspectOf(after), subject: head.subject(after), column: null, from: null, to: null, title: `${typeName(after.type)} added${more}`,
    verdict: 'safe', reason: 'nobody can depend on it yet', place: head.place(after.id), reach: [],
  };
}

function removal(sides: Sides, before: Entity): Change {
  const { base, head } = sides;
  const reach = before.kind === 'job' ? lostJobReach(sides, before) : lostDatasetReach(sides, before);
  const off = head.ws.entity(before.id)?.enabled === false;
  const tasks = before.kind === 'job' ? withParts(base, before).length - 1 : 0;
  return {
    kind: 'removed', aspect: aspectOf(before), subject: base.subject(before), column: null, from: null, to: null,
    title: `${typeName(before.type)} ${off ? 'switched off' : 'removed'}${tasks > 0 ? ` with ${count(tasks, 'task')}` : ''}`,
    ...removalJudgement(sides, before, reach), place: off ? head.place(before.id) : base.place(before.id), reach,
  };
}

function removalJudgement({ base }: Sides, before: Entity, reach: readonly Reached[]): Judgement {
  const breaks = reach.filter(r => r.effect === 'breaks');
  if (checkKind(before) !== null) return { verdict: 'risky', reason: 'what it caught goes unnoticed from now on' };
  if (before.kind === 'job') {
    if (breaks.length > 0) return { verdict: 'breaking', reason: `${names(breaks)} still ${breaks.length === 1 ? 'names' : 'name'} it` };
    const left = reach.filter(r => r.effect === 'changes' || r.effect === 'may break');
    return left.length > 0 ? { verdict: 'risky', reason: `nothing here fills ${names(left)} any more` } : { verdict: 'safe', reason: 'nothing here depends on it' };
  }
  const standing = standingOf(base, before);
  if (before.kind === 'symbol' || standing.external) {
    if (breaks.length > 0) return { verdict: 'breaking', reason: `${names(breaks)} still ${breaks.length === 1 ? 'uses' : 'use'} it` };
    const maybe = reach.filter(r => r.effect === 'may break');
    if (maybe.length > 0) return { verdict: 'risky', reason: `${names(maybe)} may still use it` };
    const along = reach.filter(r => r.effect === 'adapted');
    return { verdict: 'safe', reason: along.length > 0 ? `${names(along)} ${along.length === 1 ? 'was' : 'were'} changed along with it` : 'nothing here uses it' };
  }
  return lossJudgement(standing, reach, 'it', true);
}

function renaming(sides: Sides, before: Entity, after: Entity, by: 'git' | 'likeness'): Change {
  const { base, head } = sides;
  const reach = before.kind === 'job' ? lostJobReach(sides, before).filter(r => r.effect !== 'changes' && r.effect !== 'downstream') : lostDatasetReach(sides, before);
  const [from, to] = [base.subject(before).name, head.subject(after).name];
  return {
    kind: 'renamed', aspect: aspectOf(after), subject: head.subject(after), column: null, from, to,
    title: `${typeName(after.type)} renamed from \`${from}\`${by === 'likeness' ? ' (found by likeness)' : ''}`, ...renameJudgement(sides, before, after, reach), place: head.place(after.id), reach,
  };
}

function renameJudgement({ base }: Sides, before: Entity, after: Entity, reach: readonly Reached[]): Judgement {
  const breaks = reach.filter(r => r.effect === 'breaks');
  if (breaks.length > 0) return { verdict: 'breaking', reason: `${names(breaks)} still ${breaks.length === 1 ? 'uses' : 'use'} the old name` };
  const standing = standingOf(base, before);
  if (before.kind === 'job') return { verdict: 'risky', reason: 'to the scheduler it is a new one: its history, variables and alerts stay with the old name' };
  if (standing.open) return { verdict: 'breaking', reason: 'it is public: other projects may use the old name' };
  if (before.kind === 'symbol' || standing.fleeting || standing.external) return { verdict: 'safe', reason: 'everything here uses the new name' };
  const [was, is] = [relationName(before), relationName(after)];
  if (was !== null && was === is) return { verdict: 'safe', reason: 'the table keeps its name, and everything here uses the new one' };
  return { verdict: standing.contract ? 'breaking' : 'risky', reason: `everything here uses the new name, but who reads the table${was ? ` \`${was}\`` : ''} from outside has to follow` };
}
