import type { Entity, Workspace } from '../../model/workspace';
import { docsText } from '../docsText';
import { fullName, ownerOf } from '../impact/sides';
import { isExternal, kindOf } from '../lineage/identity';
import { graphReader } from '../lineage/reader';
import { nameFinder, parseSelector } from '../lineage/selectors';
import { reach, relationName, typeName } from '../words';
import { textOf, type Tool } from './tool';

const MOST_COLUMNS = 300;
const MOST_NEIGHBOURS = 40;

export const describeDataset: Tool = {
  name: 'describe_dataset',
  title: 'Describe Dataset',
  summary: 'Tells the columns, checks, owner and neighbours of a dataset or job.',
  icon: '$(table)',
  description:
    'Tells all that the files say of one dataset or job: description, owner, where the table lies, every column with its type, description, tags and what it is made of, the checks on it, what it reads and who reads it. Ask this before you write a query on a table or change a model: it says whether the list of columns is complete.',
  input: {
    type: 'object',
    properties: { name: { type: 'string', description: 'Its name (`orders`, `raw.orders`, `daily_load.extract`) or id, as find_datasets gives it.' } },
    required: ['name'],
    additionalProperties: false,
  },
  run({ workspace: ws }, input) {
    const reader = graphReader(ws, false);
    const named = nameFinder(ws, reader)({ ...parseSelector(textOf(input, 'name')!), up: 0, down: 0 });
    if ('problem' in named) return { problem: `${named.problem}.` };
    const [id] = named.seeds;
    const entity = id === undefined || named.seeds.length !== 1 ? undefined : ws.entity(id);
    if (!entity) return { problem: `'${textOf(input, 'name')}' names ${named.seeds.length} things: ask for one of them by its name.` };
    const identity = reader.identity(entity);
    const a = entity.attributes;
    const set = entity.kind === 'dataset' ? ws.columns(entity.id) : null;
    const checks = ws.checks(entity.id).filter(c => c.check.enabled);
    const columns = (set?.columns ?? []).map(c => ({
      name: c.name, type: c.type, nullable: c.nullable, description: c.description === null ? null : docsText(ws, c.description), tags: c.tags,
      checks: [...new Set(checks.filter(k => k.check.columns.some(x => x.toLowerCase() === c.name.toLowerCase())).map(k => k.check.test))],
      from: c.from.map(f => `${nameFor(ws, f.dataset)}.${f.column}`),
    }));
    const job = entity.kind === 'job' ? reader.job(entity.id) : null;
    const upstream = names(ws, job ? [...job.reads, ...job.upstream] : reader.into(entity.id).map(e => e.from));
    const downstream = names(ws, job ? job.writes : reader.next(entity.id, 'down', false));
    const all = entity.kind === 'dataset' ? reach(ws, entity.id, 'down').all : downstream.length;
    const places = ws.places(entity.id).map(p => ({ file: p.file, line: reader.line(p.file, p.declaration.span.start), role: p.declaration.role }));
    const data = {
      id: identity.id, names: identity.names, name: fullName(ws, entity), type: entity.type, kind: entity.kind === 'job' ? 'job' : kindOf(entity), system: identity.system, external: entity.kind !== 'job' && isExternal(entity),
      description: a.description ? docsText(ws, a.description) : null, owner: ownerOf(ws, entity), relation: relationName(entity), materialized: a.materialized ?? null, access: a.access ?? null,
      contract: a.contract === true, schedule: a.schedule ?? null, tags: a.tags ?? [], places, columns, columnsComplete: set?.complete ?? null, columnsReason: set?.reason ?? null,
      checks: checks.filter(c => c.check.columns.length === 0).map(c => c.check.test), upstream, downstream, downstreamInAll: all,
    };
    return { text: textFor(entity, data), data };
  },
};

type Described = {
  readonly name: string; readonly description: string | null; readonly owner: string | null; readonly relation: string | null; readonly materialized: string | null; readonly access: string | null; readonly contract: boolean;
  readonly schedule: string | null; readonly tags: readonly string[]; readonly places: readonly { readonly file: string; readonly line: number; readonly role: string }[];
  readonly columns: readonly { readonly name: string; readonly type: string | null; readonly nullable: boolean | null; readonly description: string | null; readonly tags: readonly string[]; readonly checks: readonly string[]; readonly from: readonly string[] }[];
  readonly columnsComplete: boolean | null; readonly columnsReason: string | null; readonly checks: readonly string[]; readonly upstream: readonly string[]; readonly downstream: readonly string[]; readonly downstreamInAll: number;
};

function textFor(entity: Entity, d: Described): string {
  const out = [`# ${d.name} (${typeName(entity.type)}${d.materialized ? `, ${d.materialized}` : ''})`];
  if (d.description) out.push(d.description.trim());
  const facts = [
    d.relation && `table ${d.relation}`, d.owner && `owner ${d.owner}`, d.schedule && `schedule ${d.schedule}`, d.access && d.access !== 'protected' && `access ${d.access}`, d.contract && 'contract enforced', d.tags.length > 0 && `tags ${d.tags.join(', ')}`,
  ].filter((f): f is string => typeof f === 'string' && f !== '');
  if (facts.length > 0) out.push(facts.join('; '));
  out.push(`Declared in ${d.places.map(p => `${p.file}:${p.line}`).join(', ')}`);
  if (d.columnsComplete !== null) {
    out.push(`## Columns (${d.columns.length}; ${d.columnsComplete ? 'these are all' : `there may be more: ${d.columnsReason ?? 'not all are known'}`})`);
    for (const c of d.columns.slice(0, MOST_COLUMNS)) {
      const notes = [c.type, c.nullable === false ? 'not null' : null, c.checks.length > 0 ? `checks: ${c.checks.join(', ')}` : null, c.tags.length > 0 ? `tags: ${c.tags.join(', ')}` : null, c.from.length > 0 ? `from ${c.from.slice(0, 4).join(', ')}` : null].filter(n => n !== null);
      out.push(`- ${c.name}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}${c.description ? `: ${c.description.replace(/\s+/g, ' ').trim().slice(0, 300)}` : ''}`);
    }
    if (d.columns.length > MOST_COLUMNS) out.push(`- and ${d.columns.length - MOST_COLUMNS} more`);
  }
  if (d.checks.length > 0) out.push(`Checks on the whole: ${d.checks.join(', ')}`);
  out.push(`Reads: ${listOf(d.upstream)}`, `${entity.kind === 'job' ? 'Writes' : 'Read by'}: ${listOf(d.downstream)}${d.downstreamInAll > d.downstream.length ? ` (${d.downstreamInAll} downstream in all)` : ''}`);
  return out.join('\n');
}

function listOf(all: readonly string[]): string {
  if (all.length === 0) return 'nothing that is known here';
  return all.length > MOST_NEIGHBOURS ? `${all.slice(0, MOST_NEIGHBOURS).join(', ')} and ${all.length - MOST_NEIGHBOURS} more` : all.join(', ');
}

function names(ws: Workspace, ids: readonly string[]): string[] {
  return [...new Set(ids.map(id => nameFor(ws, id)))].sort();
}

function nameFor(ws: Workspace, id: string): string {
  const entity = ws.entity(id);
  return entity ? fullName(ws, entity) : id;
}
