import type { Json, Key } from '../../../model/key';
import { type FunctionDefinition, isForeign, isSequence, keyword, knownText, type TextValue, type Value } from '../../../syntax/python';
import type { Span } from '../../../text/span';
import { assetsIn, textAsset } from '../follow/assets';
import { setting } from '../follow/tasks';
import { connectionKey, dagKey, groupKey, poolKey, taskKey } from '../names';
import { dbtModelTargets, functionKey, sqlFileKey } from '../../shared/names';
import type { Task } from '../objects';
import { isSensor, type OperatorFacts, operatorFacts } from '../operators';
import { referToAsset } from './assets';
import { type Extraction, keyOf } from './dags';
import { dbtRunsIn, selectedModels } from './dbtRuns';
import { type Parameter, placeOf } from '../../shared/places';
import { dialectOf, extractJobSql } from '../../shared/jobSql';
import { operationsOf } from './operations';
import { moduleAt } from '../../shared/pythonImports';
import { sqlFileCandidates } from './sqlFiles';

/** A task with its dependencies and all that it names. Tasks without a DAG are none. */
export function extractTask(x: Extraction, task: Task): void {
  const { dag } = task;
  if (dag === null) return;
  const parent = keyOf(dag, x.path);
  const id = taskKey(parent, task.id);
  const facts = operatorFacts(task.family, task.path);
  const adopts = [...sqlFilesOf(x, task, facts), ...functionsOf(x, task)];
  x.draft.declare({
    id, kind: 'job', type: 'airflow.task', role: 'defines', name: task.id, keys: [], nameSpan: task.nameSpan, span: task.span, parent, path: null,
    attributes: attributesOf(task, facts), columns: [], columnsComplete: false, ...(adopts.length > 0 ? { adopts } : {}),
  });
  for (const [up, edge] of task.upstream) {
    x.draft.refer({ targets: [taskKey(parent, up.id)], type: 'airflow.task', name: up.id, span: edge.span, fullSpan: edge.full, from: id, role: 'uses', certainty: 'certain', implied: true });
  }
  extractAssets(x, task, id);
  extractNames(x, task, id);
  extractLinks(x, task, id);
  extractDbt(x, task, id);
  extractSql(x, task, id, facts);
  if (facts) extractPlaces(x, task, id, facts);
}

/** The jobs that are in truth this task: the function that it runs, if no other task of the file runs it. */
function functionsOf(x: Extraction, task: Task): Key[] {
  // An operator of the workspace: what its `execute` does is a job under the task's own id.
  if (task.path === '' && task.function === null && task.family !== '') return x.tasks.some(t => t !== task && t.label.text === task.label.text && t.dag !== task.dag) ? [] : [functionKey(x.path, task.label.text), functionKey(x.path, task.label.text, 'spark')];
  const f = functionIn(task);
  if (f === null || x.tasks.some(t => t !== task && functionIn(t) === f)) return [];
  const path = isForeign(f.span) ? moduleAt(x.imports, f.span)?.path : x.path;
  return path === undefined ? [] : [functionKey(path, f.name), functionKey(path, f.name, 'spark')];
}

function functionIn(task: Task): FunctionDefinition | null {
  if (task.function) return task.function;
  const callable = keyword(task.args, 'python_callable')?.value;
  return callable?.kind === 'function' && callable.definition.kind === 'function' && callable.self === null ? callable.definition : null;
}

