import type { Path } from '../../model/facts';
import type { EditOperation } from '../../model/format';
import type { Json, Key } from '../../model/key';
import type { FileChange } from '../../model/rule';
import type { Entity, Workspace } from '../../model/workspace';
import { type NeutralCheck, type QualityTool, saidOf, TOOL_NAMES } from './neutral';
import { writeCheck } from './write';
import { yamlText } from './yamlText';

/** Checks as changes of files, with what could not be said. */
export interface PlacedChecks {
  readonly tool: QualityTool;
  readonly changes: readonly FileChange[];
  readonly written: readonly string[];
  /** What the tool has no word for, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * The tool that a dataset's checks are best written in: the one most of its checks are in, else most checks of the project, else dbt for
 * what dbt knows, else the tool whose files there are, else Soda.
 */
export function toolFor(ws: Workspace, entity: Entity): QualityTool {
  const count = new Map<string, number>();
  for (const { check } of ws.checks(entity.id)) count.set(check.tool, (count.get(check.tool) ?? 0) + 1);
  const [best] = [...count].sort((a, b) => b[1] - a[1]);
  if (best && isTool(best[0])) return best[0];
  if (entity.type.startsWith('dbt.')) return 'dbt';
  const types = ws.types();
  if (types.some(t => t.startsWith('gx.'))) return 'great_expectations';
  return types.includes('contract.table') && !types.some(t => t.startsWith('soda.')) ? 'odcs' : 'soda';
}

function isTool(name: string): name is QualityTool {
  return name === 'dbt' || name === 'great_expectations' || name === 'soda' || name === 'odcs';
}

/** Adds checks on a dataset to the file where the tool keeps such checks, or to a new one. */
export function placeChecks(ws: Workspace, id: Key, checks: readonly NeutralCheck[], tool: QualityTool): PlacedChecks {
  const entity = ws.entity(id);
  const notes: string[] = [];
  const written: string[] = [];
  const values: { column: string | null; value: Json }[] = [];
  const packages = entity ? packagesOf(ws, entity) : new Set<string>();
  for (const check of checks) {
    const made = writeCheck(check, tool, packages);
    if ('reason' in made) {
      notes.push(`'${saidOf(check)}' is left out: ${made.reason}.`);
      continue;
    }
    for (const lost of made.lost) notes.push(`Of '${saidOf(check)}', ${TOOL_NAMES[tool]} can't say ${lost}.`);
    written.push(saidOf(check));
    values.push(made);
  }
  if (!entity || values.length === 0) return { tool, changes: [], written, notes };
  const changes = tool === 'dbt' ? inDbt(ws, entity, values, notes) : tool === 'great_expectations' ? inSuite(ws, entity, values) : tool === 'soda' ? inSoda(ws, entity, values) : inContract(ws, entity, values, notes);
  return { tool, changes, written: changes.length > 0 ? written : [], notes };
}

function packagesOf(ws: Workspace, entity: Entity): ReadonlySet<string> {
  for (const { file } of entity.roles) {
    const data = ws.project(file)?.data as { readonly declared?: readonly { readonly name?: string }[]; readonly installed?: readonly string[] } | null | undefined;
    if (data) return new Set([...(data.declared ?? []).flatMap(d => d.name ?? []), ...(data.installed ?? [])].filter(n => typeof n === 'string'));
  }
  return new Set();
}

/** The name people write in checks: a dbt node's own, a table's with its schema. */
export function nameInChecks(entity: Entity): string {
  return entity.name;
}

function inDbt(ws: Workspace, entity: Entity, values: readonly { column: string | null; value: Json }[], notes: string[]): FileChange[] {
  const place = ws.places(entity.id).find(p => p.declaration.path !== null && p.declaration.path.length > 0 && p.declaration.type.startsWith('dbt.'));
  if (!place) {
    notes.push(`'${entity.name}' has no entry in a property file yet: create one first.`);
    return [];
  }
  const { declaration } = place;
  const text = ws.document(place.file)?.text ?? '';
  const key = /^\s*tests\s*:/m.test(text) && !/^\s*data_tests\s*:/m.test(text) ? 'tests' : 'data_tests';
  const nested = !/^\s{2,}(values|combination_of_columns|to)\s*:/m.test(text) || /^\s*arguments\s*:/m.test(text);
  const operations: EditOperation[] = [];
  const fresh = new Map<string, Json[]>();
  for (const { column, value } of values) {
    const shaped = nested ? value : flattened(value);
    const entry = column === null ? undefined : declaration.columns.find(c => c.name.toLowerCase() === column.toLowerCase());
    if (column === null) operations.push({ op: 'append', path: [...declaration.path!, key], value: shaped });
    else if (entry?.path) operations.push({ op: 'append', path: [...entry.path, key], value: shaped });
    else fresh.set(column, [...(fresh.get(column) ?? []), shaped]);
  }
  for (const [column, tests] of fresh) operations.push({ op: 'append', path: [...declaration.path!, 'columns'], value: { name: column, [key]: tests } });
  return [{ kind: 'edit', file: place.file, operations }];
}

/** Arguments beside the test's other keys, as older projects write them. */
function flattened(value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value as { readonly [name: string]: Json }).map(([test, body]) => {
    const { arguments: args, ...rest } = body as { readonly arguments?: { readonly [name: string]: Json }; readonly [name: string]: Json | undefined };
    return [test, { ...args, ...rest } as Json];
  }));
}

