import { followDags } from '../../../server/src/formats/airflow/follow';
import type { State } from '../../../server/src/formats/airflow/follow/state';
import { readPython } from '../../../server/src/syntax/python';

/** A DAG file followed. Lines keep their indentation below that of the first. */
export function follow(text: string): State {
  return followDags(readPython(dedent(text)), 'dags/file.py', null).state;
}

/** The DAG's tasks as `id <- upstream, upstream`, sorted; a `?` behind ids that are not wholly known, `*` behind mapped tasks. */
export function graph(text: string): string[] {
  return follow(text).dags.flatMap(d => d.tasks.map(t => `${t.id}${t.known ? '' : '?'}${t.mapped ? '*' : ''}${t.upstream.size > 0 ? ` <- ${[...t.upstream.keys()].map(u => u.id).sort().join(', ')}` : ''}`)).sort();
}

export function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').split('\n');
  const indent = Math.min(...lines.filter(l => l.trim() !== '').map(l => /^ */.exec(l)![0].length));
  return lines.map(l => l.slice(Math.min(indent, /^ */.exec(l)![0].length))).join('\n');
}
