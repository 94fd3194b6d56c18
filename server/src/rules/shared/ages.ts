import type { Key } from '../../model/key';
import type { Workspace } from '../../model/workspace';
import { longestPause } from '../../text/duration';

/** How deep and how wide datasets are followed upstream. */
const MOST_STEPS = 20;
const MOST_VISITED = 300;

/** What makes the data of a dataset as old as it may get. */
export interface Age {
  readonly minutes: number;
  /** The job whose pause that is. */
  readonly job: Key;
  readonly schedule: string;
}

/**
 * How old the data of a dataset gets at the least: the longest pause of the job that writes it (of the one with the shortest, if several
 * do), or of what it is made from, whichever is longer. Null if a job's schedule is not known, or none is.
 */
export function ageOf(ws: Workspace, dataset: Key): Age | null {
  const seen = new Set<Key>();
  const follow = (at: Key, depth: number): Age | null => {
    if (depth > MOST_STEPS || seen.size > MOST_VISITED || seen.has(at)) return null;
    seen.add(at);
    const writers = [...new Set(ws.referrers(at).flatMap(r => (r.role === 'writes' && r.from !== null ? [r.from] : [])))];
    const own = shortest(writers.map(w => scheduled(ws, w)));
    if (writers.length > 0 && own === null) return null;
    const inputs = [...new Set(ws.inputs(at).map(i => i.from))].filter(i => i !== at);
    const above = inputs.length === 0 ? null : shortest(inputs.map(i => follow(i, depth + 1)));
    return own === null || (above !== null && above.minutes > own.minutes) ? above : own;
  };
  return follow(dataset, 0);
}

/** The shortest of several; null if one is not known. */
function shortest(ages: readonly (Age | null)[]): Age | null {
  let best: Age | null = null;
  for (const age of ages) {
    if (age === null) return null;
    if (best === null || age.minutes < best.minutes) best = age;
  }
  return best;
}

/** The schedule of a job, or of what holds it: the DAG of a task. */
function scheduled(ws: Workspace, job: Key): Age | null {
  let at: Key | null = job;
  for (let depth = 0; at !== null && depth < 10; depth++) {
    const entity = ws.entity(at);
    if (!entity) return null;
    const { schedule } = entity.attributes;
    const minutes = schedule ? longestPause(schedule) : null;
    if (schedule && minutes !== null) return { minutes, job: entity.id, schedule };
    at = entity.parent;
  }
  return null;
}
