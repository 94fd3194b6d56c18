import assert from 'node:assert/strict';
import test from 'node:test';
import { lineage } from '../../../server/src/features/lineage';
import { airflow } from '../../../server/src/formats/airflow';
import { openFixture } from '../../open';
import { robust } from '../robust';

const FACTORY = `default:
  default_args:
    owner: data
  schedule: "0 6 * * *"

daily_orders:
  description: Loads orders.
  schedule: "30 5 * * *"
  task_groups:
    checks:
      tooltip: What must hold.
  tasks:
    extract:
      operator: airflow.operators.bash.BashOperator
      bash_command: extract
      outlets:
        - s3://lake/orders
    load:
      operator: airflow.providers.common.sql.operators.sql.SQLExecuteQueryOperator
      conn_id: warehouse
      sql: insert into mart.orders select * from raw.orders
      dependencies: [extract]
    count:
      operator: airflow.operators.bash.BashOperator
      task_group_name: checks
      bash_command: count
      dependencies: [load]
    done:
      operator: airflow.operators.empty.EmptyOperator
      dependencies:
        - checks

weekly:
  tasks:
    - task_id: only
      operator: airflow.operators.empty.EmptyOperator
`;

function jobs(text: string): string[] {
  const result = lineage(openFixture(text).engine.workspace, [], { root: '', columns: false });
  assert.ok(!('problems' in result));
  return result.graph.jobs.map(j => `${j.id} ${j.schedule ?? '-'} <- ${j.upstream.join(', ')} R ${j.reads} W ${j.writes}`);
}

test('DAGs of dag-factory', () => {
  assert.deepEqual(jobs(`//- dags/config.yml\n${FACTORY}`), [
    'airflow:daily_orders 30 5 * * * <-  R  W ', 'airflow:daily_orders.checks.count - <- airflow:daily_orders.load R  W ', 'airflow:daily_orders.done - <- airflow:daily_orders.checks.count R  W ',
    'airflow:daily_orders.extract - <-  R  W s3://lake/orders', 'airflow:daily_orders.load - <- airflow:daily_orders.extract R table:raw.orders W table:mart.orders', 'airflow:weekly 0 6 * * * <-  R  W ', 'airflow:weekly.only - <-  R  W ',
  ]);
});

test('a task per file in the folder of its DAG', () => {
  assert.deepEqual(jobs(`
  //- airflow/dags/orders/METADATA.yml
  description: Orders
  schedule_interval: "0 4 * * *"
  //- airflow/dags/orders/load.yml
  operator: operators.LoadOperator
  dependencies:
    - extract
  //- airflow/dags/orders/extract.yml
  operator: operators.ExtractOperator
  `), ['airflow:orders 0 4 * * * <-  R  W ', 'airflow:orders.extract - <-  R  W ', 'airflow:orders.load - <- airflow:orders.extract R  W ']);
});

test('other YAML is none of Airflow', () => {
  for (const text of ['tasks:\n  - name: x\n', 'jobs:\n  build:\n    steps: []\n', 'version: 2\nmodels:\n  - name: a\n']) assert.equal(airflow.recognises('config/x.yml', () => text, null), false, text);
});

robust(airflow, { 'dags/config.yml': FACTORY, 'dags/orders/METADATA.yml': 'schedule_interval: "0 4 * * *"\ntags: [a]\n', 'dags/orders/load.yml': 'operator: operators.LoadOperator\ndependencies:\n  - extract\nsql: select 1 from a.b\n' }, 'd:\n  tasks:\n    a:');
