import type { Column, Entity, Workspace } from '../../model/workspace';
import { cell, code, prose } from '../../text/markdown';
import { docsText } from '../docsText';
import { count, listed, relationName, typeName } from '../words';
import { freshnessOf, isPersonal, neighbours, ownerOf, producers, scheduleOf } from './about';
import { anchorOf, type Links, table } from './pages';

const MOST_NEIGHBOURS = 12;

/** What is said under a dataset's heading in the data dictionary: what it is, its columns, where it comes from and goes to. */
export function datasetSection(ws: Workspace, entity: Entity, links: Links): string {
  const out: string[] = [aboutLine(ws, entity, links)];
  if (entity.attributes.description) out.push(prose(docsText(ws, entity.attributes.description), 4_000));
  const columns = columnTable(ws, entity);
  if (columns) out.push(columns);
  const facts = [...flowLines(ws, entity, links), ...careLines(ws, entity)];
  if (facts.length > 0) out.push(facts.map(f => `- ${f}`).join('\n'));
  return out.join('\n\n');
}

function aboutLine(ws: Workspace, entity: Entity, links: Links): string {
  const a = entity.attributes;
  const parts = [`${typeName(entity.type)}${a.materialized && !typeName(entity.type).endsWith(a.materialized) ? `, ${cell(a.materialized)}` : ''}`];
  const relation = relationName(entity);
  if (relation) parts.push(code(relation));
  const owner = ownerOf(ws, entity);
  if (owner) parts.push(`owner **${cell(owner)}**`);
  if (a.tags?.length) parts.push(a.tags.map(t => code(t)).join(' '));
  const place = ws.places(entity.id)[0];
  if (place) parts.push(links.file(place.file));
  return parts.join(' · ');
}

/** The columns with all that files say of them; columns of the table that would be empty are left out. */
export function columnTable(ws: Workspace, entity: Entity): string | null {
  const { columns, complete, reason } = ws.columns(entity.id);
  if (columns.length === 0) return null;
  const checks = checksByColumn(ws, entity);
  const cells = columns.map(c => [
    code(c.name) + (isPersonal(c) ? ' **PII**' : ''),
    c.type ? cell(c.type, 40) : '',
    c.nullable === false ? 'no' : '',
    c.description ? cell(docsText(ws, c.description), 400) : '',
    [...new Set(checks.get(c.name.toLowerCase()) ?? [])].map(t => cell(t, 60)).join(', '),
    origin(ws, c),
  ]);
  const heads = ['Column', 'Type', 'Null', 'Description', 'Checks', 'From'];
  const kept = heads.map((_, i) => i).filter(i => i === 0 || cells.some(row => row[i] !== ''));
  const text = table(kept.map(i => heads[i]!), cells.map(row => kept.map(i => row[i]!)));
  return complete || !reason ? text : `${text}\n\n*There may be more columns: ${cell(reason, 160)}.*`;
}

function checksByColumn(ws: Workspace, entity: Entity): ReadonlyMap<string, readonly string[]> {
  const out = new Map<string, string[]>();
  for (const { check } of ws.checks(entity.id)) {
    if (!check.enabled) continue;
    for (const c of check.columns) out.set(c.toLowerCase(), [...(out.get(c.toLowerCase()) ?? []), check.assertion.replace(/_/g, ' ')]);
  }
  return out;
}

function origin(ws: Workspace, column: Column): string {
  const shown = column.from.slice(0, 3).map(f => code(`${ws.entity(f.dataset)?.name ?? f.dataset}.${f.column}`) + (f.kind === 'identity' ? '' : ` (${f.kind})`));
  return shown.join(', ') + (column.from.length > 3 ? ', …' : '');
}

function flowLines(ws: Workspace, entity: Entity, links: Links): string[] {
  const out: string[] = [];
  const named = (e: Entity) => links.entity(e) ?? cell(e.name, 120);
  const up = neighbours(ws, entity.id, 'up');
  const down = neighbours(ws, entity.id, 'down');
  if (up.length > 0) out.push(`made from ${listed(up.map(named), MOST_NEIGHBOURS)}`);
  out.push(down.length > 0 ? `used by ${listed(down.map(named), MOST_NEIGHBOURS)}` : 'nothing in these files uses it');
  for (const job of producers(ws, entity.id).slice(0, 5)) {
    const schedule = scheduleOf(ws, job);
    out.push(`filled by ${typeName(job.type)} ${code(job.name)}${schedule ? `, ${cell(schedule, 120)}` : ''}`);
  }
  return out;
}

function careLines(ws: Workspace, entity: Entity): string[] {
  const out: string[] = [];
  const freshness = freshnessOf(entity);
  if (freshness) out.push(`freshness: ${freshness}`);
  const whole = ws.checks(entity.id).filter(c => c.check.enabled && c.check.columns.length === 0);
  if (whole.length > 0) out.push(`${count(whole.length, 'check')} on the whole: ${listed([...new Set(whole.map(c => code(c.check.name ?? c.check.test)))], 8)}`);
  if (entity.attributes.contract) out.push('its contract is enforced: columns and types are promised');
  if (entity.attributes.deprecationDate) out.push(`deprecated from ${cell(entity.attributes.deprecationDate)}`);
  return out;
}

/** Where a dataset's section stands in a page. */
export function datasetAnchor(entity: Entity): string {
  return anchorOf(entity.name);
}
