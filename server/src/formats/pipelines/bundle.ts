import type { Key } from '../../model/key';
import { itemsOf, valueOf, type YamlNode, type YamlPair } from '../../syntax/yaml';
import { closest } from '../../text/fuzzy';
import { declareJob, headOf, type Reading, scalar, toolFormat } from './file';
import { scriptKey, sqlFileKey } from '../shared/names';
import { jobKey } from './names';

/** Databricks asset bundles: jobs with their tasks, pipelines, targets. */
export const bundle = toolFormat({
  id: 'databricks-bundle',
  extensions: ['yml', 'yaml'],
  schema: 'pipelines/databricks-bundle',
  recognises: (path, head) => (/(^|\/)databricks\.ya?ml$/.test(path) && /^(bundle|include|resources|targets|variables):/m.test(head)) || (/^resources:/m.test(head) && /^\s+(jobs|pipelines):/m.test(head) && /(notebook_task|spark_python_task|python_wheel_task|sql_task|dbt_task|pipeline_task|run_job_task|libraries|job_cluster_key|catalog):/.test(head)),
  extract,
});

/** Tasks that run on a cluster or in a serverless environment that must be named. */
const COMPUTE: readonly string[] = ['python_wheel_task', 'spark_jar_task', 'spark_python_task', 'spark_submit_task', 'dbt_task'];
const PLACES: readonly string[] = ['job_cluster_key', 'environment_key', 'existing_cluster_id', 'new_cluster'];
/** Fields without which a task can't run. */
const REQUIRED: { readonly [task: string]: readonly string[] } = { notebook_task: ['notebook_path'], python_wheel_task: ['package_name', 'entry_point'], spark_python_task: ['python_file'], sql_task: ['warehouse_id'], dbt_task: ['commands'], pipeline_task: ['pipeline_id'] };

function extract(file: Reading): void {
  const { root } = file;
  resources(file, valueOf(root, 'resources'), true);
  const targets = valueOf(root, 'targets');
  if (targets?.kind !== 'map') return;
  const defaults = targets.pairs.filter(t => scalar(t.value, 'default')?.value === true);
  if (defaults.length > 1) for (const t of defaults) file.draft.problem('pipeline-file-invalid', scalar(t.value, 'default')!.span, 'More than one default target');
  for (const t of targets.pairs) {
    target(file, t);
    // What stands here is laid over the resources above: nothing is missing.
    resources(file, valueOf(t.value, 'resources'), false);
  }
}

