import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { complete } from '../../../server/src/features/completion';
import { definition } from '../../../server/src/features/definition';
import { hover } from '../../../server/src/features/hover';
import { lineage } from '../../../server/src/features/lineage';
import { rename } from '../../../server/src/features/rename';
import { openFixture, type Opened } from '../../open';

function jobs(opened: Opened): string[] {
  const result = lineage(opened.engine.workspace, [], { root: '', columns: false });
  if ('problems' in result) throw new Error(result.problems.join());
  return result.graph.jobs.map(j => `${j.id.replace('prefect:', '')} <- ${j.upstream.map(u => u.replace('prefect:', '')).join(', ')}${j.reads.length + j.writes.length > 0 ? ` R ${j.reads} W ${j.writes}` : ''}`);
}

test('tasks of a flow, what they wait for, subflows of other files', () => {
  assert.deepEqual(jobs(openFixture(`
  //- flows/a.py
  from prefect import flow, task
  @task
  def one(): ...
  @task(name="two")
  def second(x): ...
  @flow
  def inner(x):
      future = second.submit(one(), wait_for=[])
      return future.result()
  //- flows/b.py
  from prefect import flow
  from flows.a import inner
  from .shared import helper
  @flow(name="outer")
  def f():
      helper.submit(1)
      return inner(1)
  //- flows/shared.py
  from prefect import task
  @task
  def helper(x):
      connection.execute("insert into mart.t select * from raw.t")
  `)), ['prefect.task:helper@flows/shared.py <-  R table:raw.t W table:mart.t', 'inner <- ', 'inner.one <- ', 'inner.two <- inner.one', 'outer <- inner', 'outer.helper <- prefect.task:helper@flows/shared.py']);
});

const DEPLOYED = `
  //- flows/orders.py
  from prefect import flow, task
  @task
  def load(): ...
  @flow
  def daily_orders(day: str):
      """Loads orders."""
      load()
  //- prefect.yaml
  deployments:
    - name: daily
      entrypoint: flows/orders.py:daily_orders
      schedules:
        - cron: "0 6 * * *"
  //- flows/more.py
  from flows.orders import daily_orders, load
  from prefect import flow
  @flow
  def more():
      load()
      daily_orders("x")
`;

test('an entrypoint leads to its flow', () => {
  const opened = openFixture(DEPLOYED);
  const text = opened.files.get('prefect.yaml')!;
  assert.deepEqual(definition(opened.engine.workspace, 'prefect.yaml', text.indexOf('daily_orders')).map(d => d.file), ['flows/orders.py']);
  assert.match(hover(opened.engine.workspace, 'prefect.yaml', text.indexOf('daily_orders'))!.markdown, /daily-orders.*Prefect flow[\s\S]*Loads orders/);
});

test('a task is renamed in every file', () => {
  const opened = openFixture(DEPLOYED);
  const text = opened.files.get('flows/orders.py')!;
  const renamed = rename(opened.engine.workspace, 'flows/orders.py', text.indexOf('load()'), 'store');
  assert.ok(renamed.ok);
  assert.deepEqual(renamed.changes.flatMap(c => (c.kind === 'edit' ? [`${c.file} ${c.operations.length}`] : [])).sort(), ['flows/more.py 2', 'flows/orders.py 2']);
});

test('keys of a deployment are offered', () => {
  const opened = openFixture(`
  //- prefect.yaml
  deployments:
    - name: daily
      $0
  `);
  const items = complete(opened.engine.workspace, 'prefect.yaml', opened.fixture.cursor!.offset).items.map(i => i.label);
  for (const key of ['entrypoint', 'schedules', 'work_pool', 'parameters']) assert.ok(items.includes(key), key);
});

test('assets that tasks make and read', () => {
  assert.deepEqual(jobs(openFixture(`
  //- flows/a.py
  from prefect import flow
  from prefect.assets import Asset, materialize
  raw = Asset(key="s3://lake/raw")
  @materialize("s3://lake/clean", asset_deps=[raw])
  def clean(): ...
  @flow
  def f():
      clean()
  `)), ['f <- ', 'f.clean <-  R s3://lake/raw W s3://lake/clean']);
});

test('nothing is wrong with the example', () => {
  const root = 'examples/prefect-shop';
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map(f => f.split(path.sep).join('/')).filter(f => /\.(py|yaml)$/.test(f));
  const opened = openFixture(files.map(f => `//- ${f}\n${readFileSync(path.join(root, f), 'utf8')}`).join('\n'));
  assert.deepEqual(files.flatMap(f => opened.linter.lint(f).map(x => `${f} ${x.finding.rule} ${x.finding.message}`)), []);
});
