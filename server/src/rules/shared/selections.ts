import type { Workspace } from '../../model/workspace';
import { closest } from '../../text/fuzzy';

/** Whether a criterion of a dbt selection surely matches nothing in any project of the workspace; with names like it. Null if it matches, or if nobody can tell. */
export function selectsNothing(ws: Workspace, method: string, value: string): { readonly near: readonly string[] } | null {
  const projects = ws.projects().filter(p => p.format === 'dbt' && p.owner === p.root && p.implied !== true);
  if (projects.length === 0) return null;
  if (method === 'path') return pathMatches(ws, projects.map(p => p.root), value) ? null : { near: [] };
  if (projects.some(p => p.open === true)) return null;
  switch (method) {
    case 'tag': return among(tagsOf(ws), value);
    case 'name': case 'fqn': return nameMatches(ws, value);
    case 'exposure': case 'metric': case 'group': case 'selector': {
      const names = ws.entitiesOf(`dbt.${method}`).map(e => e.name);
      return among(method === 'selector' && names.length === 0 ? null : new Set(names), value);
    }
    case 'source': {
      const [source, table, more] = value.split('.');
      const tables = ws.entitiesOf('dbt.source');
      const sources = new Set(ws.entitiesOf('dbt.source_name').map(e => e.name));
      if (sources.size === 0 || more !== undefined || tables.length === 0) return null;
      if (!sources.has(source!)) return ws.projects().some(p => p.name === source) ? null : { near: closest(value, [...sources]) };
      return table === undefined || tables.some(t => t.name === table) ? null : { near: closest(value, tables.map(t => `${source!}.${t.name}`)) };
    }
    default: return null;
  }
}

function among(names: ReadonlySet<string> | null, value: string): { readonly near: readonly string[] } | null {
  return names === null || names.has(value) ? null : { near: closest(value, [...names]) };
}

function pathMatches(ws: Workspace, roots: readonly string[], value: string): boolean {
  const wanted = value.replace(/^\.\//, '').replace(/\/+$/, '');
  if (wanted.startsWith('..') || wanted.startsWith('/')) return true;
  // A path may be written from the project or, by mistake that still reads well, from the root of the repository.
  const starts = [...roots.map(r => (r === '' ? wanted : `${r}/${wanted}`)), wanted];
  for (const path of ws.paths()) if (starts.some(s => path === s || path.startsWith(`${s}/`)) || path.endsWith(`/${wanted}`)) return true;
  return false;
}

/** All tags that anything of dbt bears; null if some are only known when dbt runs. */
function tagsOf(ws: Workspace): ReadonlySet<string> | null {
  const out = new Set<string>();
  for (const type of ws.types()) {
    if (!type.startsWith('dbt.')) continue;
    for (const entity of ws.entitiesOf(type)) {
      const dynamic = entity.attributes.more?.['dynamic'];
      if (Array.isArray(dynamic) && dynamic.includes('tags')) return null;
      for (const tag of entity.attributes.tags ?? []) out.add(tag);
      if (entity.kind !== 'dataset') continue;
      for (const column of ws.columns(entity.id).columns) for (const tag of column.tags) out.add(tag);
      for (const { check } of ws.checks(entity.id)) {
        const tags = check.config['tags'];
        for (const tag of Array.isArray(tags) ? tags : [tags]) if (typeof tag === 'string') out.add(tag);
      }
    }
  }
  for (const p of ws.projects()) {
    if (p.format !== 'dbt') continue;
    const configs = (p.data as { readonly configs?: unknown } | null)?.configs;
    for (const match of JSON.stringify(configs ?? null).matchAll(/"([^"\\]{1,200})"/g)) out.add(match[1]!);
  }
  return out;
}

/** Nodes by their name, by a folder or package in their path, or by both with dots; names of tests are made by dbt and not known. */
function nameMatches(ws: Workspace, value: string): { readonly near: readonly string[] } | null {
  const names = new Set<string>(ws.projects().map(p => p.name));
  const nodes: string[] = [];
  for (const type of ws.types()) {
    if (!type.startsWith('dbt.')) continue;
    for (const entity of ws.entitiesOf(type)) {
      names.add(entity.name);
      if (entity.kind === 'dataset' && type !== 'dbt.source') nodes.push(entity.name);
    }
  }
  for (const path of ws.paths()) for (const part of path.replace(/\.[^./]+$/, '').split('/')) names.add(part);
  if (value.split('.').every(part => names.has(part) || /^v\d+$/.test(part))) return null;
  const bare = value.toLowerCase();
  // `not_null_orders_id`: a test that dbt names after what it tests.
  if (/^(not_null|unique|accepted_values|relationships|source|dbt_|elementary_)/.test(bare) || nodes.some(n => n.length > 2 && bare !== n.toLowerCase() && bare.includes(n.toLowerCase()))) return null;
  return { near: closest(value, nodes) };
}