function inSuite(ws: Workspace, entity: Entity, values: readonly { value: Json }[]): FileChange[] {
  const file = ws.checks(entity.id).find(c => c.check.tool === 'great_expectations' && c.file.endsWith('.json'))?.file;
  if (file) return [{ kind: 'edit', file, operations: values.map((v): EditOperation => ({ op: 'append', path: ['expectations'], value: v.value })) }];
  const context = [...ws.paths()].find(p => /(^|\/)great_expectations\.ya?ml$/.test(p));
  const folder = context === undefined ? 'gx' : context.slice(0, Math.max(0, context.lastIndexOf('/')));
  const stem = entity.name.split('.').pop()!;
  const suite = { name: `${stem}_suite`, id: null, meta: { dataset: nameInChecks(entity) }, notes: null, expectations: values.map(v => v.value) };
  return [{ kind: 'create', file: `${folder === '' ? '' : `${folder}/`}expectations/${stem}_suite.json`, text: `${JSON.stringify(suite, null, 2)}\n` }];
}

function inSoda(ws: Workspace, entity: Entity, values: readonly { value: Json }[]): FileChange[] {
  const name = nameInChecks(entity);
  const view = ws.checks(entity.id).find(c => c.check.tool === 'soda' && typeof c.check.path?.[0] === 'string' && c.check.path[0].startsWith('checks for ') && c.check.path.length === 2);
  if (view) return [{ kind: 'edit', file: view.file, operations: values.map((v): EditOperation => ({ op: 'append', path: [view.check.path![0]!], value: v.value })) }];
  const stem = name.split('.').pop()!;
  const folder = [...ws.paths()].find(p => ws.document(p)?.format === 'soda')?.replace(/[^/]*$/, '') ?? 'soda/';
  return [{ kind: 'create', file: `${folder}${stem}.yml`, text: yamlText({ [`checks for ${stem}`]: values.map(v => v.value) }) }];
}

function inContract(ws: Workspace, entity: Entity, values: readonly { column: string | null; value: Json }[], notes: string[]): FileChange[] {
  const id = ws.referrers(entity.id).find(r => r.type === 'contract.dataset' && r.from !== null && ws.entity(r.from)?.attributes.more?.['language'] === 'odcs')?.from;
  const place = id ? ws.places(id).find(p => p.declaration.path !== null) : undefined;
  if (!place) {
    notes.push(`No contract of the Open Data Contract Standard is about '${entity.name}' yet: generate one first.`);
    return [];
  }
  const operations: EditOperation[] = [];
  for (const { column, value } of values) {
    const at: Path | null | undefined = column === null ? place.declaration.path : place.declaration.columns.find(c => c.name.toLowerCase() === column.toLowerCase())?.path;
    if (at) operations.push({ op: 'append', path: [...at, 'quality'], value });
    else notes.push(`The contract has no property '${column ?? ''}'.`);
  }
  return operations.length > 0 ? [{ kind: 'edit', file: place.file, operations }] : [];
}