function attributesOf(task: Task, facts: OperatorFacts | undefined): { readonly [name: string]: Json } {
  const text = (name: string): string | null => {
    const found = setting(task, name);
    return found === null || found === 'unknown' ? null : knownText(found.value);
  };
  const description = text('doc_md') ?? text('doc') ?? task.function?.docstring?.value ?? null;
  const owner = text('owner');
  const retries = setting(task, 'retries');
  const operations = operationsOf(name => {
    const found = setting(task, name);
    return found === null || found === 'unknown' ? undefined : found.value;
  });
  const lines: string[] = [task.operator];
  if (task.mapped) lines.push('mapped');
  if (task.role) lines.push(task.role);
  if (retries !== null && retries !== 'unknown' && retries.value.kind === 'constant' && typeof retries.value.value === 'number') lines.push(`retries ${retries.value.value}`);
  const rule = text('trigger_rule');
  if (rule && rule !== 'all_success') lines.push(`runs on ${rule}`);
  const pool = text('pool');
  if (pool) lines.push(`pool ${pool}`);
  return {
    ...(description ? { description: description.trim() } : {}),
    ...(owner ? { owner } : {}),
    more: {
      operator: task.operator, known: task.known, many: task.many, facts: lines, ...(operations ? { operations } : {}), ...(task.role ? { role: task.role } : {}), ...(facts ? { module: facts.module } : {}),
      ...(isSensor(task.family || task.operator, task.path) ? { sensor: true } : {}),
    },
  };
}

function extractAssets(x: Extraction, task: Task, id: Key): void {
  const read: number[] = [];
  for (const [name, role] of [['inlets', 'reads'], ['outlets', 'writes']] as const) {
    const given = keyword(task.args, name);
    if (!given) continue;
    const items: readonly Value[] = isSequence(given.value) ? given.value.items : [given.value];
    for (const item of items) {
      const text = textAsset(item, given.span);
      for (const asset of text ? [text] : (assetsIn(item)?.assets ?? [])) {
        const index = referToAsset(x.draft, asset, id, role, given.span);
        if (index === null) continue;
        if (role === 'reads') read.push(index);
        else for (const from of read) x.draft.edges.push({ from, to: index, job: id, span: given.span, confidence: 'exact' });
      }
    }
  }
}

/** Connections and pools by their ids: mentions, of which hover, references and completion know. */
function extractNames(x: Extraction, task: Task, id: Key): void {
  for (const k of task.args.keywords) {
    if (k.value.kind !== 'text' || !k.value.known || k.value.text === '' || k.value.text.includes('{{')) continue;
    const connection = /(^|_)conn_id$/.test(k.name);
    if (!connection && k.name !== 'pool') continue;
    mention(x, connection ? 'connection' : 'pool', k.value, k.span, id);
  }
}

export function mention(x: Extraction, kind: 'connection' | 'pool', value: TextValue, at: Span, from: Key | null): void {
  const target = kind === 'connection' ? connectionKey(value.text) : poolKey(value.text);
  const span = value.origin ?? at;
  x.draft.describe(target, 'symbol', `airflow.${kind}`, value.text, span, []);
  x.draft.refer({ targets: [target], type: `airflow.${kind}`, name: value.text, span, fullSpan: span, from, role: 'names', certainty: 'likely', ...(value.origin ? {} : { implied: true }) });
}

/** Sensors that wait for another DAG, and operators that start one. */
function extractLinks(x: Extraction, task: Task, id: Key): void {
  const family = task.family || task.operator;
  const waits = /^ExternalTask(Sensor|SensorAsync|Marker)$/.test(family) || family === 'ExternalTaskSensor';
  if (!waits && family !== 'TriggerDagRunOperator') return;
  const dag = keyword(task.args, waits ? 'external_dag_id' : 'trigger_dag_id');
  if (dag?.value.kind !== 'text' || !dag.value.known || dag.value.text.includes('{{')) return;
  const target = dagKey(dag.value.text, true, x.path);
  const origin = dag.value.origin ?? dag.span;
  const certainty = 'likely';
  const tasks = waits ? externalTasks(task) : [];
  const role = waits && tasks.length === 0 && !keyword(task.args, 'external_task_group_id') && family !== 'ExternalTaskMarker' ? 'uses' : 'names';
  x.draft.refer({ targets: [target], type: 'airflow.external_dag', name: dag.value.text, span: origin, fullSpan: dag.span.start <= origin.start && dag.span.end >= origin.end ? dag.span : origin, from: id, role, certainty, ...(dag.value.origin ? {} : { implied: true }) });
  for (const t of tasks) {
    const span = t.value.origin ?? t.span;
    x.draft.refer({
      targets: [taskKey(target, t.value.text)], type: 'airflow.external_task', name: t.value.text, span, fullSpan: span, from: id, role: family === 'ExternalTaskMarker' ? 'names' : 'uses', certainty,
      ...(t.value.origin && !t.value.text.includes('.') ? {} : { implied: true }), data: { dag: target },
    });
  }
  const group = keyword(task.args, 'external_task_group_id');
  if (waits && group?.value.kind === 'text' && group.value.known) {
    const span = group.value.origin ?? group.span;
    x.draft.refer({ targets: [groupKey(target, group.value.text)], type: 'airflow.external_group', name: group.value.text, span, fullSpan: span, from: id, role: 'names', certainty, data: { dag: target } });
  }
}

