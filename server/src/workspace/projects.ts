import type { Format, ProjectContext } from '../model/format';

/** Id of a project: what it is a project of, and its folder ('' for the root). */
export function projectId(format: string, root: string): string {
  return `${format}:${root}`;
}

/**
 * Contexts of all projects of one format. `roots` are the folders that hold a marker file. Outer projects are read before
 * the ones inside them, so that an installed package knows who uses it.
 */
export function readProjects(format: Format, roots: readonly string[], text: (path: string) => string | null): ProjectContext[] {
  const reader = format.project;
  if (!reader) return [];
  const textIn = (root: string) => (name: string) => text(root === '' ? name : `${root}/${name}`);
  const sorted = [...roots].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const names = new Map(sorted.map(root => [root, reader.read(root, textIn(root), [], null)?.name ?? '']));
  const done = new Map<string, ProjectContext>();
  for (const root of sorted) {
    const inside = sorted.filter(r => r !== root && isInside(r, root)).map(r => ({ root: r, name: names.get(r) ?? '' }));
    const outerRoot = enclosing(root, sorted);
    const outer = outerRoot === null ? undefined : done.get(outerRoot);
    const context = reader.read(root, textIn(root), inside, outer ? { root: outer.root, data: outer.data } : null);
    if (context) done.set(root, context);
  }
  return [...done.values()];
}

/** Whether `path` lies in the folder `root` ('' is the whole workspace). */
export function isInside(path: string, root: string): boolean {
  return root === '' || path.startsWith(`${root}/`);
}

function enclosing(root: string, roots: readonly string[]): string | null {
  let best: string | null = null;
  for (const r of roots) if (r !== root && isInside(root, r) && (best === null || r.length > best.length)) best = r;
  return best;
}

/** The innermost of the contexts whose folder holds the path. */
export function innermost(path: string, contexts: readonly ProjectContext[]): ProjectContext | null {
  let best: ProjectContext | null = null;
  for (const c of contexts) if (isInside(path, c.root) && (best === null || c.root.length > best.root.length)) best = c;
  return best;
}
