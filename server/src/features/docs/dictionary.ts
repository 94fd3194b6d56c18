import type { Key } from '../../model/key';
import type { Entity, Workspace } from '../../model/workspace';
import { cell } from '../../text/markdown';
import { docsText } from '../docsText';
import { byText } from '../lineage/graph';
import { isNode } from '../lineage/identity';
import { graphReader } from '../lineage/reader';
import { typeName } from '../words';
import { freshnessOf, isPersonal, ownerOf } from './about';
import { datasetSection } from './dataset';
import { anchorOf, fileLink, type Links, type Page, slug, table } from './pages';

export interface DictionaryOptions {
  /** The workspace's name, for the heading. */
  readonly name: string;
  /** Where a link from a page leads to reach a file of the workspace; null for no link. */
  link(page: string, path: string): string | null;
}

const INDEX = 'data-dictionary.md';

/**
 * The data dictionary: an index of all datasets, and a page for each project or system with their columns, origin, checks
 * and owners. Made from what files say only: the same files give the same bytes. No dataset gives an index that says so.
 */
export function dataDictionary(ws: Workspace, options: DictionaryOptions): readonly Page[] {
  const groups = grouped(ws);
  const pageOf = new Map<Key, string>();
  const anchors = new Map<Key, string>();
  for (const [group, members] of groups) {
    const taken = new Map<string, number>();
    for (const e of members) {
      const anchor = anchorOf(e.name);
      const before = taken.get(anchor) ?? 0;
      taken.set(anchor, before + 1);
      pageOf.set(e.id, pagePath(group));
      anchors.set(e.id, before === 0 ? anchor : `${anchor}-${before}`);
    }
  }
  const pages: Page[] = [{ path: INDEX, markdown: index(ws, options, groups, pageOf, anchors) }];
  for (const [group, members] of groups) {
    const page = pagePath(group);
    const links: Links = {
      file: path => fileLink(path, p => options.link(page, p)),
      entity: e => (pageOf.has(e.id) ? `[${cell(e.name, 120)}](<${pageOf.get(e.id) === page ? '' : pageOf.get(e.id)!.slice('data-dictionary/'.length)}#${anchors.get(e.id)!}>)` : null),
    };
    const sections = members.map(e => `## ${cell(e.name, 200)}\n\n${datasetSection(ws, e, links)}`);
    pages.push({ path: page, markdown: [`# ${cell(group, 200)}`, `[All datasets](../${INDEX})`, ...sections].join('\n\n') + '\n' });
  }
  return pages;
}

function index(ws: Workspace, options: DictionaryOptions, groups: ReadonlyMap<string, readonly Entity[]>, pageOf: ReadonlyMap<Key, string>, anchors: ReadonlyMap<Key, string>): string {
  const out = [`# Data dictionary of ${cell(options.name, 200)}`];
  if (groups.size === 0) return `${[...out, 'These files declare no dataset.'].join('\n\n')}\n`;
  out.push('Made by Pipewright from the files of this repository.');
  for (const [group, members] of groups) {
    const rows = members.map(e => {
      const { columns } = ws.columns(e.id);
      const marks = [columns.some(isPersonal) ? '**PII**' : '', freshnessOf(e) ? 'freshness' : '', e.attributes.contract ? 'contract' : ''].filter(m => m !== '');
      const tested = ws.checks(e.id).filter(c => c.check.enabled).length;
      return [`[${cell(e.name, 120)}](<${pageOf.get(e.id)!}#${anchors.get(e.id)!}>)`, typeName(e.type), cell(docsText(ws, e.attributes.description ?? ''), 160), cell(ownerOf(ws, e) ?? ''), columns.length > 0 ? String(columns.length) : '', tested > 0 ? String(tested) : '', marks.join(', ')];
    });
    const heads = ['Dataset', 'Kind', 'Description', 'Owner', 'Columns', 'Checks', ''];
    const kept = heads.map((_, i) => i).filter(i => i === 0 || rows.some(r => r[i] !== ''));
    out.push(`## ${cell(group, 200)}`, table(kept.map(i => heads[i]!), rows.map(r => kept.map(i => r[i]!))));
  }
  return `${out.join('\n\n')}\n`;
}

/** Datasets by project (of those in one) or system, both by name. */
function grouped(ws: Workspace): ReadonlyMap<string, readonly Entity[]> {
  const reader = graphReader(ws, false);
  const groups = new Map<string, Entity[]>();
  for (const type of ws.types()) {
    for (const e of ws.entitiesOf(type)) {
      if (e.kind !== 'dataset' || e.type !== type || !isNode(e)) continue;
      const file = e.roles[0]?.file;
      const project = file === undefined ? null : ws.project(file);
      if (project !== null && project.owner !== project.root) continue;
      const group = project?.name ? `${project.name} (${project.format})` : reader.identity(e).system;
      groups.set(group, [...(groups.get(group) ?? []), e]);
    }
  }
  for (const members of groups.values()) members.sort((a, b) => byText(a.name, b.name) || byText(a.id, b.id));
  return new Map([...groups].sort(([a], [b]) => byText(a, b)));
}

function pagePath(group: string): string {
  return `data-dictionary/${slug(group)}.md`;
}