function target(file: Reading, t: YamlPair): void {
  const mode = scalar(t.value, 'mode');
  if (mode && !/\$\{/.test(mode.text) && mode.text !== 'development' && mode.text !== 'production') file.draft.problem('pipeline-file-invalid', mode.span, `mode is development or production, not '${mode.text}'`);
  if (mode?.text === 'development') {
    const paused = scalar(t.value, 'presets', 'trigger_pause_status');
    if (paused?.text === 'UNPAUSED') file.draft.problem('pipeline-file-invalid', paused.span, 'A development target can\'t have its triggers unpaused');
  }
}

function resources(file: Reading, node: YamlNode | null, whole: boolean): void {
  const pipelines = valueOf(node, 'pipelines');
  if (pipelines?.kind === 'map') for (const p of pipelines.pairs) pipeline(file, p, whole);
  const jobs = valueOf(node, 'jobs');
  if (jobs?.kind === 'map') for (const j of jobs.pairs) job(file, j, whole);
}

function pipeline(file: Reading, { key, value, span }: YamlPair, whole: boolean): void {
  const serverless = scalar(value, 'serverless');
  const clusters = valueOf(value, 'clusters');
  if (serverless?.value === true && clusters !== null) file.draft.problem('serverless-with-clusters', headOf(value, 'clusters'), 'Serverless pipelines can\'t have clusters; deployment will fail');
  if (!whole) return;
  const schema = scalar(value, 'schema') ?? scalar(value, 'target');
  const id = jobKey('databricks.pipeline', key.text);
  for (const library of itemsOf(valueOf(value, 'libraries'))) for (const kind of ['notebook', 'file']) program(file, scalar(library, kind, 'path'), id);
  declareJob(file, 'databricks', key.text, key.content, span, { id, type: 'databricks.pipeline', facts: [schema ? `fills ${[scalar(value, 'catalog')?.text, schema.text].filter(Boolean).join('.')}` : ''].filter(f => f !== '') });
}

function job(file: Reading, { key, value, span }: YamlPair, whole: boolean): void {
  const id = jobKey('databricks', key.text);
  if (whole) {
    const cron = scalar(value, 'schedule', 'quartz_cron_expression');
    declareJob(file, 'databricks', key.text, key.content, span, { id, type: 'databricks.job', schedule: cron?.text ?? null, facts: [scalar(value, 'name')?.text ?? ''].filter(f => f !== '') });
  }
  const tasks = itemsOf(valueOf(value, 'tasks'));
  const clusters = itemsOf(valueOf(value, 'job_clusters')).flatMap(c => scalar(c, 'job_cluster_key')?.text ?? []);
  const names = tasks.flatMap(t => scalar(t, 'task_key')?.text ?? []);
  for (const t of tasks) task(file, id, t, names, clusters, whole);
}

/** Where the program of each kind of task is named. */
const PROGRAMS: readonly (readonly string[])[] = [['notebook_task', 'notebook_path'], ['spark_python_task', 'python_file'], ['sql_task', 'file', 'path']];

/** What a task runs: a notebook, a Python or SQL file of the workspace, a pipeline, another job. */
function runs(file: Reading, node: YamlNode, from: Key): void {
  for (const path of PROGRAMS) program(file, scalar(node, ...path), from);
  const [pipelineId, jobId] = [scalar(node, 'pipeline_task', 'pipeline_id'), scalar(node, 'run_job_task', 'job_id')];
  for (const [at, section, of, type] of [[pipelineId, 'pipelines', 'databricks.pipeline', 'databricks.pipeline'], [jobId, 'jobs', 'databricks', 'databricks.job']] as const) {
    const name = at ? new RegExp(`^\\$\\{resources\\.${section}\\.([\\w-]+)\\.id\\}$`).exec(at.text)?.[1] : undefined;
    if (at && name !== undefined) file.draft.refer({ targets: [jobKey(of, name)], type, name, span: at.span, fullSpan: at.span, from, role: 'uses', certainty: 'likely' });
  }
}

/** A program by its path, which counts from the folder of the file that names it. */
function program({ draft, path }: Reading, at: ReturnType<typeof scalar>, from: Key): void {
  if (!at || /\$\{|\{\{|^\/|^[a-z]+:/i.test(at.text)) return;
  const parts = path.split('/').slice(0, -1);
  for (const step of at.text.split('/')) {
    if (step === '..' && parts.pop() === undefined) return;
    if (step !== '..' && step !== '.' && step !== '') parts.push(step);
  }
  const name = parts.join('/');
  const names = /\.\w+$/.test(name) ? [name] : [`${name}.py`, `${name}.ipynb`, `${name}.sql`];
  draft.refer({ targets: names.flatMap(n => [scriptKey(n, 'spark'), scriptKey(n), sqlFileKey(n)]), type: 'databricks.file', name: at.text, span: at.span, fullSpan: at.span, from, role: 'uses', certainty: 'likely' });
}

function task(file: Reading, job: Key, node: YamlNode, names: readonly string[], clusters: readonly string[], whole: boolean): void {
  const { draft } = file;
  const name = scalar(node, 'task_key');
  if (!name) return;
  const keyOf = (n: string): Key => `${job}.${n}`;
  const id = keyOf(name.text);
  if (whole) {
    const retries = scalar(node, 'max_retries')?.value;
    declareJob(file, 'databricks', name.text, name.span, node.span, { id, parent: job, type: 'databricks.task', facts: Object.keys(REQUIRED).filter(k => valueOf(node, k) !== null), ...(typeof retries === 'number' ? { operations: { retries } } : {}) });
  }
  for (const d of itemsOf(valueOf(node, 'depends_on'))) {
    const before = scalar(d, 'task_key');
    if (!before || /\$\{/.test(before.text)) continue;
    draft.refer({ targets: [keyOf(before.text)], type: 'databricks.task', name: before.text, span: before.span, fullSpan: before.span, from: id, role: 'uses', certainty: 'certain' });
    if (whole && !names.includes(before.text)) {
      const [near] = closest(before.text, names);
      draft.problem('pipeline-file-invalid', before.span, `This job has no task '${before.text}'${near ? `; did you mean '${near}'?` : ''}`);
    }
  }
  runs(file, node, id);
  if (!whole) return;
  const cluster = scalar(node, 'job_cluster_key');
  if (cluster && !/\$\{/.test(cluster.text) && !clusters.includes(cluster.text)) draft.problem('pipeline-file-invalid', cluster.span, `No job_clusters entry named '${cluster.text}' in this job`, { severity: 'warning' });
  for (const [kind, fields] of Object.entries(REQUIRED)) {
    const inner = valueOf(node, kind);
    if (inner?.kind !== 'map') continue;
    for (const f of fields) if (valueOf(inner, f) === null) draft.problem('pipeline-file-invalid', headOf(node, kind), `${kind} needs '${f}'`, { severity: 'warning', key: f });
  }
  const compute = COMPUTE.find(k => valueOf(node, k) !== null);
  if (compute !== undefined && PLACES.every(k => valueOf(node, k) === null)) draft.problem('pipeline-file-invalid', headOf(node, compute), `${compute} needs a place to run: job_cluster_key, environment_key, existing_cluster_id or new_cluster`, { severity: 'warning' });
}
