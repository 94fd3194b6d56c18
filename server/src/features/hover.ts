import { classifier, type ColumnClass, classOf } from '../model/classification';
import type { Check, QueryFact } from '../model/facts';
import type { Key } from '../model/key';
import type { Column, DocumentView, Entity, Workspace } from '../model/workspace';
import { cell, code, fenced, prose } from '../text/markdown';
import type { Span } from '../text/span';
import { entry } from '../text/entry';
import { docsText } from './docsText';
import { meaningOf } from './places';
import { cronCard, jobLines } from './jobCards';
import { starColumns } from './stars';
import { type Target, targetsAt } from './target';
import { count, listed, reach, relationName, typeName } from './words';

export interface Hover {
  readonly span: Span;
  /** Untrusted Markdown: texts of the user are escaped, there are no command links. */
  readonly markdown: string;
}

const MOST_COLUMNS = 20;

/** What a colleague would tell about the thing under the cursor. `offset` in UTF-16 units from 0; null if there is nothing to tell. */
export function hover(ws: Workspace, path: string, offset: number): Hover | null {
  const document = ws.document(path);
  if (!document) return null;
  for (const target of targetsAt(document, offset)) {
    const markdown = describe(ws, document, target);
    if (markdown) return { span: target.span, markdown };
  }
  const cron = cronCard(document.text, offset);
  if (cron) return cron;
  const explained = ws.reader(path)?.explain?.({ path, text: document.text }, document.project, offset);
  return explained ? { span: explained.span, markdown: explained.markdown } : null;
}

function describe(ws: Workspace, document: DocumentView, target: Target): string | null {
  if (target.kind === 'star') return starCard(ws, document.path, target.query, target.scope, target.output);
  if (target.kind === 'check') return checkCard(target.check);
  if (target.kind === 'reference') {
    const resolution = ws.resolve(target.reference, document.path);
    if (resolution.kind === 'many') return `**${cell(target.reference.name)}** could be any of: ${listed(resolution.entities.map(e => code(e.name)))}`;
    if (resolution.kind === 'none' && resolution.disabled.length > 0) return `**${cell(target.reference.name)}** is disabled\n\n${entityCard(ws, resolution.disabled[0]!)}`;
  }
  const meaning = meaningOf(ws, document.path, target);
  switch (meaning?.kind) {
    case 'entity': {
      const entity = ws.entity(meaning.id);
      return entity ? entityCard(ws, entity) : null;
    }
    case 'column': return columnCard(ws, meaning.dataset, meaning.column);
    case 'output': return outputCard(ws, document, meaning.query, meaning.scope, meaning.output);
    case 'cte': return cteCard(ws, document.path, meaning.query, meaning.scope);
    case 'alias': return aliasCard(ws, document.path, meaning.query, meaning.scope, meaning.input);
    default: return null;
  }
}

/** The card of a dataset, macro, exposure or whatever else has a name. */
export function entityCard(ws: Workspace, entity: Entity): string {
  const a = entity.attributes;
  const out: string[] = [`**${cell(entity.name, 200)}** — ${typeName(entity.type)}${a.materialized ? `, ${cell(a.materialized)}` : ''}${entity.enabled ? '' : ', disabled'}`];
  const signature = a.more?.['signature'];
  if (typeof signature === 'string') out.push(fenced(signature, 'jinja'));
  if (a.description) out.push(prose(docsText(ws, a.description)));
  const facts: string[] = [];
  const relation = relationName(entity);
  if (relation) facts.push(code(relation));
  if (a.owner) facts.push(`owner ${cell(a.owner)}`);
  if (a.group) facts.push(`group ${cell(a.group)}`);
  if (a.access && a.access !== 'protected') facts.push(cell(a.access));
  if (a.contract) facts.push('contract enforced');
  if (a.version) facts.push(`version ${cell(a.version)}${a.latestVersion ? ` (latest ${cell(a.latestVersion)})` : ''}`);
  if (a.tags?.length) facts.push(`tags ${listed(a.tags.map(t => code(t)))}`);
  for (const line of strings(a.more?.['facts'])) facts.push(cell(line, 200));
  if (facts.length > 0) out.push(facts.join(' · '));
  out.push(...jobLines(ws, entity));
  const columns = entity.kind === 'dataset' ? columnTable(ws, entity.id) : null;
  if (columns) out.push(columns);
  const counts = graphLine(ws, entity);
  if (counts) out.push(counts);
  return out.join('\n\n');
}

