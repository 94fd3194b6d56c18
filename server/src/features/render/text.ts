import { byText, type LineageDataset, type LineageGraph, type LineageLink } from '../lineage/graph';
import { columnsOf, count, harmless, NO_PAINT, type Paint, padded } from './terminal';

/**
 * The graph for reading in a terminal: each dataset with what it is made of and what is made of it, sources first,
 * then the jobs, then the names that lead nowhere.
 */
export function lineageText(graph: LineageGraph, paint: Paint = NO_PAINT): string {
  const shown = namesOf(graph);
  const into = grouped(graph.edges, e => e.to);
  const outOf = grouped(graph.edges, e => e.from);
  const out: string[] = [];
  for (const d of sourcesFirst(graph)) {
    const place = d.declared.find(p => p.role === 'defines') ?? d.declared[0];
    const notes = [d.kind.replace(/_/g, ' '), d.system, ...(d.external ? ['external'] : []), ...d.tags.map(t => `#${t}`)].map(harmless).join(' · ');
    out.push(`${paint.bold(shown.get(d.id)!)}  ${paint.dim(notes)}${place === undefined ? '' : `  ${paint.cyan(`${harmless(place.file)}:${place.line}`)}`}`);
    out.push(...neighbours(into.get(d.id) ?? [], e => e.from, '←', shown, paint));
    out.push(...neighbours(outOf.get(d.id) ?? [], e => e.to, '→', shown, paint));
    if (d.columns !== undefined) out.push(...columnLines(d, into.get(d.id) ?? [], shown, paint));
    out.push('');
  }
  if (graph.jobs.length > 0) {
    out.push(paint.bold('Jobs'));
    const width = Math.min(40, Math.max(...graph.jobs.map(j => columnsOf(harmless(j.id)))));
    for (const job of graph.jobs) {
      const notes = [job.kind, ...(job.schedule === null ? [] : [job.schedule])].map(harmless).join(' · ');
      out.push(`  ${padded(harmless(job.id), width)}  ${paint.dim(notes)}${job.file === null ? '' : `  ${paint.cyan(`${harmless(job.file)}:${job.line}`)}`}`);
      for (const [word, ids] of [['after', job.upstream], ['reads', job.reads], ['writes', job.writes]] as const) {
        if (ids.length > 0) out.push(`      ${paint.dim(padded(word, 6))} ${ids.map(id => shown.get(id) ?? harmless(id)).join(', ')}`);
      }
    }
    out.push('');
  }
  if (graph.unresolved.length > 0) {
    out.push(paint.bold('Unresolved names'));
    for (const u of graph.unresolved) {
      const why = u.candidates.length === 0 ? 'nothing here has this name' : `could be ${u.candidates.map(harmless).join(' or ')}`;
      out.push(`  ${paint.yellow(harmless(u.name))}  ${paint.dim(why)}  ${paint.cyan(`${harmless(u.file)}:${u.line}`)}`);
    }
    out.push('');
  }
  out.push(summary(graph));
  return `${out.join('\n')}\n`;
}

function summary(graph: LineageGraph): string {
  const likely = graph.edges.filter(e => e.confidence === 'likely').length;
  const edges = `${count(graph.edges.length, 'edge')}${likely === 0 ? '' : ` (${likely} likely)`}`;
  const parts = [count(graph.datasets.length, 'dataset'), count(graph.jobs.length, 'job'), edges];
  if (graph.unresolved.length > 0) parts.push(count(graph.unresolved.length, 'unresolved name'));
  return `${parts.join(', ')}.`;
}

/** The short name where it is the only one of its kind, else the full one. */
function namesOf(graph: LineageGraph): ReadonlyMap<string, string> {
  const times = new Map<string, number>();
  for (const d of graph.datasets) times.set(d.label, (times.get(d.label) ?? 0) + 1);
  return new Map(graph.datasets.map(d => [d.id, harmless(times.get(d.label) === 1 ? d.label : d.name)]));
}

function neighbours(edges: readonly LineageLink[], end: (e: LineageLink) => string, arrow: string, shown: ReadonlyMap<string, string>, paint: Paint): string[] {
  const lines = new Map<string, Set<string>>();
  for (const e of edges) {
    const notes = lines.get(end(e)) ?? new Set();
    if (e.job !== null) notes.add(`by ${harmless(e.job)}`);
    if (e.confidence === 'likely') notes.add('likely');
    lines.set(end(e), notes);
  }
  return [...lines].map(([id, notes]) => `  ${paint.dim(arrow)} ${shown.get(id) ?? harmless(id)}${notes.size === 0 ? '' : `  ${paint.dim([...notes].join(', '))}`}`);
}

function columnLines(d: LineageDataset, edges: readonly LineageLink[], shown: ReadonlyMap<string, string>, paint: Paint): string[] {
  const columns = d.columns ?? [];
  const width = Math.min(32, Math.max(0, ...columns.map(c => columnsOf(harmless(c.name)))));
  const types = Math.min(20, Math.max(0, ...columns.map(c => columnsOf(harmless(c.type ?? '')))));
  const links = grouped(edges.flatMap(e => e.columns ?? []), c => c.to);
  return columns.map(c => {
    const made = (links.get(c.name) ?? []).map(l => `${l.from.map(f => `${shown.get(f.dataset) ?? harmless(f.dataset)}.${harmless(f.column)}`).join(', ')}${l.kind === 'identity' ? '' : ` (${l.kind})`}`);
    const type = types === 0 ? '' : `  ${paint.dim(padded(harmless(c.type ?? ''), types))}`;
    return `    ${padded(harmless(c.name), width)}${type}${made.length === 0 ? '' : `  ${paint.dim('←')} ${made.join('; ')}`}`.trimEnd();
  });
}

/** Datasets after all they are made of; what a loop holds up stands at the end, by id. */
function sourcesFirst(graph: LineageGraph): readonly LineageDataset[] {
  const waits = new Map(graph.datasets.map(d => [d.id, new Set<string>()]));
  for (const e of graph.edges) if (e.from !== e.to) waits.get(e.to)?.add(e.from);
  const feeds = grouped(graph.edges, e => e.from);
  const byId = new Map(graph.datasets.map(d => [d.id, d]));
  const out: LineageDataset[] = [];
  const done = new Set<string>();
  let ready = graph.datasets.filter(d => waits.get(d.id)!.size === 0).map(d => d.id);
  while (ready.length > 0) {
    const next = new Set<string>();
    for (const id of ready) {
      done.add(id);
      out.push(byId.get(id)!);
      for (const e of feeds.get(id) ?? []) {
        const open = waits.get(e.to);
        if (open?.delete(id) && open.size === 0) next.add(e.to);
      }
    }
    ready = [...next].sort(byText);
  }
  return [...out, ...graph.datasets.filter(d => !done.has(d.id))];
}

function grouped<T>(items: readonly T[], name: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(name(item));
    if (group === undefined) groups.set(name(item), [item]);
    else group.push(item);
  }
  return groups;
}