function externalTasks(task: Task): { readonly value: TextValue; readonly span: Span }[] {
  const out: { value: TextValue; span: Span }[] = [];
  const one = keyword(task.args, 'external_task_id');
  const many = keyword(task.args, 'external_task_ids');
  for (const k of [one, many]) {
    if (!k) continue;
    for (const v of isSequence(k.value) ? k.value.items : [k.value]) if (v.kind === 'text' && v.known && !v.text.includes('{{')) out.push({ value: v, span: k.span });
  }
  return out;
}

/** dbt commands in shell tasks, dbt operators of Cosmos and the dbt Cloud provider. */
function extractDbt(x: Extraction, task: Task, id: Key): void {
  const write = (models: readonly string[], command: string, value: Value, at: Span): void => {
    const origin = value.kind === 'text' ? value.origin : null;
    for (const model of models) {
      const within = origin ? new RegExp(`(^|[^\\w])${model}(?![\\w])`).exec(x.file.text.slice(origin.start, origin.end)) : null;
      const start = origin && within ? origin.start + within.index + within[1]!.length : null;
      const span = start === null ? at : { start, end: start + model.length };
      const role = command === 'test' ? 'reads' : command === 'compile' || command === 'source' ? 'names' : 'writes';
      x.draft.refer({ targets: dbtModelTargets(model), type: 'airflow.dbt_model', name: model, span, fullSpan: span, from: id, role, certainty: 'likely', ...(start === null ? { implied: true } : {}), data: { command } });
    }
  };
  const shell = keyword(task.args, 'bash_command') ?? keyword(task.args, 'cmds') ?? keyword(task.args, 'arguments') ?? keyword(task.args, 'command');
  const text = shell ? shellText(shell.value) : null;
  if (shell && text !== null) for (const run of dbtRunsIn(text)) write(run.models, run.command, shell.value, shell.span);
  const command = /^Dbt(Run|Test|Build|Seed|Snapshot)\w*Operator$/.exec(task.operator)?.[1]?.toLowerCase();
  const config = keyword(task.args, 'render_config')?.value;
  const select = keyword(task.args, 'select') ?? keyword(task.args, 'models') ?? (config?.kind === 'made' ? keyword(config.args, 'select') : undefined);
  if (!select || (command === undefined && task.operator !== 'DbtTaskGroup')) return;
  for (const v of isSequence(select.value) ? select.value.items : [select.value]) {
    const t = knownText(v);
    if (t !== null) write(selectedModels(t), command ?? 'build', v, select.span);
  }
}

function shellText(value: Value): string | null {
  if (value.kind === 'text') return value.text;
  if (isSequence(value)) return value.items.map(v => (v.kind === 'text' ? v.text : '')).join(' ');
  return null;
}

/** The values of a parameter; dots lead into a dict. */
function parameter(task: Task, path: string): { readonly value: Value; readonly span: Span } | null {
  const [name, ...inner] = path.split('.');
  const found = keyword(task.args, name!);
  if (!found) return null;
  let value = found.value;
  let span = found.span;
  for (const key of inner) {
    if (value.kind !== 'dict') return null;
    const next = value.entries.findLast(e => e.key.kind === 'text' && e.key.text === key);
    if (!next) return null;
    value = next.value;
    span = next.span ?? span;
  }
  return { value, span };
}