function graphLine(ws: Workspace, entity: Entity): string | null {
  const parts: string[] = [];
  const checks = ws.checks(entity.id).filter(c => c.check.enabled).length;
  if (entity.kind === 'dataset') parts.push(checks > 0 ? count(checks, 'test') : 'no tests');
  const up = reach(ws, entity.id, 'up');
  const down = reach(ws, entity.id, 'down');
  if (up.all > 0) parts.push(`${up.direct} upstream${up.all > up.direct ? ` (${up.all} in all)` : ''}`);
  if (down.all > 0) parts.push(`${down.direct} downstream${down.all > down.direct ? ` (${down.all}${down.more ? '+' : ''} in all)` : ''}`);
  else if (entity.kind === 'dataset') parts.push('nothing downstream');
  if (entity.kind === 'symbol') {
    const users = ws.referrers(entity.id).length;
    parts.push(users > 0 ? `used ${count(users, 'time')}` : 'not used');
  }
  return parts.length > 0 ? parts.join(' · ') : null;
}

function columnTable(ws: Workspace, id: Key): string | null {
  const set = ws.columns(id);
  if (set.columns.length === 0) return null;
  const tests = new Map<string, string[]>();
  for (const { check } of ws.checks(id)) if (check.enabled) for (const c of check.columns) tests.set(c.toLowerCase(), [...(tests.get(c.toLowerCase()) ?? []), check.assertion.replace(/_/g, ' ')]);
  const shown = set.columns.slice(0, MOST_COLUMNS);
  const about = shown.map(c => remarks(ws, c, tests.get(c.name.toLowerCase()) ?? []));
  // Columns of the table that would be empty are left out.
  const [typed, told] = [shown.some(c => c.type), about.some(t => t !== '')];
  const row = (cells: readonly (string | false)[]) => `| ${cells.filter(c => c !== false).join(' | ')} |`;
  const rows = shown.map((c, i) => row([code(c.name), typed && (c.type ? cell(c.type, 30) : ''), told && about[i]!]));
  const rest = set.columns.length - rows.length;
  const more = [rest > 0 ? `and ${count(rest, 'more column')}` : '', set.complete || !set.reason ? '' : `perhaps more: ${cell(set.reason, 120)}`].filter(Boolean).join('; ');
  return [row(['Column', typed && 'Type', told && '']), row([':--', typed && ':--', told && ':--']), ...rows].join('\n') + (more ? `\n\n*${more}*` : '');
}

/** What is worth a place in the table: personal data, tests, the beginning of the description. */
function remarks(ws: Workspace, column: Column, tests: readonly string[]): string {
  const pii = column.tags.some(t => t.toLowerCase() === 'pii') ? '**PII**' : '';
  const checked = tests.length > 0 ? `*${cell([...new Set(tests)].join(', '), 60)}*` : '';
  const description = column.description ? cell(docsText(ws, column.description), 60) : '';
  return [pii, checked, description].filter(t => t !== '').join(' · ');
}

function columnCard(ws: Workspace, dataset: Key, name: string): string | null {
  const entity = ws.entity(dataset);
  if (!entity) return null;
  const column = ws.column(dataset, name);
  const out = [`${code(name)} ${column?.type ? `*${cell(column.type)}* ` : ''}— column of **${cell(entity.name, 200)}** (${typeName(entity.type)})`];
  if (!column) {
    out.push(ws.columns(dataset).complete ? '*No such column.*' : '*Its description does not list this column.*');
    return out.join('\n\n');
  }
  if (column.description) out.push(prose(docsText(ws, column.description)));
  if (column.tags.length > 0) out.push(`tags ${listed(column.tags.map(t => code(t)))}`);
  const checks = ws.checks(dataset).filter(c => c.check.columns.some(x => x.toLowerCase() === name.toLowerCase()));
  if (checks.length > 0) out.push(`Checks: ${listed(checks.map(c => `${code(checkText(c.check))}${c.check.tool === 'dbt' ? '' : ` (${TOOLS[c.check.tool] ?? cell(c.check.tool)})`}`), 12)}`);
  const found = classOf(classifier(ws), dataset, column.name);
  if (found && !found.open) out.push(`Classified ${code(found.label)}${classSource(ws, found)}`);
  const from = column.from.map(s => `${code(`${ws.entity(s.dataset)?.name ?? s.dataset}.${s.column}`)}${s.kind === 'identity' ? '' : ` (${s.kind})`}`);
  if (from.length > 0) out.push(`From ${listed(from, 8)}`);
  return out.join('\n\n');
}

