import assert from 'node:assert/strict';
import test from 'node:test';
import { definition } from '../../../server/src/features/definition';
import { openFixture } from '../../open';

const DAG = `//- dags/orders.py
from airflow.sdk import DAG, Variable
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
with DAG("orders"):
    SQLExecuteQueryOperator(task_id="load", conn_id="dwh", sql="select '{{ var.value.region }}'")
`;

function declaredIn(files: string, key: string): string[] {
  const { engine } = openFixture(files);
  return engine.workspace.entity(key)?.roles.filter(r => r.role === 'defines').map(r => r.file) ?? [];
}

test('variables, connections and pools that Airflow exported', () => {
  const files = `${DAG}//- airflow/variables.json\n{"region": "eu", "limits": {"a": 1}}\n//- airflow/connections.json\n{"dwh": {"conn_type": "postgres", "host": "db", "password": "x"}}\n//- airflow/pools.json\n{"small": {"slots": 3}}\n`;
  assert.deepEqual(declaredIn(files, 'airflow.variable|region'), ['airflow/variables.json']);
  assert.deepEqual(declaredIn(files, 'airflow.connection|dwh'), ['airflow/connections.json']);
  const { engine } = openFixture(files);
  assert.deepEqual(engine.workspace.entity('airflow.connection|dwh')?.attributes.more?.['facts'], ['postgres', 'db']);
  assert.deepEqual(engine.workspace.entity('airflow.pool|small')?.attributes.more?.['facts'], ['3 slots']);
});

test('files of such names that are not about Airflow are left alone', () => {
  assert.deepEqual(declaredIn(`${DAG}//- terraform/variables.json\n{"region": "eu"}\n`, 'airflow.variable|region'), []);
});

test('connections and variables in the environment of a compose file', () => {
  const files = `${DAG}//- compose.yml
x-airflow: &airflow
  image: apache/airflow:3.1.0
  environment: &environment
    AIRFLOW_CONN_DWH: postgres://u@db/shop
    AIRFLOW_VAR_REGION: eu
services:
  scheduler:
    <<: *airflow
  worker:
    image: apache/airflow:3.1.0
    environment:
      - AIRFLOW_VAR_LIMIT=3
`;
  assert.deepEqual(declaredIn(files, 'airflow.connection|dwh'), ['compose.yml']);
  assert.deepEqual(declaredIn(files, 'airflow.variable|region'), ['compose.yml']);
  assert.deepEqual(declaredIn(files, 'airflow.variable|limit'), ['compose.yml']);
  const opened = openFixture(files);
  const text = opened.files.get('dags/orders.py')!;
  assert.deepEqual([...new Set(definition(opened.engine.workspace, 'dags/orders.py', text.indexOf('dwh'))?.map(t => t.file))], ['compose.yml']);
});
