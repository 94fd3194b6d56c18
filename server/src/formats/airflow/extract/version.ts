import type { OtherFiles } from '../../../model/format';
import { pinnedMajor } from '../../shared/pythonPins';
import type { PythonFile } from '../../../syntax/python';
import type { State } from '../follow/state';

/** The major version of Airflow that a file is for: its imports tell, or what the project pins, or its arguments; null if nothing does. */
export type Version = 2 | 3 | null;

export function versionOf(file: PythonFile, state: State, path: string, files: OtherFiles | null): Version {
  const own = writtenFor(file, state);
  if (own === 3 || state.dags.length + state.tasks.length === 0) return own;
  // What the project pins is what runs, however old the code looks.
  const pinned = pinnedMajor(files, path, 'apache-airflow', 3, IMAGE);
  return pinned === 2 || pinned === 3 ? pinned : own;
}

/** Airflow's own image; Astro's runtime for Airflow 3 is numbered like it. */
const IMAGE = /^FROM[ \t]+(?:[\w.-]+\/)*(?:airflow:(?:slim-)?|astro-runtime:)([23])\.\d/m;

function writtenFor(file: PythonFile, state: State): Version {
  let old = false;
  // An import that may fail (in `try` or `if`) says nothing.
  for (const s of file.body) {
    if (s.kind !== 'import') continue;
    const modules = s.from ? [s.from.module] : s.names.map(n => n.name);
    if (modules.some(m => m === 'airflow.sdk' || m.startsWith('airflow.sdk.'))) return 3;
    if (modules.some(m => /^airflow\.(contrib\b|utils\.dates\b|\w+\.\w+_(operator|sensor|hook)\b|operators\.subdag\b)/.test(m))) old = true;
  }
  return old || state.dags.some(d => d.args.keywords.some(k => k.name === 'schedule_interval' || k.name === 'concurrency')) ? 2 : null;
}
