import type { Key } from '../model/key';
import type { Entity, Workspace } from '../model/workspace';
import { cronWords, nextRuns, readCron, wallClock } from '../text/cron';
import { code } from '../text/markdown';
import type { Span } from '../text/span';
import { listed } from './words';

const SCHEDULED = /schedule|cron|timetable/i;

/** A cron expression under the cursor, in words and with its next runs. Only in quotes or behind a key, on a line that speaks of a schedule. */
export function cronCard(text: string, offset: number, now = Date.now()): { readonly span: Span; readonly markdown: string } | null {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const to = end < 0 ? text.length : end;
  const line = text.slice(from, to);
  // A list of expressions may stand below the word that says what it is.
  const before = text.slice(Math.max(0, text.lastIndexOf('\n', from - 2)), from);
  if (to - from > 2_000 || (!SCHEDULED.test(line) && !SCHEDULED.test(before))) return null;
  for (const match of line.matchAll(/"([^"\n]*)"|'([^'\n]*)'|:\s+([^"'#\n{}[\]]+)/g)) {
    const inner = match[1] ?? match[2] ?? match[3]!.trimEnd();
    const start = from + match.index + match[0].indexOf(inner);
    if (inner === '' || offset < start || offset > start + inner.length || readCron(inner) === null) continue;
    return { span: { start, end: start + inner.length }, markdown: [`${code(inner)} — ${cronWords(inner)}`, runsLine(inner, 'UTC', now)].filter(Boolean).join('\n\n') };
  }
  return null;
}

/** The next runs, in the wall-clock time of a zone. Null if there is none. */
export function runsLine(cron: string, zone: string, now: number): string | null {
  const clock = wallClock(now, zone);
  const runs = clock === null ? [] : nextRuns(cron, clock, 3);
  if (runs.length === 0) return null;
  return `Next: ${runs.map(r => new Date(r).toISOString().slice(0, 16).replace('T', ' ')).join(', ')} (${zone})`;
}

/** What a colleague would tell of a job: what it reads, writes and comes after, and when it runs next. */
export function jobLines(ws: Workspace, entity: Entity, now = Date.now()): string[] {
  const out: string[] = [];
  const schedule = entity.attributes.schedule;
  const zone = entity.attributes.more?.['timezone'];
  if (typeof schedule === 'string') {
    const next = runsLine(schedule, typeof zone === 'string' ? zone : 'UTC', now);
    if (next) out.push(next);
  }
  if (entity.kind !== 'job') return out;
  const named = { uses: new Set<string>(), reads: new Set<string>(), writes: new Set<string>() };
  const ids = new Set<Key>([entity.id, ...ws.places(entity.id).map(p => p.declaration.id)]);
  for (const file of new Set(ws.places(entity.id).map(p => p.file))) {
    for (const r of ws.document(file)?.facts.references ?? []) {
      if (r.from === null || !ids.has(r.from) || r.role === 'names') continue;
      const resolution = ws.resolve(r, file);
      if (resolution.kind === 'one' && resolution.entity.id !== entity.id) named[r.role].add(resolution.entity.name);
    }
  }
  const parts = [['after', named.uses], ['reads', named.reads], ['writes', named.writes]] as const;
  const line = parts.filter(([, names]) => names.size > 0).map(([word, names]) => `${word} ${listed([...names].map(n => code(n)), 6)}`);
  if (line.length > 0) out.push(line.join(' · '));
  return out;
}