/** Parameters that hold SQL: of a known class those that do, of others `sql`. */
function sqlParameters(task: Task, facts: OperatorFacts | undefined): readonly string[] {
  if (facts) return facts.language === undefined || facts.language === 'hiveql' ? (facts.sql ?? []) : [];
  return task.operator.startsWith('@') ? [] : ['sql', 'configuration.query.query'];
}

const SQL_FILE = /^[^\s;]+\.(sql|hql|bq)$/i;
const INCLUDE = /^\s*\{%-?\s*include\s+["']([^"']+)["']\s*-?%\}\s*;?\s*$/;

function extractSql(x: Extraction, task: Task, id: Key, facts: OperatorFacts | undefined): void {
  for (const name of sqlParameters(task, facts)) {
    const found = parameter(task, name);
    if (!found) continue;
    const connection = ['conn_id', ...Object.keys(facts?.connection ?? {})].map(k => knownText(keyword(task.args, k)?.value)).find(k => k !== null) ?? null;
    for (const value of isSequence(found.value) ? found.value.items : [found.value]) {
      if (value.kind !== 'text' || SQL_FILE.test(value.text.trim()) || INCLUDE.test(value.text)) continue;
      extractJobSql(x.draft, x.file.text, {
        place: 'airflow',
        job: id, text: value.text, origin: value.origin, at: found.span, dialect: dialectOf(task.family || task.operator, connection, facts?.language === 'hiveql' ? 'hive' : null), schema: knownText(keyword(task.args, 'schema')?.value), known: paramsOf(task),
      });
      writeResult(x, task, id);
    }
  }
}

/** BigQuery writes the result of a query where another parameter says. */
function writeResult(x: Extraction, task: Task, id: Key): void {
  const table = parameter(task, 'configuration.query.destinationTable');
  const plain = parameter(task, 'destination_dataset_table');
  const parts: Parameter[] = [];
  if (table?.value.kind === 'dict') {
    for (const [name, as] of [['projectId', 'project_id'], ['datasetId', 'dataset_id'], ['tableId', 'table_id']] as const) {
      const text = table.value.entries.findLast(e => e.key.kind === 'text' && e.key.text === name)?.value;
      if (text?.kind === 'text') parts.push({ name: as, value: text.text });
    }
  } else if (plain?.value.kind === 'text') parts.push({ name: 'destination_dataset_table', value: plain.value.text });
  const place = parts.length > 0 ? placeOf(parts, 'BigQuery', true) : null;
  if (place) referToPlace(x, place, id, 'writes', (table ?? plain)!.span);
}

function paramsOf(task: Task): { readonly [source: string]: Json } {
  const out: { [source: string]: Json } = {};
  const params = keyword(task.args, 'params')?.value;
  if (params?.kind === 'dict') for (const e of params.entries) if (e.key.kind === 'text' && e.value.kind === 'text' && e.value.known) out[`params.${e.key.text}`] = e.value.text;
  return out;
}

/** Files that the task's SQL is in: the task takes over what they read and write. */
function sqlFilesOf(x: Extraction, task: Task, facts: OperatorFacts | undefined): Key[] {
  return sqlParameters(task, facts).flatMap(name => {
    const found = parameter(task, name);
    if (!found) return [];
    return (isSequence(found.value) ? found.value.items : [found.value]).flatMap(v => {
      if (v.kind !== 'text') return [];
      const path = INCLUDE.exec(v.text)?.[1] ?? (SQL_FILE.test(v.text.trim()) ? v.text.trim() : null);
      if (path === null) return [];
      const keys = sqlFileCandidates(path, x.path, task.dag).map(sqlFileKey);
      const span = v.origin ?? found.span;
      x.draft.refer({ targets: keys, type: 'airflow.sql_file', name: path, span, fullSpan: span, from: null, role: 'names', certainty: 'likely', implied: true });
      return keys;
    });
  });
}

