import assert from 'node:assert/strict';
import test from 'node:test';
import { hover } from '../../../server/src/features/hover';
import { lineage } from '../../../server/src/features/lineage';
import { prepareRename, rename } from '../../../server/src/features/rename';
import { documentSymbols } from '../../../server/src/features/symbols';
import { airflow } from '../../../server/src/formats/airflow';
import { openFixture, type Opened } from '../../open';

/** Edges of a fixture as `from -> to (job)`, with the ids that the command line prints. */
function edges(text: string): string[] {
  return graphOf(openFixture(text)).edges.map(e => `${e.from} -> ${e.to}${e.job === null ? '' : ` (${e.job})`}`);
}

function graphOf(opened: Opened) {
  const result = lineage(opened.engine.workspace, [], { root: '', columns: true });
  if ('problems' in result) throw new Error(result.problems.join());
  return result.graph;
}

const IMPORTS = `
  from airflow.sdk import DAG, Asset, task
  from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
  from airflow.providers.standard.operators.bash import BashOperator`;

function one(body: string, more = ''): string {
  return `
  //- dags/d.py${IMPORTS}
  with DAG("d"):
${body.replace(/^\n/, '')}
  ${more}`;
}

test('SQL in an argument reads and writes tables', () => {
  assert.deepEqual(edges(one(`
      SQLExecuteQueryOperator(task_id="t", conn_id="wh", sql="""
          insert into mart.daily select o.day, count(*) from raw.orders o join raw.days using (day)
      """)`)), ['table:raw.days -> table:mart.daily (airflow:d.t)', 'table:raw.orders -> table:mart.daily (airflow:d.t)']);
});

test('SQL put together from names, lists of statements, template parameters', () => {
  assert.deepEqual(edges(one(`
      T = "orders"
      SQLExecuteQueryOperator(task_id="t", sql=[f"create table mart.{T} as select * from raw.{T}", "delete from mart.old"])
      SQLExecuteQueryOperator(task_id="u", params={"table": "customers"}, sql="insert into mart.c select * from raw.{{ params.table }}")
      SQLExecuteQueryOperator(task_id="v", sql=f"insert into mart.v select * from {schema}.things")`)), [
    'table:raw.customers -> table:mart.c (airflow:d.u)', 'table:raw.orders -> table:mart.orders (airflow:d.t)', 'table:things -> table:mart.v (airflow:d.v)',
  ]);
});

test('a template file belongs to the task that runs it', () => {
  const graph = graphOf(openFixture(one(`
      SQLExecuteQueryOperator(task_id="t", sql="sql/load.sql")`, `
  //- dags/sql/load.sql
  insert into mart.x select a, b from raw.y where d = '{{ ds }}'
  `)));
  assert.deepEqual(graph.jobs.map(j => `${j.id} R ${j.reads} W ${j.writes}`), ['airflow:d R  W ', 'airflow:d.t R table:raw.y W table:mart.x']);
  assert.deepEqual(graph.edges.map(e => `${e.from} -> ${e.to} ${e.job} ${e.file}`), ['table:raw.y -> table:mart.x airflow:d.t dags/sql/load.sql']);
});

test('files by template_searchpath and by include', () => {
  assert.deepEqual(edges(`
  //- airflow/dags/d.py${IMPORTS}
  with DAG("d", template_searchpath="/opt/airflow/include/sql"):
      SQLExecuteQueryOperator(task_id="t", sql="load.sql")
      for e in ["a"]:
          SQLExecuteQueryOperator(task_id=f"u_{e}", sql=f"{{% include 'parts/{e}.sql' %}}")
  //- airflow/include/sql/load.sql
  insert into x.one select * from x.two
  //- airflow/dags/parts/a.sql
  insert into x.three select * from x.four
  `), ['table:x.four -> table:x.three (airflow:d.u_a)', 'table:x.two -> table:x.one (airflow:d.t)']);
});

test('transfers: buckets, tables, both directions', () => {
  assert.deepEqual(edges(`
  //- dags/d.py
  from airflow.sdk import DAG
  from airflow.providers.amazon.aws.transfers.s3_to_redshift import S3ToRedshiftOperator
  from airflow.providers.amazon.aws.transfers.sql_to_s3 import SqlToS3Operator
  from airflow.providers.google.cloud.transfers.gcs_to_bigquery import GCSToBigQueryOperator
  BUCKET = "b"
  with DAG("d"):
      S3ToRedshiftOperator(task_id="a", s3_bucket=BUCKET, s3_key="k/{{ ds }}", schema="raw", table="t")
      SqlToS3Operator(task_id="c", query="select * from src.t", s3_bucket=BUCKET, s3_key="x")
      GCSToBigQueryOperator(task_id="e", bucket="g", source_objects=["one.csv", "two.csv"], destination_project_dataset_table="p.raw.v")
      S3ToRedshiftOperator(task_id="f", s3_bucket=bucket(), s3_key="k", schema="raw", table="u")
  `), [
    'gs://g/one.csv -> table:p.raw.v (airflow:d.e)', 'gs://g/two.csv -> table:p.raw.v (airflow:d.e)', 's3://b/k/${ds} -> table:raw.t (airflow:d.a)', 'table:src.t -> s3://b/x (airflow:d.c)',
  ]);
});

