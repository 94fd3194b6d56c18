import assert from 'node:assert/strict';
import test from 'node:test';
import { lineage } from '../../server/src/features/lineage';
import { openFixture, type Opened } from '../open';

function jobs(opened: Opened): string[] {
  const result = lineage(opened.engine.workspace, [], { root: '', columns: false });
  if ('problems' in result) throw new Error(result.problems.join());
  return result.graph.jobs.map(j => `${j.id} <- ${j.upstream.join(', ')}${j.reads.length + j.writes.length > 0 ? ` R ${j.reads} W ${j.writes}` : ''}`);
}

const DAGS = `
  //- dags/config.py
  import os
  LAKE = os.environ.get("LAKE", "s3://lake")
  TABLES = ["orders", "customers"]
  //- dags/common/__init__.py
  from .tasks import make_load
  from . import places
  //- dags/common/places.py
  from ..config import LAKE
  OUT = "%s/out" % LAKE
  //- dags/common/tasks.py
  from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
  def make_load(table, schema="raw"):
      return SQLExecuteQueryOperator(task_id=f"load_{table}", conn_id="dwh", sql=f"INSERT INTO {schema}.{table} SELECT * FROM landing.{table}")
  //- etl/load.py
  import pandas as pd
  def load():
      pd.read_csv("s3://lake/in.csv")
  //- dags/team/shop.py
  from airflow.sdk import DAG, Asset
  from airflow.providers.standard.operators.python import PythonOperator
  from common import make_load, places
  from etl.load import load
  import config as cfg
  with DAG("shop", schedule=None):
      [make_load(t) for t in cfg.TABLES] >> PythonOperator(task_id="py", python_callable=load, outlets=[Asset(places.OUT)])
`;

test('helper functions, constants and callables of other modules make a DAG', () => {
  assert.deepEqual(jobs(openFixture(DAGS)), [
    'airflow:shop <- ',
    'airflow:shop.load_customers <-  R table:landing.customers W table:raw.customers',
    'airflow:shop.load_orders <-  R table:landing.orders W table:raw.orders',
    'airflow:shop.py <- airflow:shop.load_customers, airflow:shop.load_orders R s3://lake/in.csv W s3://lake/out',
  ]);
});

test('what an imported module says anew reaches the files that import it, directly or not', () => {
  const opened = openFixture(DAGS);
  opened.engine.apply([{ path: 'dags/config.py', text: 'LAKE = "s3://pond"\nTABLES = ["items"]\n' }]);
  assert.deepEqual(jobs(opened), [
    'airflow:shop <- ',
    'airflow:shop.load_items <-  R table:landing.items W table:raw.items',
    'airflow:shop.py <- airflow:shop.load_items R s3://lake/in.csv W s3://pond/out',
  ]);
});

test('every place lies in the file that says it, also where another one makes the task', () => {
  const opened = openFixture(DAGS);
  for (const path of opened.engine.workspace.paths()) {
    const document = opened.engine.workspace.document(path)!;
    const { declarations, references, problems } = document.facts;
    for (const span of [...declarations.map(d => d.span), ...references.flatMap(r => [r.span, r.fullSpan]), ...problems.map(p => p.span)]) assert.ok(span.end <= document.text.length, path);
  }
});

test('modules that import each other end', () => {
  assert.deepEqual(jobs(openFixture(`
  //- a.py
  from b import Y
  X = "x"
  //- b.py
  from a import X
  Y = "y"
  //- c.py
  from airflow.sdk import DAG
  from a import X, Y
  DAG(X + Y)
  `)), ['airflow:xy <- ']);
});

test('assets of other modules, keys and partitions that are constants there', () => {
  assert.deepEqual(jobs(openFixture(`
  //- shop/constants.py
  import dagster as dg
  PATH = "s3://lake/{}/x.parquet"
  def key(name): return dg.AssetKey(["raw", name])
  //- shop/raw.py
  import dagster as dg
  import pandas as pd
  from .constants import PATH, key
  @dg.asset(key=key("orders"))
  def orders(): return pd.read_parquet(PATH.format("orders"))
  //- shop/factory.py
  import dagster as dg
  def build(name, up):
      @dg.asset(name=name, deps=up)
      def made(): ...
      return made
  //- shop/mart.py
  import dagster as dg
  from shop.raw import orders
  from shop.factory import build
  assets = [build(n, [orders]) for n in ("eu", "us")]
  `)), [
    'dagster:eu <-  R dagster.asset:raw/orders W dagster.asset:eu',
    'dagster:raw/orders <-  R s3://lake/orders/x.parquet W dagster.asset:raw/orders',
    'dagster:us <-  R dagster.asset:raw/orders W dagster.asset:us',
  ]);
});

test('tasks of other modules run in a flow', () => {
  assert.deepEqual(jobs(openFixture(`
  //- shop/settings.py
  ROOT = "s3://lake"
  NAME = "daily"
  //- shop/tasks.py
  import pandas as pd
  from prefect import task
  from .settings import ROOT
  @task
  def read(): return pd.read_parquet(f"{ROOT}/orders")
  @task
  def write(df): df.to_parquet(ROOT + "/out")
  //- shop/flow.py
  from prefect import flow
  from shop.settings import NAME
  from shop.tasks import read, write
  @flow(name=NAME)
  def f(): write(read())
  `)), [
    'prefect.task:read@shop/tasks.py <-  R s3://lake/orders W ',
    'prefect.task:write@shop/tasks.py <-  R  W s3://lake/out',
    'prefect:daily <- ',
    'prefect:daily.read <- prefect.task:read@shop/tasks.py',
    'prefect:daily.write <- prefect.task:write@shop/tasks.py, prefect:daily.read',
  ]);
});