function outputCard(ws: Workspace, document: DocumentView, query: QueryFact, scope: number, output: number): string | null {
  const o = query.query.scopes[scope]?.outputs[output];
  if (!o) return null;
  const resolved = ws.scopeColumns(document.path, query, scope).columns.find(c => c.output === output && c.scope === scope);
  const where = query.query.scopes[scope]!.name;
  const out = [`${code(o.name ?? 'expression')}${resolved?.type ? ` *${cell(resolved.type)}*` : ''} — ${where ? `column of ${code(where)}` : 'column of this select'}`];
  if (o.kind !== 'identity' || o.aliased) out.push(fenced(document.text.slice(o.expression.start, o.expression.end).slice(0, 600), 'sql'));
  return out.join('\n\n');
}

function cteCard(ws: Workspace, path: string, query: QueryFact, scope: number): string | null {
  const s = query.query.scopes[scope];
  if (!s) return null;
  return scopeTable(`${code(s.name ?? 'subquery')} — common table expression`, ws.scopeColumns(path, query, scope));
}

function aliasCard(ws: Workspace, path: string, query: QueryFact, scope: number, input: number): string | null {
  const item = query.query.scopes[scope]?.inputs[input];
  if (!item?.name) return null;
  const reference = item.source.kind === 'table' ? ws.document(path)?.facts.references[query.tables[item.source.table.span.start] ?? -1] : undefined;
  const resolution = reference ? ws.resolve(reference, path) : null;
  if (resolution?.kind === 'one') return entityCard(ws, resolution.entity);
  return scopeTable(`${code(item.name)} — ${item.source.kind === 'scope' ? 'subquery' : 'table'}`, ws.inputColumns(path, query, scope, input));
}

function starCard(ws: Workspace, path: string, query: QueryFact, scope: number, output: number): string | null {
  const found = starColumns(ws, path, query, scope, output);
  return found.columns.length === 0 ? null : scopeTable(`${code('*')} stands for ${count(found.columns.length, 'column')}`, found);
}

function scopeTable(title: string, columns: { readonly columns: readonly { readonly name: string; readonly type: string | null }[]; readonly complete: boolean }): string {
  const rows = columns.columns.slice(0, MOST_COLUMNS).map(c => `| ${code(c.name)} | ${c.type ? cell(c.type, 30) : ''} |`);
  const rest = columns.columns.length - rows.length;
  const more = [rest > 0 ? `and ${count(rest, 'more column')}` : '', columns.complete ? '' : 'perhaps more: not all inputs are known'].filter(Boolean).join('; ');
  return [title, ...(rows.length > 0 ? [['| Column | Type |', '|:--|:--|', ...rows].join('\n')] : []), ...(more ? [`*${more}*`] : [])].join('\n\n');
}

function checkCard(check: Check): string {
  const out = [`${code(check.test)} — ${entry(TOOLS, check.tool) ?? check.tool} check${check.columns.length > 0 ? ` on ${listed(check.columns.map(c => code(c)))}` : ''}${check.enabled ? '' : ', disabled'}`];
  const meaning = entry(MEANINGS, check.assertion);
  if (meaning) out.push(meaning);
  const args = Object.entries(check.arguments);
  if (args.length > 0) out.push(args.map(([k, v]) => `- ${code(k)}: ${code(JSON.stringify(v)?.slice(0, 200) ?? '')}`).join('\n'));
  if (check.name) out.push(`Named ${code(check.name)}`);
  return out.join('\n\n');
}

const MEANINGS: { readonly [assertion: string]: string } = {
  not_null: 'Fails for every row where the column is null.',
  unique: 'Fails for every value that occurs more than once; nulls are not counted.',
  accepted_values: 'Fails for every value that is not in the list; nulls pass.',
  relationships: 'Fails for every value that the other column does not have; nulls pass.',
  unique_combination: 'Fails where the columns together occur more than once.',
};

/** What people call the tools that checks are written in. */
const TOOLS: { readonly [tool: string]: string } = { dbt: 'dbt', great_expectations: 'Great Expectations', soda: 'Soda', odcs: 'data contract', dcs: 'data contract', pandera: 'Pandera' };

function classSource(ws: Workspace, found: ColumnClass): string {
  if (found.by === 'own') return '';
  if (found.by === 'contract') return ' by a data contract';
  return `: ${found.by === 'copy' ? 'a copy of' : 'made from'} ${code(`${ws.entity(found.dataset)?.name ?? ''}.${found.column}`)}`;
}

function checkText(check: { readonly test: string; readonly arguments: { readonly [name: string]: unknown } }): string {
  const values = check.arguments['values'];
  return Array.isArray(values) ? `${check.test} [${values.slice(0, 6).join(', ')}${values.length > 6 ? ', …' : ''}]` : check.test;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
}
