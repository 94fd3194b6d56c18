import assert from 'node:assert/strict';
import test from 'node:test';
import { complete } from '../../../server/src/features/completion';
import { definition } from '../../../server/src/features/definition';
import { rename } from '../../../server/src/features/rename';
import { openFixture, type Opened } from '../../open';

const OTHER = `
  //- dags/a.py
  from airflow.sdk import DAG, Asset
  from airflow.providers.standard.operators.bash import BashOperator
  with DAG("first"):
      BashOperator(task_id="one", bash_command="echo {{ var.value.bucket }} {{ conn.dwh.host }}", pool="small", outlets=[Asset("s3://lake/orders")])
      BashOperator(task_id="two", bash_command="ls")
  //- airflow_settings.yaml
  airflow:
    connections:
      - conn_id: dwh
        conn_type: postgres
        conn_password: secret
    pools:
      - pool_name: small
    variables:
      - variable_name: bucket
        variable_value: lake
`;

function offered(line: string): string {
  const opened = openFixture(`${OTHER}
  //- dags/b.py
  from airflow.sdk import DAG, Asset
  from airflow.providers.standard.operators.bash import BashOperator
  from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
  with DAG("second"):
      ${line}
  `);
  return complete(opened.engine.workspace, 'dags/b.py', opened.fixture.cursor!.offset).items.map(i => i.label).join(' ');
}

test('tasks of the DAG that a sensor waits for are offered', () => {
  assert.equal(offered('ExternalTaskSensor(task_id="s", external_dag_id="first", external_task_id="$0")'), 'one two');
  assert.equal(offered('ExternalTaskSensor(task_id="s", external_task_ids=["$0"], external_dag_id="first")'), 'one two');
});

test('assets and fixed values are offered', () => {
  assert.equal(offered('BashOperator(task_id="s", bash_command="", inlets=[Asset("$0")])'), 's3://lake/orders');
  assert.match(offered('BashOperator(task_id="s", bash_command="", trigger_rule="$0")'), /\ball_done none_failed\b|none_failed_min_one_success/);
  assert.equal(offered('ExternalTaskSensor(task_id="s", mode="$0")'), 'poke reschedule');
  assert.equal(offered('BashOperator(task_id="s", bash_command="{{ conn.$0 }}")'), 'dwh');
});

function places(opened: Opened, word: string): string {
  const text = opened.files.get('dags/a.py')!;
  return definition(opened.engine.workspace, 'dags/a.py', text.indexOf(word) + 1).map(d => d.file).join();
}

test('variables, connections and pools lead to the settings of a local Airflow, and are renamed with them', () => {
  const opened = openFixture(OTHER);
  assert.deepEqual(['bucket', 'dwh', 'small'].map(w => places(opened, w)), ['airflow_settings.yaml', 'airflow_settings.yaml', 'airflow_settings.yaml']);
  const renamed = rename(opened.engine.workspace, 'dags/a.py', opened.files.get('dags/a.py')!.indexOf('bucket') + 1, 'lake_bucket');
  assert.ok(renamed.ok);
  assert.deepEqual(renamed.changes.flatMap(c => (c.kind === 'edit' ? [c.file] : [])).sort(), ['airflow_settings.yaml', 'dags/a.py']);
});
