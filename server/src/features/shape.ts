import type { Workspace } from '../model/workspace';
import { overview } from './overview';

/** The workspace in numbers, as Markdown: counts by format, type and rule, and sizes. No name, path or text of it is in there. */
export function shape(ws: Workspace, findings: ReadonlyMap<string, number>): string {
  const o = overview(ws, '');
  const list = (pairs: readonly (readonly [string, number])[]): string => (pairs.length === 0 ? 'none' : pairs.map(([name, n]) => `${name} ${n}`).join(', '));
  const packages = o.projects.filter(p => p.package).length;
  return [
    '## Shape of the project', '',
    `- files: ${o.files.total} (${list(o.files.formats.map(f => [f.format, f.files] as const))})`,
    `- projects: ${o.projects.length - packages}, installed packages: ${packages}`,
    `- found: ${list(o.entities.map(e => [e.type, e.count] as const))}`,
    `- datasets ${o.counts.datasets}, jobs ${o.counts.jobs}, edges ${o.counts.edges}, checks ${o.counts.checks}, unresolved names ${o.counts.unresolved}`,
    `- findings by rule: ${list([...findings].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 40))}`, '',
  ].join('\n');
}
