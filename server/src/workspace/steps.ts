import type { ColumnDeclaration, Declaration, Moment, TableChange } from '../model/facts';
import type { Key } from '../model/key';
import type { TableState } from '../model/workspace';
import type { ResolvedScope } from './queries';

export interface Asked {
  parts(id: Key): readonly { readonly path: string; readonly declaration: Declaration }[];
  /** The columns of the query of a CREATE at a moment. */
  columns(id: Key, moment: Moment): ResolvedScope | null;
}

/** How often a table may have been another one before. */
const MOST_RENAMES = 20;

interface Making {
  exists: boolean;
  columns: ColumnDeclaration[];
  complete: boolean;
  reason: string | null;
  created: boolean;
}

type Step = { readonly declaration: Declaration; readonly moment: Moment; readonly does: readonly TableChange[] };

/**
 * What the statements of all files make of a table: at the end, or before a moment. The statements of one sequence are taken
 * in their order. If several sequences create it, it is known as far as they agree; a sequence that only changes what another
 * one creates may have run or not, so that not all columns are known. Null if no statement creates or changes it.
 */
export function tableState(id: Key, before: Moment | null, ask: Asked, renames = 0): TableState | null {
  const bySequence = new Map<string, Step[]>();
  for (const { declaration } of ask.parts(id)) {
    const { step } = declaration;
    if (!step) continue;
    const list = bySequence.get(step.moment.sequence);
    const entry = { declaration, moment: step.moment, does: step.does };
    if (list) list.push(entry);
    else bySequence.set(step.moment.sequence, [entry]);
  }
  if (bySequence.size === 0) return null;
  const early = ownState(bySequence, id, before, ask, renames);
  if (early) return early;
  const made = new Map<string, Making>();
  for (const [sequence, steps] of bySequence) {
    const sorted = steps.sort((a, b) => compareMoments(a.moment, b.moment));
    made.set(sequence, statesOf(sorted, before !== null && before.sequence === sequence ? before : null, id, ask, renames));
  }
  const own = before === null ? undefined : made.get(before.sequence);
  const creating = [...made].filter(([, s]) => s.created);
  const deciding = own?.created ? creating.filter(([, s]) => s === own) : creating;
  const sequences = creating.map(([s]) => s);
  const changing = [...made.values()].filter(s => !s.created);
  const [first] = deciding;
  if (!first) return { exists: true, columns: uniteColumns(changing), complete: false, reason: 'no statement creates it here', sequences };
  const agree = deciding.every(([, s]) => sameColumns(s, first[1]));
  const loose = changing.filter(s => s.columns.length > 0 || !s.complete);
  const others = own?.created ? [] : loose;
  const exists = deciding.some(([, s]) => s.exists);
  if (agree && others.length === 0) return { exists, columns: first[1].columns, complete: first[1].complete, reason: first[1].reason, sequences };
  const reason = agree ? 'it is also changed by files whose order is not known' : 'it is created in several places';
  return { exists, columns: uniteColumns([...deciding.map(([, s]) => s), ...others]), complete: false, reason, sequences };
}

function statesOf(sorted: readonly Step[], before: Moment | null, id: Key, ask: Asked, renames: number): Making {
  const state: Making = { exists: false, columns: [], complete: true, reason: null, created: false };
  for (const step of sorted) {
    if (before && compareMoments(step.moment, before) >= 0) break;
    for (const change of step.does) apply(state, change, step, id, ask, renames);
  }
  return state;
}

/** Where the sequence of a moment has made the table itself, no other one matters: a table that many sequences make is asked for often. */
function ownState(bySequence: ReadonlyMap<string, Step[]>, id: Key, before: Moment | null, ask: Asked, renames: number): TableState | null {
  const steps = before === null ? undefined : bySequence.get(before.sequence);
  if (!steps || bySequence.size === 1) return null;
  const own = statesOf(steps.sort((a, b) => compareMoments(a.moment, b.moment)), before, id, ask, renames);
  if (!own.created) return null;
  const sequences = [...bySequence].flatMap(([sequence, all]) => (sequence === before!.sequence || all.some(s => s.does.some(c => c.op === 'create' || c.op === 'takes')) ? [sequence] : []));
  return { exists: own.exists, columns: own.columns, complete: own.complete, reason: own.reason, sequences };
}

/** Whether statements drop the table and none creates it afterwards, in whatever sequence. Only mentions of it don't count. */
export function isGone(declarations: readonly Declaration[]): boolean {
  const last = new Map<string, { moment: Moment; exists: boolean }>();
  for (const { step } of declarations) {
    const says = step?.does.findLast(c => c.op === 'create' || c.op === 'takes' || c.op === 'drop');
    if (!step || !says) continue;
    const known = last.get(step.moment.sequence);
    if (!known || compareMoments(known.moment, step.moment) <= 0) last.set(step.moment.sequence, { moment: step.moment, exists: says.op !== 'drop' });
  }
  return last.size > 0 && [...last.values()].every(l => !l.exists);
}

