import type { PythonFile } from '../../../syntax/python';
import type { State } from '../follow/state';

/** The major version that a file is written for, as far as its imports and arguments tell; null if it fits both. */
export type Version = 2 | 3 | null;

export function versionOf(file: PythonFile, state: State): Version {
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
