import type { Json, Key } from '../../model/key';
import type { Entity, Workspace } from '../../model/workspace';
import { cell, code, fenced, prose } from '../../text/markdown';
import { docsText } from '../docsText';
import { byText } from '../lineage/graph';
import { isNode } from '../lineage/identity';
import { type GraphReader, graphReader } from '../lineage/reader';
import { lineageAround } from '../lineage';
import { mermaid } from '../render/mermaid';
import { listed, typeName } from '../words';
import { factLines, freshnessOf, ownerOf, scheduleOf } from './about';
import { fileLink, type Page, table } from './pages';
import { projectSections } from './projects';
import { recoverySteps } from './recovery';
import type { DictionaryOptions } from './dictionary';

const PAGE = 'runbook.md';
/** A picture with more nodes says nothing on a page. */
const MOST_PICTURED = 40;

/**
 * The runbook: for every pipeline that the files start by themselves (DAG, flow, connector, script) what it does, when, for
 * whom, what it reads and fills, what happens on failure and how to recover; and who must be told. Made from files only:
 * what they don't say is said to be missing, never invented.
 */
export function runbook(ws: Workspace, options: DictionaryOptions): Page {
  const reader = graphReader(ws, false);
  const pipelines = topJobs(ws);
  const out = [`# Runbook of ${cell(options.name, 200)}`];
  const projects = projectSections(ws);
  if (pipelines.length + projects.length === 0) out.push('These files start no pipeline by themselves: there is no DAG, flow, connector or script in them.');
  else {
    out.push('Made by Pipewright from the files of this repository.');
    if (pipelines.length > 0) out.push(overviewTable(ws, pipelines));
    for (const p of pipelines) out.push(section(ws, reader, p, options));
    out.push(...projects);
  }
  const stale = freshnessTable(ws);
  if (stale !== null) out.push('## Data that must be fresh', stale);
  const told = consumersTable(ws);
  if (told !== null) out.push('## Who uses the results', told);
  return { path: PAGE, markdown: `${out.join('\n\n')}\n` };
}

/** Jobs that no other job contains, and that are more than a mention. */
function topJobs(ws: Workspace): readonly Entity[] {
  const out = new Map<Key, Entity>();
  for (const type of ws.types())
    for (const e of ws.entitiesOf(type)) {
      if (e.kind !== 'job' || !isNode(e) || e.definitions === 0) continue;
      const parent = e.parent === null ? undefined : ws.entity(e.parent);
      if (parent?.kind !== 'job') out.set(e.id, e);
    }
  return [...out.values()].sort((a, b) => byText(a.name, b.name) || byText(a.id, b.id));
}

function childrenOf(ws: Workspace, parent: Entity): readonly Entity[] {
  const out: Entity[] = [];
  for (const type of ws.types()) if (type.startsWith(`${parent.type.split('.')[0]!}.`)) for (const e of ws.entitiesOf(type)) if (e.kind === 'job' && e.parent === parent.id && isNode(e)) out.push(e);
  return out.sort((a, b) => byText(a.name, b.name));
}

function overviewTable(ws: Workspace, pipelines: readonly Entity[]): string {
  return table(['Pipeline', 'Kind', 'Runs', 'Owner', 'On failure'], pipelines.map(p => [
    `[${cell(p.name, 120)}](#${anchor(p)})`, typeName(p.type), cell(scheduleOf(ws, p) ?? '—', 120), cell(ownerOf(ws, p) ?? '—'), cell(onFailure(ws, p).join('; ') || '—', 160),
  ]));
}

function section(ws: Workspace, reader: GraphReader, job: Entity, options: DictionaryOptions): string {
  const tasks = childrenOf(ws, job);
  const place = ws.places(job.id)[0];
  const out = [`## ${cell(job.name, 200)}`];
  const where = place ? ` · ${fileLink(place.file, p => options.link(PAGE, p))}` : '';
  out.push(`${typeName(job.type)}${where}`);
  if (job.attributes.description) out.push(prose(docsText(ws, job.attributes.description), 4_000));
  const lines = [
    `**When**: ${cell(scheduleOf(ws, job) ?? 'no schedule in these files', 200)}`,
    `**Owner**: ${cell(ownerOf(ws, job) ?? 'nobody is named')}`,
  ];
  const facts = factLines(job).filter(f => !/^(runs|retries) /.test(f));
  if (facts.length > 0) lines.push(`**About it**: ${cell(facts.join('; '), 300)}`);
  const reads = datasets(ws, reader, [job, ...tasks], 'reads');
  const writes = datasets(ws, reader, [job, ...tasks], 'writes');
  if (reads.length > 0) lines.push(`**Reads**: ${listed(reads.map(e => code(e.name)), 15)}`);
  if (writes.length > 0) lines.push(`**Fills**: ${listed(writes.map(e => code(e.name)), 15)}`);
  const failure = onFailure(ws, job);
  lines.push(`**On failure**: ${failure.length > 0 ? cell(failure.join('; '), 400) : 'nothing is set: no retries, no alert'}`);
  out.push(lines.map(l => `- ${l}`).join('\n'));
  const picture = pictureOf(ws, [job, ...tasks]);
  if (picture !== null) out.push(fenced(picture.trimEnd(), 'mermaid'));
  if (tasks.length > 0) out.push('### Tasks', taskTable(ws, reader, tasks));
  const steps = recoverySteps(ws, job, tasks, writes);
  if (steps.length > 0) out.push('### When it fails', steps.map((s, i) => `${i + 1}. ${s}`).join('\n'));
  return out.join('\n\n');
}