test('assets: inlets, outlets, schedules, functions', () => {
  const graph = graphOf(openFixture(`
  //- dags/a.py
  from airflow.sdk import DAG, Asset, asset, task
  raw = Asset("s3://b/raw.csv")
  clean = Asset("clean")
  with DAG("make", schedule=None):
      @task(inlets=[raw], outlets=[clean])
      def work(): ...
      work()
  with DAG("use", schedule=clean | raw):
      @task
      def look(): ...
      look()
  @asset(schedule="@daily")
  def base(): ...
  @asset(schedule=base)
  def derived(base): ...
  `));
  assert.deepEqual(graph.edges.map(e => `${e.from} -> ${e.to} ${e.job} ${e.confidence}`), [
    'airflow.asset:base -> airflow.asset:derived airflow:derived.derived exact', 's3://b/raw.csv -> airflow.asset:clean airflow:make.work exact',
  ]);
  const use = graph.jobs.find(j => j.id === 'airflow:use');
  assert.deepEqual(use?.reads, ['airflow.asset:clean', 's3://b/raw.csv']);
  assert.equal(use?.schedule, 'clean | s3://b/raw.csv');
});

const DBT = `
  //- dbt/dbt_project.yml
  name: shop
  profile: shop
  //- dbt/models/sources.yml
  sources:
    - name: raw
      tables:
        - name: orders
  //- dbt/models/orders.sql
  select * from {{ source('raw', 'orders') }}
  //- dbt/models/fct_orders.sql
  select * from {{ ref('orders') }}`;

test('dbt commands write the models they select; SQL reads what dbt makes', () => {
  const graph = graphOf(openFixture(one(`
      BashOperator(task_id="run", bash_command="cd dbt && dbt run --select +fct_orders tag:x -t prod; dbt test -s orders")
      SQLExecuteQueryOperator(task_id="load", sql="insert into raw.orders select * from landing.orders")
      SQLExecuteQueryOperator(task_id="use", sql="insert into mart.x select * from analytics.fct_orders")`, DBT)));
  const job = (id: string) => graph.jobs.find(j => j.id === id);
  assert.deepEqual(job('airflow:d.run')?.writes, ['dbt:dbt:model.shop.fct_orders']);
  assert.deepEqual(job('airflow:d.run')?.reads, ['dbt:dbt:model.shop.orders']);
  assert.deepEqual(job('airflow:d.load')?.writes, ['dbt:dbt:source.shop.raw.orders']);
  assert.deepEqual(job('airflow:d.use')?.reads, ['dbt:dbt:model.shop.fct_orders']);
  assert.ok(graph.edges.every(e => e.job === null || e.confidence === 'likely'));
  assert.deepEqual(graph.datasets.filter(d => d.id.startsWith('table:')).map(d => d.id), ['table:landing.orders', 'table:mart.x']);
});

test('a table that is only mentioned comes back when the source that declared it goes', () => {
  const opened = openFixture(one(`
      SQLExecuteQueryOperator(task_id="load", sql="insert into raw.orders select * from landing.orders")`, DBT));
  const tables = () => graphOf(opened).datasets.map(d => d.id).filter(id => id.includes('raw.orders'));
  assert.deepEqual(tables(), ['dbt:dbt:source.shop.raw.orders']);
  opened.engine.apply([{ path: 'dbt/models/sources.yml', text: 'sources: []\n' }]);
  assert.deepEqual(tables(), ['table:raw.orders']);
  opened.engine.apply([{ path: 'dbt/models/sources.yml', text: 'sources:\n  - name: raw\n    tables:\n      - name: orders\n' }]);
  assert.deepEqual(tables(), ['dbt:dbt:source.shop.raw.orders']);
});

test('jobs: ids, parents, schedules, upstream over DAGs', () => {
  const graph = graphOf(openFixture(`
  //- dags/a.py
  from airflow.sdk import DAG, TaskGroup
  from airflow.providers.standard.operators.empty import EmptyOperator
  from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
  from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
  with DAG("one", schedule="@daily", default_args={"owner": "me"}, description="The first"):
      with TaskGroup("g"):
          EmptyOperator(task_id="x")
  with DAG("two"):
      ExternalTaskSensor(task_id="wait", external_dag_id="one", external_task_id="g.x", mode="reschedule") >> TriggerDagRunOperator(task_id="go", trigger_dag_id="one")
  `));
  assert.deepEqual(graph.jobs.map(j => [j.id, j.kind, j.parent, j.schedule, j.owner, j.upstream.join()]), [
    ['airflow:one', 'airflow.dag', null, '@daily', 'me', ''],
    ['airflow:one.g.x', 'airflow.task', 'airflow:one', null, 'me', ''],
    ['airflow:two', 'airflow.dag', null, null, null, ''],
    ['airflow:two.go', 'airflow.task', 'airflow:two', null, null, 'airflow:two.wait'],
    ['airflow:two.wait', 'airflow.task', 'airflow:two', null, null, 'airflow:one.g.x'],
  ]);
  assert.equal(graph.jobs[0]?.description, 'The first');
});

