import { isSequence, keyword } from '../../../syntax/python';
import type { Dag } from '../objects';

/**
 * Where a template file may lie, as paths in the workspace: beside the DAG file, below the folders of the DAG's
 * `template_searchpath`, in `include/`. Absolute folders are those of a container, so their last parts are tried.
 */
export function sqlFileCandidates(path: string, dagFile: string, dag: Dag | null): string[] {
  const folder = dagFile.includes('/') ? dagFile.slice(0, dagFile.lastIndexOf('/')) : '';
  const out = new Set<string>([joined(folder, path), joined('', path), joined('include', path)]);
  const top = /^(.*?\/)?dags(?=\/|$)/.exec(folder)?.[0];
  if (top !== undefined) {
    out.add(joined(top, path));
    out.add(joined(`${top}/../include`, path));
  }
  const search = dag ? keyword(dag.args, 'template_searchpath')?.value : undefined;
  const folders = search === undefined ? [] : (isSequence(search) ? search.items : [search]).flatMap(v => (v.kind === 'text' ? [v.text] : []));
  for (const f of folders.slice(0, 5)) {
    const parts = f.split('/').filter(p => p !== '' && p !== '.');
    for (let n = 1; n <= Math.min(4, parts.length); n++) {
      const tail = parts.slice(-n).join('/');
      out.add(joined(tail, path));
      if (top !== undefined) out.add(joined(`${top}/..`, `${tail}/${path}`));
      out.add(joined(folder, `${tail}/${path}`));
    }
  }
  return [...out].filter(p => p !== '' && !p.startsWith('..'));
}

/** A path with `.` and `..` resolved; a leading slash counts as the top of the workspace. */
function joined(folder: string, path: string): string {
  const out: string[] = [];
  for (const part of `${path.startsWith('/') ? '' : folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && out.length > 0 && out[out.length - 1] !== '..') out.pop();
    else out.push(part);
  }
  return out.join('/');
}
