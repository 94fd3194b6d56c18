import type { Key } from '../../model/key';
import type { Entity, Workspace } from '../../model/workspace';
import { cell, code, fenced, prose } from '../../text/markdown';
import { docsText } from '../docsText';
import { listed, relationName, typeName } from '../words';
import { freshnessOf, isPersonal, neighbours, ownerOf, producers, scheduleOf } from './about';
import { columnTable } from './dataset';

/**
 * All that a colleague needs to use a dataset, as Markdown to paste: where it lies, what its columns mean, how fresh it is,
 * which checks guard it, whom to ask. Null if the key names no dataset.
 */
export function handoff(ws: Workspace, id: Key): string | null {
  const entity = ws.entity(id);
  if (entity?.kind !== 'dataset') return null;
  const out = [`## ${cell(entity.name, 200)}`];
  if (entity.attributes.description) out.push(prose(docsText(ws, entity.attributes.description), 2_000));
  out.push(lines(ws, entity).map(l => `- ${l}`).join('\n'));
  const columns = columnTable(ws, entity);
  if (columns) out.push(columns);
  const query = sampleQuery(ws, entity);
  if (query) out.push(fenced(query, 'sql'));
  return `${out.join('\n\n')}\n`;
}

function lines(ws: Workspace, entity: Entity): string[] {
  const out: string[] = [];
  const add = (label: string, value: string | null) => value && out.push(`**${label}**: ${value}`);
  const relation = relationName(entity);
  add('What', `${typeName(entity.type)}${entity.attributes.materialized && !typeName(entity.type).endsWith(entity.attributes.materialized) ? `, ${cell(entity.attributes.materialized)}` : ''}`);
  add('Where', relation ? code(relation) : null);
  add('Owner', cell(ownerOf(ws, entity) ?? 'nobody is named'));
  const jobs = producers(ws, entity.id);
  const schedules = [...new Set(jobs.flatMap(j => scheduleOf(ws, j) ?? []))];
  add('Filled', jobs.length > 0 ? `by ${listed(jobs.map(j => code(j.name)), 4)}${schedules.length > 0 ? `, ${cell(schedules.join('; '), 160)}` : ''}` : null);
  add('Freshness', freshnessOf(entity) ?? upstreamFreshness(ws, entity));
  const { columns } = ws.columns(entity.id);
  const key = entity.attributes.uniqueKey?.length ? entity.attributes.uniqueKey : checkedKey(ws, entity);
  add('One row per', key.length > 0 ? key.map(k => code(k)).join(', ') : null);
  const personal = columns.filter(isPersonal);
  add('Personal data', personal.length > 0 ? listed(personal.map(c => code(c.name)), 20) : null);
  const checks = ws.checks(entity.id).filter(c => c.check.enabled);
  add('Checks', checks.length > 0 ? listed([...new Set(checks.map(c => code(`${c.check.columns.length > 0 ? `${c.check.columns.join(', ')}: ` : ''}${c.check.assertion.replace(/_/g, ' ')}`)))], 20) : 'none');
  if (entity.attributes.contract) add('Contract', 'enforced: columns and types are promised');
  const up = neighbours(ws, entity.id, 'up');
  add('Made from', up.length > 0 ? listed(up.map(e => code(e.name)), 12) : null);
  const place = ws.places(entity.id)[0];
  add('Defined in', place ? code(place.file) : null);
  return out;
}

/** What is expected of the sources it is made of, where nothing is said of itself: the worst age it can have. */
function upstreamFreshness(ws: Workspace, entity: Entity): string | null {
  const seen = new Set<Key>([entity.id]);
  const found = new Set<string>();
  const queue = [entity.id];
  while (queue.length > 0 && seen.size < 500) {
    for (const { from } of ws.inputs(queue.shift()!)) {
      if (seen.has(from)) continue;
      seen.add(from);
      const up = ws.entity(from);
      const freshness = up ? freshnessOf(up) : null;
      if (up && freshness) found.add(`${code(up.name)} ${freshness}`);
      else queue.push(from);
    }
  }
  return found.size > 0 ? `its sources: ${listed([...found].sort(), 5)}` : null;
}

/** Columns that a check says are unique, alone or together. */
function checkedKey(ws: Workspace, entity: Entity): readonly string[] {
  const unique = ws.checks(entity.id).filter(c => c.check.enabled && (c.check.assertion === 'unique' || c.check.assertion === 'unique_combination') && c.check.columns.length > 0);
  return unique.sort((a, b) => a.check.columns.length - b.check.columns.length)[0]?.check.columns ?? [];
}

function sampleQuery(ws: Workspace, entity: Entity): string | null {
  const relation = relationName(entity);
  if (!relation) return null;
  const names = ws.columns(entity.id).columns.slice(0, 8).map(c => (/^[a-z_][a-z0-9_]*$/i.test(c.name) ? c.name : `"${c.name.replace(/"/g, '""')}"`));
  return `select ${names.length > 0 ? names.join(', ') : '*'}\nfrom ${relation}\nlimit 100`;
}