/** What transfers and other operators read and write by their parameters. */
function extractPlaces(x: Extraction, task: Task, id: Key, facts: OperatorFacts): void {
  const given = (names: readonly string[]): { parameters: Parameter[]; spans: Span[] }[] => {
    const single: Parameter[] = [];
    const spans: Span[] = [];
    let several: { name: string; values: readonly string[] } | null = null;
    for (const name of names) {
      const found = keyword(task.args, name);
      if (!found) continue;
      spans.push(found.span);
      if (found.value.kind === 'text') single.push({ name, value: found.value.text });
      else if (isSequence(found.value)) several = { name, values: found.value.items.flatMap(v => (v.kind === 'text' ? [v.text] : [])) };
    }
    if (several === null) return single.length > 0 ? [{ parameters: single, spans }] : [];
    const { name, values } = several;
    return values.map(value => ({ parameters: [...single, { name, value }], spans }));
  };
  const turned = facts.direction !== undefined && knownText(keyword(task.args, facts.direction.parameter)?.value) === facts.direction.reversedBy;
  const sides = (task.family || task.operator).replace(/(Operator|Sensor|Transfer)$/, '').split(/To(?=[A-Z])/);
  const [from, to] = [sides[0]!, sides[sides.length - 1]!];
  const read: number[] = [];
  const bare = (names: readonly string[] | undefined, system: string, role: 'reads' | 'writes'): void => {
    for (const { parameters, spans } of given(names ?? [])) {
      const place = placeOf(parameters, system, role === 'writes');
      if (!place) continue;
      const index = referToPlace(x, place, id, role, spans[0]!);
      if (role === 'reads') read.push(index);
      else for (const r of read) x.draft.edges.push({ from: r, to: index, job: id, span: spans[0]!, confidence: 'exact' });
    }
  };
  externalTable(x, task, id);
  bare(turned ? facts.destination : facts.source, turned ? to : from, 'reads');
  bare(turned ? facts.source : facts.destination, turned ? from : to, 'writes');
}

/** BigQuery's description of an external table: files read, a table that shows them. */
function externalTable(x: Extraction, task: Task, id: Key): void {
  const uris = parameter(task, 'table_resource.externalDataConfiguration.sourceUris');
  const table = parameter(task, 'table_resource.tableReference');
  if (!uris || table?.value.kind !== 'dict' || !isSequence(uris.value)) return;
  const read = uris.value.items.flatMap(v => (v.kind === 'text' ? (placeOf([{ name: 'uri', value: v.text }], 'GCS', false) ?? []) : [])).map(p => referToPlace(x, p, id, 'reads', uris.span));
  const parts = table.value.entries.flatMap((e): Parameter[] => (e.key.kind === 'text' && e.value.kind === 'text' ? [{ name: { projectId: 'project_id', datasetId: 'dataset_id', tableId: 'table_id' }[e.key.text] ?? e.key.text, value: e.value.text }] : []));
  const place = placeOf(parts, 'BigQuery', true);
  if (!place) return;
  const to = referToPlace(x, place, id, 'writes', table.span);
  for (const from of read) x.draft.edges.push({ from, to, job: id, span: table.span, confidence: 'exact' });
}

function referToPlace(x: Extraction, place: NonNullable<ReturnType<typeof placeOf>>, id: Key, role: 'reads' | 'writes', span: Span): number {
  x.draft.describe(place.id, 'dataset', place.type, place.name, span, place.targets);
  return x.draft.refer({ targets: place.targets, type: place.type === 'sql.table' ? 'sql.table' : 'storage.path', name: place.name, span, fullSpan: span, from: id, role, certainty: place.type === 'sql.table' ? 'likely' : 'certain', implied: true, data: { place: 'airflow' } });
}
