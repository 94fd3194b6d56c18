import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { between, lines, reachOf } from './between';

const DAG = `from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from datetime import datetime

with DAG("load", schedule="0 5 * * *", start_date=datetime(2024, 1, 1), catchup=False, default_args={"owner": "platform", "retries": 3}) as dag:
    extract = BashOperator(task_id="extract", bash_command="extract.sh")
    fill = SQLExecuteQueryOperator(task_id="fill", conn_id="wh", sql="insert into raw.orders select id, amount from landing.orders")
    extract >> fill
`;
const REPORT = `from airflow import DAG
from airflow.sensors.external_task import ExternalTaskSensor
from datetime import datetime

with DAG("report", schedule="@daily", start_date=datetime(2024, 1, 1), catchup=False):
    wait = ExternalTaskSensor(task_id="wait", external_dag_id="load", external_task_id="fill")
`;
const SHOP = `
//- dags/load.py
${DAG}//- dags/report.py
${REPORT}//- dbt/dbt_project.yml
name: shop
version: '1.0'
profile: shop
//- dbt/models/sources.yml
sources:
  - name: raw
    tables:
      - name: orders
        columns: [{name: id}, {name: amount}]
//- dbt/models/orders.sql
select id, amount from {{ source('raw', 'orders') }}
`;
const dag = (change: (text: string) => string) => between(SHOP, { 'dags/load.py': change(DAG) });

describe('jobs', () => {
  test('another schedule is told in words, with what it feeds', () => {
    const result = dag(t => t.replace('0 5 * * *', '0 * * * *'));
    assert.deepEqual(lines(result), ['risky changed schedule load']);
    assert.match(result.changes[0]!.title, /^runs .* in place of /);
    assert.ok(reachOf(result.changes[0]).includes('changes orders'), reachOf(result.changes[0]).join());
    assert.deepEqual(lines(dag(t => t.replace('schedule="0 5 * * *"', 'schedule=None'))), ['risky changed schedule load']);
  });

  test('a DAG removed breaks who waits for it, and leaves its tables unfilled', () => {
    const result = between(SHOP, { 'dags/load.py': null });
    const removed = result.changes.find(c => c.aspect === 'job')!;
    assert.equal(removed.title, 'Airflow DAG removed with 2 tasks');
    assert.ok(reachOf(removed).some(r => /orders/.test(r)), reachOf(removed).join());
    assert.ok(reachOf(removed).some(r => /report\.wait/.test(r)), reachOf(removed).join());
    assert.equal(lines(result).filter(l => /job/.test(l)).length, 1, 'its tasks go with it');
  });

  test('a task removed, renamed, moved', () => {
    const gone = dag(t => t.replace(/ {4}fill = .*\n/, '').replace('    extract >> fill\n', ''));
    assert.ok(lines(gone).some(l => /removed job load\.fill/.test(l)), lines(gone).join('\n'));
    const renamed = dag(t => t.replace('task_id="fill"', 'task_id="fill_orders"'));
    assert.ok(lines(renamed).some(l => /renamed job load\.fill_orders/.test(l)), lines(renamed).join('\n'));
    const order = dag(t => t.replace('    extract >> fill\n', ''));
    assert.deepEqual(lines(order), ['risky changed order load.fill']);
    assert.equal(order.changes[0]!.title, 'no longer waits for `load.extract`');
  });

  test('a DAG renamed keeps its tasks', () => {
    const result = dag(t => t.replace('DAG("load"', 'DAG("load_orders"'));
    const jobs = lines(result).filter(l => / job /.test(l));
    assert.deepEqual(jobs.length, 1, lines(result).join('\n'));
    assert.match(jobs[0]!, /renamed job load_orders/);
  });

  test('what a task writes, and how often it tries again', () => {
    const other = dag(t => t.replace('insert into raw.orders', 'insert into raw.purchases'));
    const writes = other.changes.find(c => c.aspect === 'writes' && /no longer/.test(c.title))!;
    assert.equal(writes.verdict, 'risky');
    assert.ok(reachOf(writes).some(r => / orders$/.test(r)), reachOf(writes).join());
    const retries = dag(t => t.replace('"retries": 3', '"retries": 0'));
    assert.ok(retries.changes.length > 0 && retries.changes.every(c => c.aspect === 'config' && c.verdict === 'risky'), lines(retries).join('\n'));
    const command = dag(t => t.replace('extract.sh', 'extract.sh --all'));
    assert.deepEqual(lines(command), ['safe changed logic load.extract']);
  });

  test('another owner, and a DAG that comes', () => {
    assert.ok(lines(dag(t => t.replace('platform', 'data'))).includes('safe changed owner load'));
    const added = between(SHOP, { 'dags/more.py': DAG.replace('"load"', '"more"') });
    assert.ok(lines(added).includes('safe added job more'), lines(added).join('\n'));
  });

  test('a column that only a task reads breaks the task', () => {
    const reader = `${SHOP}//- dags/export.py\n${DAG.replace('"load"', '"export"').replace('insert into raw.orders select id, amount from landing.orders', 'insert into out.sales select id, amount from sales')}//- dbt/models/sales.sql\nselect id, amount from {{ source('raw', 'orders') }}\n`;
    const result = between(reader, { 'dbt/models/sales.sql': "select id from {{ source('raw', 'orders') }}\n" });
    const removed = result.changes.find(c => c.column === 'amount')!;
    assert.ok(reachOf(removed).some(r => /(may break|breaks) (export\.fill|out\.sales)/.test(r)), reachOf(removed).join() || lines(result).join());
  });
});
