import type { Facts, QueryFact } from '../../model/facts';
import type { Key } from '../../model/key';
import type { Span } from '../../text/span';
import type { Draft } from '../shared/draft';
import type { Place } from '../shared/places';
import { compile } from './compile';
import { type Read, readsIn, type Step } from './plan';
import { type Job, lookSteps, type State } from './state';

/** Queries beyond this are left out: a file that makes more frames is a generator's work. */
const MOST_QUERIES = 400;

/** What was found as facts. */
export function emit(state: State, draft: Draft): Facts {
  const jobs = new Map<Key, Job>();
  for (const { job } of state.reads) jobs.set(job.key, job);
  for (const { owner } of state.writes) jobs.set(owner.key, owner);
  for (const job of jobs.values()) declareJob(state, draft, job, jobs);
  for (const d of state.described) describe(draft, d.place, { start: 0, end: 0 }, d.columns);
  const indexes = new Map<Read, number>();
  for (const { read, job } of state.reads) {
    describe(draft, read.place, read.span);
    const index = draft.refer({
      targets: read.place.targets, type: read.place.type, name: read.place.name, span: read.span, fullSpan: within(read.full, read.span), from: job.key, role: 'reads', certainty: read.certain ? 'certain' : 'likely', ...(read.written ? {} : { implied: true }), data: { place: 'code' },
    });
    if (!indexes.has(read)) indexes.set(read, index);
  }
  const steps = new Set<string>();
  const queries: QueryFact[] = [];
  const add = (step: Step, dataset: Key | null, job: Key | null, targetColumns: readonly string[] | null): void => {
    if (queries.length >= MOST_QUERIES) return;
    const compiled = compile(step, state.length);
    if (!compiled) return;
    const tables: { [start: number]: number } = {};
    for (const [start, read] of compiled.tables) {
      const index = indexes.get(read);
      if (index !== undefined) tables[start] = index;
    }
    queries.push({ dataset, job, query: compiled.query, dialect: 'frame', tables, holes: [], targetColumns });
  };
  for (const write of state.writes) {
    describe(draft, write.place, write.span);
    const to = draft.refer({
      targets: write.place.targets, type: write.place.type, name: write.place.name, span: write.span, fullSpan: within(write.full, write.span), from: write.job, role: 'writes', certainty: write.certain ? 'certain' : 'likely', ...(write.written ? {} : { implied: true }), data: { place: 'code' },
    });
    if (!write.step) continue;
    for (const read of readsIn(write.step)) {
      const from = indexes.get(read);
      const name = `${from}\n${to}`;
      if (from === undefined || steps.has(name)) continue;
      steps.add(name);
      draft.edges.push({ from, to, job: write.job, span: write.full, confidence: read.certain && write.certain ? 'exact' : 'likely' });
    }
    add(write.step, write.place.id, write.job, write.targetColumns);
  }
  for (const step of [...state.steps].filter(s => !state.used.has(s) && s.kind !== 'table' && s.kind !== 'rows')) add(step, null, state.script.key, null);
  for (const step of lookSteps(state)) add(step, null, state.script.key, null);
  draft.queries.push(...queries);
  for (const t of state.troubles) draft.problem(t.rule, t.span, t.message, t.data);
  return draft.facts();
}

function describe(draft: Draft, place: Place, span: Span, columns: Parameters<Draft['describe']>[6] = []): void {
  const [id, ...others] = place.targets;
  const further = id === place.id && (place.type === 'storage.path' || place.type === 'flink.table') ? others : [];
  if (further.length === 0) {
    draft.describe(place.id, 'dataset', place.type, place.name, span, place.targets, columns);
    return;
  }
  const at = { start: span.start, end: span.start };
  draft.declare({ id: place.id, kind: 'dataset', type: place.type, role: 'describes', name: place.name, keys: further, nameSpan: at, span: at, parent: null, path: null, attributes: {}, columns, columnsComplete: false, yieldsTo: place.type === 'flink.table' ? further : [place.id] });
}

function declareJob(state: State, draft: Draft, job: Job, jobs: ReadonlyMap<Key, Job>): void {
  const { definition } = job;
  const span = definition ? definition.span : { start: 0, end: state.length };
  const description = definition?.docstring?.value.trim().split(/\n\s*\n/)[0];
  draft.declare({
    id: job.key, kind: 'job', type: `${job.key.slice(0, job.key.indexOf('|'))}.job`, role: 'defines', name: job.name, keys: [], nameSpan: null, span: { start: span.start, end: Math.min(span.end, state.length) }, parent: definition && jobs.has(state.script.key) ? state.script.key : null, path: null,
    attributes: description ? { description } : {}, columns: [], columnsComplete: false,
  });
}

function within(full: Span, span: Span): Span {
  return full.start <= span.start && full.end >= span.end ? full : span;
}