/** Names of folders that tell a file's role and not what it is about. */
const ROLES = /^(?:\d+[_-]?)?(?:sql|ddl|dml|schemas?|tables?|views?|migrations?|migrate|changelogs?|queries|query|reports?|analys[ei]s|etl|elt|transforms?|models?|scripts?|db|database|init|setup|load|loads|jobs|deploy|revert|verify|resources|main|src|staging|marts?|warehouse|seeds?|dags|include)$/i;

/** Whether files lie so close that a table of one is a table of the other: in folders that differ by their role only. */
export function isNear(a: string, b: string): boolean {
  return baseOf(a) === baseOf(b);
}

function baseOf(path: string): string {
  return path.split('/').slice(0, -1).filter(part => !ROLES.test(part)).join('/');
}

/** By order, then by place in the file. Meaningful within one sequence. */
export function compareMoments(a: Moment, b: Moment): number {
  return a.order < b.order ? -1 : a.order > b.order ? 1 : a.index - b.index;
}

function apply(state: Making, change: TableChange, step: Step, id: Key, ask: Asked, renames: number): void {
  switch (change.op) {
    case 'create':
      if (change.ifNotExists && state.exists) return;
      create(state, change, step, id, ask, renames);
      return;
    case 'add':
      for (const column of step.declaration.columns) if (indexOf(state, column.name) < 0) state.columns.push(column);
      // Without the statement that makes the table nothing is known of its other columns.
      if (!state.created) state.complete = false;
      return;
    case 'remove': {
      const at = indexOf(state, change.column);
      if (at >= 0) state.columns.splice(at, 1);
      if (!state.created) state.complete = false;
      return;
    }
    case 'rename': {
      const at = indexOf(state, change.column);
      if (at >= 0) state.columns[at] = { ...state.columns[at]!, name: change.to };
      if (!state.created || at < 0) state.complete = false;
      return;
    }
    case 'alter': {
      const at = indexOf(state, change.column);
      if (at < 0) return;
      const { type, nullable, comment } = change;
      state.columns[at] = { ...state.columns[at]!, ...(type === undefined ? {} : { type }), ...(nullable === undefined ? {} : { nullable }), ...(comment === undefined ? {} : { description: comment }) };
      return;
    }
    case 'drop':
      state.exists = false;
      return;
    case 'takes': {
      const from = renames < MOST_RENAMES ? tableState(change.from, step.moment, ask, renames + 1) : null;
      state.exists = true;
      state.created = true;
      state.columns = [...(from?.columns ?? [])];
      state.complete = from?.complete ?? false;
      state.reason = from ? from.reason : 'the table it was before is not known';
      return;
    }
    case 'opens':
      state.complete = false;
      state.reason = change.why;
  }
}

function create(state: Making, change: Extract<TableChange, { op: 'create' }>, step: Step, id: Key, ask: Asked, renames: number): void {
  state.exists = true;
  state.created = true;
  state.complete = true;
  state.reason = null;
  state.columns = [];
  if (change.like !== null) {
    const like = renames < MOST_RENAMES ? tableState(change.like, step.moment, ask, renames + 1) : null;
    state.columns = [...(like?.columns ?? [])];
    state.complete = like?.complete ?? false;
    state.reason = like ? like.reason : 'the table it is made like is not known';
  }
  for (const column of step.declaration.columns) if (indexOf(state, column.name) < 0) state.columns.push(column);
  if (!change.query || step.declaration.columnsComplete) return;
  const filled = ask.columns(id, step.moment);
  const at = { start: step.declaration.span.start, end: step.declaration.span.start };
  for (const c of filled?.columns ?? []) if (indexOf(state, c.name) < 0) state.columns.push({ name: c.name, nameSpan: at, span: at, path: null, type: c.type });
  state.complete = filled?.complete ?? false;
  state.reason = filled ? filled.reason : 'its query could not be read';
}

function indexOf(state: Making, name: string): number {
  const lower = name.toLowerCase();
  return state.columns.findIndex(c => c.name.toLowerCase() === lower);
}

function sameColumns(a: Making, b: Making): boolean {
  return a === b || (a.complete && b.complete && a.exists === b.exists && a.columns.length === b.columns.length && a.columns.every(c => indexOf(b, c.name) >= 0));
}

function uniteColumns(states: readonly Making[]): readonly ColumnDeclaration[] {
  const seen = new Set<string>();
  return states.flatMap(s => s.columns).filter(c => !seen.has(c.name.toLowerCase()) && seen.add(c.name.toLowerCase()));
}
