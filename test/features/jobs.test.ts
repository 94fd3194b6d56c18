import assert from 'node:assert/strict';
import test from 'node:test';
import { codeLenses } from '../../server/src/features/codeLens';
import { complete } from '../../server/src/features/completion';
import { hover } from '../../server/src/features/hover';
import { cronCard } from '../../server/src/features/jobCards';
import { openFixture } from '../open';

const NOW = Date.parse('2026-03-01T10:00Z');

test('a cron expression under the cursor', () => {
  const card = (text: string) => cronCard(text.replace('$', ''), text.indexOf('$'), NOW)?.markdown;
  assert.equal(card('schedule="0 6 *$ * *"'), '`0 6 * * *` — every day at 06:00\n\nNext: 2026-03-02 06:00, 2026-03-03 06:00, 2026-03-04 06:00 (UTC)');
  assert.match(card("    cron_schedule='*/5 $* * * *',")!, /every 5 minutes/);
  assert.match(card('  - cron: 0 $0 * * 1-5  # nightly')!, /on weekdays/);
  assert.match(card('cron_schedule=[\n    "0 0 $1 * *",\n')!, /on day 1 of every month/);
  assert.equal(card('x = "0 6 *$ * *"'), undefined);
  assert.equal(card('schedule="not $a cron"'), undefined);
  assert.equal(card('sched$ule="0 6 * * *"'), undefined);
});

function offered(text: string): string[] {
  const opened = openFixture(text);
  return complete(opened.engine.workspace, opened.fixture.cursor!.path, opened.fixture.cursor!.offset).items.map(i => i.label);
}

const DAG = `
  //- dags/first.py
  from airflow.sdk import DAG, task, Variable
  from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
  LIMIT = Variable.get("row_limit")
  with DAG("first"):
      SQLExecuteQueryOperator(task_id="load", conn_id="warehouse", sql="select {{ var.value.region }}", pool="slow")
  //- dags/second.py
  from airflow.sdk import DAG
  from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
  from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
  with DAG("second"):
      SQLExecuteQueryOperator(task_id="own", sql="")
`;

test('ids in use are offered in DAG files', () => {
  assert.deepEqual(offered(`${DAG}      TriggerDagRunOperator(task_id="t", trigger_dag_id="$0")`), ['first', 'second']);
  assert.deepEqual(offered(`${DAG}      SQLExecuteQueryOperator(task_id="t", conn_id="$0")`), ['warehouse']);
  assert.deepEqual(offered(`${DAG}      SQLExecuteQueryOperator(task_id="t", pool="$0`), ['slow']);
  assert.deepEqual(offered(`${DAG}      SQLExecuteQueryOperator(task_id="t", sql="{{ var.value.$0 }}")`).sort(), ['region', 'row_limit']);
  assert.deepEqual(offered(`${DAG}      SQLExecuteQueryOperator(task_id="t", sql="{{ ti.xcom_pull(task_ids='$0') }}")`), ['own', 't']);
  assert.ok(offered(`${DAG}      SQLExecuteQueryOperator(task_id="t", sql="{{ d$0 }}")`).includes('data_interval_start'));
  assert.ok(offered(`${DAG}      SQLExecuteQueryOperator(task_id="t", sql="{{ macros.$0 }}")`).includes('ds_add(ds, 1)'));
  assert.ok(offered(`  //- dags/x.py\n  from airflow.sdk import DAG\n  DAG("d", schedule="$0")`).includes('@daily'));
});

test('keys of assets, groups and jobs are offered in Dagster files', () => {
  const assets = `
  //- shop/a.py
  import dagster as dg
  @dg.asset(group_name="raw", key_prefix="shop")
  def orders(): ...
  nightly = dg.define_asset_job("nightly")
  //- shop/b.py
  import dagster as dg
`;
  assert.deepEqual(offered(`${assets}  @dg.asset(deps=["$0"])\n  def daily(): ...`).filter(l => l !== 'daily'), ['shop/orders']);
  assert.deepEqual(offered(`${assets}  @dg.asset(group_name="$0")\n  def daily(): ...`), ['raw']);
  assert.deepEqual(offered(`${assets}  dg.ScheduleDefinition(job_name="$0", cron_schedule="0 0 * * *")`), ['nightly']);
  assert.deepEqual(offered(`${assets}  dg.define_asset_job("x", selection='+key:"$0"')`), ['shop/orders']);
});

test('what parameters and names in templates mean', () => {
  const text = 'from airflow.sdk import DAG\nfrom airflow.providers.amazon.aws.transfers.s3_to_redshift import S3ToRedshiftOperator\nwith DAG("d"):\n    S3ToRedshiftOperator(task_id="t", s3_bucket="b", table="x", redshift_conn_id="r", method="{{ ds_nodash }}")\n';
  const opened = openFixture(`//- dags/d.py\n${text}`);
  const at = (word: string) => hover(opened.engine.workspace, 'dags/d.py', text.indexOf(word) + 1)?.markdown ?? '';
  assert.match(at('s3_bucket='), /Says what is read[\s\S]*Jinja works here/);
  assert.match(at('redshift_conn_id='), /`redshift_default` if none is given/);
  assert.match(at('task_id='), /unique in its DAG/);
  assert.match(at('ds_nodash'), /without dashes/);
});

test('a line above each DAG, flow and job', () => {
  const lenses = (path: string, text: string) => codeLenses(openFixture(text).engine.workspace, path).map(l => l.title);
  assert.deepEqual(lenses('dags/d.py', `
  //- dags/d.py
  from airflow.sdk import DAG
  from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator as Q
  with DAG("d", schedule="0 6 * * *"):
      Q(task_id="a", sql="insert into a.b select * from c.d") >> Q(task_id="b", sql="select * from c.e")
  `), ['2 tasks · every day at 06:00 · reads 2 · writes 1']);
  assert.deepEqual(lenses('flows/f.py', `
  //- flows/f.py
  from prefect import flow, task
  @task
  def a(): ...
  @flow
  def f():
      a()
  `), ['1 task']);
});