function taskTable(ws: Workspace, reader: GraphReader, tasks: readonly Entity[]): string {
  const rows = tasks.map(t => [
    code(t.name), cell(factLines(t).filter(f => !f.startsWith('retries ')).slice(0, 2).join(', '), 80),
    listed(datasets(ws, reader, [t], 'reads').map(e => code(e.name)), 4), listed(datasets(ws, reader, [t], 'writes').map(e => code(e.name)), 4),
    listed(reader.job(t.id).upstream.map(u => code(ws.entity(u)?.name ?? u)), 4), cell(failureWords(operations(t)).join('; '), 120),
  ]);
  const heads = ['Task', 'What', 'Reads', 'Fills', 'After', 'On failure'];
  // What is the same for all tasks is said once, above.
  const same = new Set(rows.map(r => r[5])).size === 1;
  const kept = heads.map((_, i) => i).filter(i => i === 0 || (rows.some(r => r[i] !== '') && !(i === 5 && same)));
  return table(kept.map(i => heads[i]!), rows.map(r => kept.map(i => r[i]!)));
}

function datasets(ws: Workspace, reader: GraphReader, jobs: readonly Entity[], side: 'reads' | 'writes'): readonly Entity[] {
  const ids = new Set(jobs.flatMap(j => [...reader.job(j.id)[side]]));
  return [...ids].flatMap(id => ws.entity(id) ?? []).sort((a, b) => byText(a.name, b.name));
}

function pictureOf(ws: Workspace, jobs: readonly Entity[]): string | null {
  const graph = lineageAround(ws, jobs.map(j => j.id), 1, 1, { root: '', columns: false });
  const nodes = graph.datasets.length + graph.jobs.length;
  return nodes < 2 || nodes > MOST_PICTURED ? null : mermaid(graph);
}

/** What files say happens on failure: of the job itself, else of its tasks. */
function onFailure(ws: Workspace, job: Entity): readonly string[] {
  const own = failureWords(operations(job));
  if (own.length > 0) return own;
  return [...new Set(childrenOf(ws, job).flatMap(t => failureWords(operations(t))))].slice(0, 4);
}

function failureWords(o: { readonly [name: string]: Json }): string[] {
  const out: string[] = [];
  const { retries, retryDelay, backoff, timeout, alerts, deadLetters } = o as { [name: string]: Json | undefined };
  if (typeof retries === 'number' && retries > 0) out.push(`tried ${retries} more ${retries === 1 ? 'time' : 'times'}${typeof retryDelay === 'string' ? ` after ${retryDelay}${backoff === true ? ', longer each time' : ''}` : ''}`);
  if (typeof timeout === 'string') out.push(`stopped after ${timeout}`);
  if (typeof deadLetters === 'string') out.push(`bad records go to ${deadLetters}`);
  if (Array.isArray(alerts)) for (const a of alerts) if (typeof a === 'string') out.push(a.startsWith('mail ') ? a : `calls ${a}`);
  return out;
}

/** What a job's declaration says of retries, alerts and limits. */
function operations(job: Entity): { readonly [name: string]: Json } {
  const value = job.attributes.more?.['operations'];
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as { readonly [name: string]: Json }) : {};
}

function freshnessTable(ws: Workspace): string | null {
  const rows: string[][] = [];
  for (const type of ws.types()) for (const e of ws.entitiesOf(type)) {
    const freshness = e.kind === 'dataset' && e.enabled && e.type === type ? freshnessOf(e) : null;
    if (freshness) rows.push([code(e.name), typeName(e.type), freshness, cell(ownerOf(ws, e) ?? '')]);
  }
  return rows.length === 0 ? null : table(['Dataset', 'Kind', 'Expected', 'Owner'], rows.sort((a, b) => byText(a[0]!, b[0]!)));
}

/** Exposures and their like: what people look at. */
function consumersTable(ws: Workspace): string | null {
  const rows: string[][] = [];
  for (const type of ws.types()) {
    if (!/\.(exposure|dashboard|chart)$/.test(type)) continue;
    for (const e of ws.entitiesOf(type)) if (e.enabled && isNode(e)) rows.push([cell(e.name, 120), typeName(e.type), listed(ws.inputs(e.id).map(i => code(ws.entity(i.from)?.name ?? i.from)), 6), cell(ownerOf(ws, e) ?? '—'), e.attributes.url ? `<${encodeURI(e.attributes.url).replace(/[<>\s|]/g, '')}>` : '']);
  }
  return rows.length === 0 ? null : table(['Name', 'Kind', 'Uses', 'Owner', 'Address'], rows.sort((a, b) => byText(a[0]!, b[0]!)));
}

function anchor(job: Entity): string {
  return job.name.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
}
