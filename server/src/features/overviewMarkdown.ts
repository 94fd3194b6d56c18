import type { Entity, Workspace } from '../model/workspace';
import { cell, code } from '../text/markdown';
import type { Overview } from './overview';
import { typeName } from './words';

export interface OverviewContext {
  /** Heading: the folder's name. */
  readonly name: string;
  /** Findings by severity; null where they are not known yet. */
  readonly findings: { readonly error: number; readonly warning: number; readonly information: number; readonly hint: number } | null;
  /** Target of a link to a file, by its path; null for no link. */
  link(path: string): string | null;
}

/** Types that say how the project is built and not what it holds: left out of the list of what was found. */
const INNER: ReadonlySet<string> = new Set(['dbt.project', 'dbt.package', 'dbt.profile', 'dbt.source_name', 'dbt.measure', 'dbt.fixture', 'dbt.var']);

/** The overview as a Markdown page. Names from files are escaped. */
export function overviewMarkdown(ws: Workspace, o: Overview, context: OverviewContext): string {
  const out = [`# ${cell(context.name, 200)}`];
  if (o.files.total === 0) return [...out, 'No pipeline files were found here.', 'Pipewright reads dbt projects and whatever else its documentation lists. Files that git ignores are left out.'].join('\n\n');
  out.push(summary(o));
  if (context.findings) out.push(findingsLine(context.findings));
  const own = o.projects.filter(p => !p.package);
  const packages = o.projects.filter(p => p.package);
  if (own.length > 0) {
    out.push('## Projects', table(['Project', 'Kind', 'Folder', 'Files'], own.map(p => [`**${cell(p.name || '(no name)')}**`, cell(p.format), p.root === '' ? 'this folder' : linked(context, p.root, `${p.root}/dbt_project.yml`), number(p.files)]), 3));
    if (packages.length > 0) out.push(`Installed packages: ${packages.map(p => code(p.name || p.root)).join(', ')}`);
  }
  if (o.systems.length > 0) {
    out.push('## Systems', table(['System', 'Datasets', 'Jobs', 'Where'], o.systems.map(s => [`**${cell(s.system)}**`, some(s.datasets), some(s.jobs), s.files.map(f => linked(context, f, f)).join('<br>')]), 1, 2));
  }
  const found = o.entities.filter(e => !INNER.has(e.type));
  if (found.length > 0) out.push('## Found', table(['What', 'How many'], found.map(e => [cell(plural(typeName(e.type), e.count)), number(e.count)]), 1));
  const care = coverage(ws);
  if (care.length > 0) out.push('## Care taken', table(['', 'Described', 'Tested', 'All columns described'], care, 1, 2, 3));
  if (o.counts.unresolved > 0) out.push(`${number(o.counts.unresolved)} ${o.counts.unresolved === 1 ? 'name leads' : 'names lead'} nowhere that these files show.`);
  return `${out.join('\n\n')}\n`;
}

function summary(o: Overview): string {
  const { datasets, jobs, edges, checks } = o.counts;
  const parts = [[o.files.total, 'file'], [datasets, 'dataset'], [jobs, 'job'], [edges, 'lineage edge'], [checks, 'check']] as const;
  return parts.filter(([n]) => n > 0).map(([n, word]) => `**${number(n)}** ${n === 1 ? word : `${word}s`}`).join(' · ');
}

function findingsLine(f: NonNullable<OverviewContext['findings']>): string {
  const parts = [[f.error, 'error'], [f.warning, 'warning'], [f.information + f.hint, 'hint']] as const;
  const shown = parts.filter(([n]) => n > 0).map(([n, word]) => `**${number(n)}** ${n === 1 ? word : `${word}s`}`);
  return shown.length === 0 ? 'No findings.' : `${shown.join(', ')} in the Problems list.`;
}

/** Of each kind of dataset that the workspace itself defines: how much is described and tested. */
function coverage(ws: Workspace): string[][] {
  return ws.types().flatMap(type => {
    const own = ws.entitiesOf(type).filter(e => e.kind === 'dataset' && e.enabled && e.type === type && e.roles.some(r => isOwn(ws, r.file)));
    if (own.length === 0 || (!own.some(e => e.definitions > 0) && own.length < 2)) return [];
    const share = (has: (e: Entity) => boolean) => percent(own.filter(has).length, own.length);
    return [[`${cell(plural(typeName(type), 2))}`, share(e => Boolean(e.attributes.description)), share(e => ws.checks(e.id).some(c => c.check.enabled)), share(e => describedColumns(ws, e))]];
  });
}

function describedColumns(ws: Workspace, e: Entity): boolean {
  const { columns } = ws.columns(e.id);
  return columns.length > 0 && columns.every(c => Boolean(c.description));
}

function isOwn(ws: Workspace, file: string): boolean {
  const project = ws.project(file);
  return project === null || project.owner === project.root;
}

function percent(part: number, all: number): string {
  return `${Math.floor((100 * part) / all)} % (${number(part)} of ${number(all)})`;
}

function linked(context: OverviewContext, text: string, path: string): string {
  const target = context.link(path);
  return target === null ? code(text) : `[${cell(text, 120)}](<${target.replace(/[<>]/g, c => encodeURIComponent(c))}>)`;
}

/** A table; columns whose number is in `right` are aligned to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[], ...right: readonly number[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (right.includes(i) ? '--:' : ':--'))), ...rows.map(line)].join('\n');
}

function number(n: number): string {
  return n.toLocaleString('en');
}

/** Nothing is shown as nothing. */
function some(n: number): string {
  return n === 0 ? '' : number(n);
}

function plural(word: string, n: number): string {
  if (n === 1) return word;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}