/** A fixture with a cursor `$0`, and what a feature says there. */
function at<T>(text: string, ask: (opened: Opened, path: string, offset: number) => T): T {
  const opened = openFixture(text);
  return ask(opened, opened.fixture.cursor!.path, opened.fixture.cursor!.offset);
}

test('hover on a DAG, on a task in an arrow', () => {
  const dag = at(one('      BashOperator(task_id="a", bash_command="x")').replace('DAG("d")', 'DAG("$0d", schedule="0 6 * * *", tags=["x"], default_args={"owner": "me", "retries": 2})'), (o, p, n) => hover(o.engine.workspace, p, n)?.markdown ?? '');
  assert.match(dag, /\*\*d\*\* — Airflow DAG/);
  assert.match(dag, /owner me .* tags `x` .* runs every day at 06:00 · 1 task · retries 2/);
  const task = at(one(`
      a = BashOperator(task_id="first", bash_command="x", pool="small")
      b = BashOperator(task_id="second", bash_command="x")
      $0a >> b`), (o, p, n) => hover(o.engine.workspace, p, n)?.markdown ?? '');
  assert.match(task, /\*\*first\*\* — Airflow task/);
  assert.match(task, /BashOperator · pool small/);
});

test('rename of a task id: where it is written, and no variable', () => {
  const text = one(`
      first = BashOperator(task_id="fi$0rst", bash_command="x")
      second = BashOperator(task_id="second", bash_command="{{ ti.xcom_pull(task_ids='first') }}")
      first >> second`);
  const changes = at(text, (o, p, n) => rename(o.engine.workspace, p, n, 'start'));
  assert.ok(changes.ok);
  const operations = changes.ok ? changes.changes.flatMap(c => (c.kind === 'edit' ? c.operations : [])) : [];
  const source = openFixture(text).files.get('dags/d.py')!;
  const replaced = operations.map(x => (x.op === 'text' ? source.slice(x.span.start - 1, x.span.end + 1) : x.op));
  assert.deepEqual(replaced.sort(), ['"first"', "'first'"].sort());
});

test('rename of a task named after its function renames the function where it is used', () => {
  const changes = at(one(`
      @task
      def ex$0tract(): ...
      extract() >> extract()`), (o, p, n) => rename(o.engine.workspace, p, n, 'load'));
  assert.equal(changes.ok && changes.changes.flatMap(c => (c.kind === 'edit' ? c.operations : [])).length, 3);
});

test('no rename of an id that is put together, nor through a variable', () => {
  assert.equal(at(one('      for n in ["a"]:\n          BashOperator(task_id=f"l$0oad_{n}", bash_command="x")'), (o, p, n) => prepareRename(o.engine.workspace, p, n)), null);
  assert.equal(at(one('      a = BashOperator(task_id="a", bash_command="x")\n      b = BashOperator(task_id="b", bash_command="x")\n      $0a >> b'), (o, p, n) => prepareRename(o.engine.workspace, p, n)), null);
});

test('outline: tasks and groups below their DAG', () => {
  const opened = openFixture(one('      a = BashOperator(task_id="a", bash_command="x")\n      for n in ["b", "c"]:\n          BashOperator(task_id=n, bash_command="x", pool="p")'));
  const show = (nodes: ReturnType<typeof documentSymbols>): string[] => nodes.flatMap(n => [n.name, ...show(n.children).map(c => `  ${c}`)]);
  assert.deepEqual(show(documentSymbols(opened.engine.workspace, 'dags/d.py')), ['d', '  a', '  b', '  c']);
});

test('recognised by what is imported, not by name', () => {
  const is = (path: string, text: string): boolean => airflow.recognises(path, () => text.slice(0, 4_096), null);
  assert.equal(is('anything.py', 'import os\nfrom airflow import DAG\n'), true);
  assert.equal(is('airflow_dag.py', 'import os\n# airflow\nprint("airflow")\n'), false);
  assert.equal(is('dags/a.py', `"""${'About airflow. '.repeat(400)}"""\nfrom airflow import DAG\n`), true);
  assert.equal(is('dags/a.py', 'from dagster import job\n'), false);
});

test('a file that only speaks of Airflow has no facts', () => {
  assert.deepEqual(airflow.extract({ path: 'a.py', text: 'DAG = 1\nwith DAG("d"):\n    pass\n' }, null).declarations, []);
});
