import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { definition } from '../../../server/src/features/definition';
import { hover } from '../../../server/src/features/hover';
import { lineage } from '../../../server/src/features/lineage';
import { rename } from '../../../server/src/features/rename';
import { documentSymbols } from '../../../server/src/features/symbols';
import { openFixture, type Opened } from '../../open';

function graphOf(opened: Opened) {
  const result = lineage(opened.engine.workspace, [], { root: '', columns: false });
  if ('problems' in result) throw new Error(result.problems.join());
  return result.graph;
}

/** Edges between assets as `from -> to`. */
function edges(text: string): string[] {
  return graphOf(openFixture(text)).edges.map(e => `${e.from.replace('dagster.asset:', '')} -> ${e.to.replace('dagster.asset:', '')}`).sort();
}

test('parameters, deps, ins and names of other files make edges', () => {
  assert.deepEqual(edges(`
  //- shop/defs/raw.py
  import dagster as dg
  @dg.asset(key_prefix="raw")
  def orders(): ...
  @dg.multi_asset(specs=[dg.AssetSpec("left"), dg.AssetSpec("right")])
  def both(): ...
  //- shop/defs/marts.py
  import dagster as dg
  from shop.defs.raw import orders as raw_orders
  from . import raw
  from .raw import both
  class Store(dg.ConfigurableResource): ...
  @dg.asset(deps=[raw_orders], ins={"x": dg.AssetIn(key=["raw", "orders"])})
  def daily(context, x, store: Store): ...
  @dg.asset(deps=[raw.orders, both])
  def weekly(daily): ...
  `), ['daily -> weekly', 'left -> weekly', 'raw/orders -> daily', 'raw/orders -> weekly', 'right -> weekly']);
});

test('factories are followed with what they are given', () => {
  assert.deepEqual(edges(`
  //- shop/assets.py
  import dagster as dg
  def make(table, **kw):
      @dg.asset(name=f"clean_{table}", deps=[dg.AssetKey(["raw", table])], **kw)
      def _asset(): ...
      return _asset
  cleaned = [make(t, group_name="clean") for t in ["orders", "customers"]]
  raw = [dg.AssetSpec(["raw", t]) for t in ("orders", "customers")]
  `), ['raw/customers -> clean_customers', 'raw/orders -> clean_orders']);
});

test('SQL in an asset reads and writes tables', () => {
  const graph = graphOf(openFixture(`
  //- shop/assets.py
  import dagster as dg
  TABLE = "raw.orders"
  @dg.asset
  def daily(duckdb: dg.ResourceParam):
      with duckdb.get_connection() as c:
          c.execute(f"create table mart.daily as select * from {TABLE}")
          return c.sql("select * from raw.days").df()
  `));
  assert.deepEqual(graph.edges.map(e => `${e.from} -> ${e.to} ${e.job}`), ['table:raw.days -> dagster.asset:daily dagster:daily', 'table:raw.orders -> dagster.asset:daily dagster:daily', 'table:raw.orders -> table:mart.daily dagster:daily']);
});

test('dbt models, sources and assets are one graph', () => {
  assert.deepEqual(edges(`
  //- dbt_project.yml
  name: shop
  version: '1.0'
  //- models/s.yml
  version: 2
  sources: [{name: raw, tables: [{name: orders}]}]
  //- models/fct.sql
  select * from {{ source('raw', 'orders') }}
  //- shop/assets.py
  import dagster as dg
  from dagster_dbt import dbt_assets, get_asset_key_for_model
  @dg.asset(key=["raw", "orders"], deps=["bucket"])
  def load(): ...
  @dbt_assets(manifest="m.json", select="fct")
  def models(context): ...
  @dg.asset(deps=[get_asset_key_for_model([models], "fct")])
  def report(): ...
  @dg.asset
  def letter(fct): ...
  bucket = dg.AssetSpec("bucket")
  `), ['bucket -> dbt:source.shop.raw.orders', 'bucket -> raw/orders', 'dbt:model.shop.fct -> letter', 'dbt:model.shop.fct -> report', 'dbt:source.shop.raw.orders -> dbt:model.shop.fct']);
});

test('checks count for the asset', () => {
  const opened = openFixture(`
  //- shop/assets.py
  import dagster as dg
  @dg.asset(check_specs=[dg.AssetCheckSpec("first", asset="orders")])
  def orders(): ...
  @dg.asset_check(asset=orders, blocking=True)
  def second(): ...
  //- shop/checks.py
  import dagster as dg
  from .assets import orders
  @dg.asset_check(asset=orders)
  def third(): ...
  `);
  assert.deepEqual(opened.engine.workspace.checks('dagster.asset|orders').map(c => c.check.test).sort(), ['first', 'second', 'third']);
});

test('a job of ops has steps, a job of assets says what it selects and when it runs', () => {
  const opened = openFixture(`
  //- shop/jobs.py
  import dagster as dg
  @dg.op
  def a(): ...
  @dg.op
  def b(x): ...
  @dg.job
  def both():
      b(b(a()))
  nightly = dg.define_asset_job("nightly", selection=dg.AssetSelection.groups("raw"))
  s = dg.ScheduleDefinition(job=nightly, cron_schedule="0 6 * * *")
  `);
  const jobs = graphOf(opened).jobs.map(j => `${j.id} ${j.schedule ?? ''} <- ${j.upstream.join(',')}`);
  assert.deepEqual(jobs, ['dagster.job:both  <- ', 'dagster.job:nightly 0 6 * * * <- ', 'dagster.step:both.a  <- ', 'dagster.step:both.b  <- dagster.step:both.a', 'dagster.step:both.b_2  <- dagster.step:both.b']);
  const text = opened.files.get('shop/jobs.py')!;
  assert.match(hover(opened.engine.workspace, 'shop/jobs.py', text.indexOf('nightly"'))!.markdown, /materializes group raw.*every day at 06:00/);
});

const RENAMED = `
  //- shop/assets.py
  import dagster as dg
  @dg.asset
  def orders(): ...
  @dg.asset(deps=[orders])
  def daily(): ...
  @dg.asset
  def weekly(orders): ...
  job = dg.define_asset_job("job", selection='key:"orders" or key:daily')
  //- shop/other.py
  import dagster as dg
  from shop.assets import orders
  @dg.asset(deps=["orders", dg.AssetKey("orders"), orders])
  def monthly(): ...
`;

test('an asset is renamed wherever it is named', () => {
  const opened = openFixture(RENAMED);
  const text = opened.files.get('shop/assets.py')!;
  const renamed = rename(opened.engine.workspace, 'shop/assets.py', text.indexOf('orders()'), 'purchases');
  assert.ok(renamed.ok);
  const count = (file: string): number => renamed.changes.flatMap(c => (c.kind === 'edit' && c.file === file ? c.operations : [])).length;
  assert.equal(count('shop/assets.py'), 4);
  assert.equal(count('shop/other.py'), 4);
});

test('definition leads from a key in a text to the function', () => {
  const opened = openFixture(RENAMED);
  const other = opened.files.get('shop/other.py')!;
  const found = definition(opened.engine.workspace, 'shop/other.py', other.indexOf('"orders"') + 2);
  assert.deepEqual(found.map(d => d.file), ['shop/assets.py']);
});

test('the outline has each asset once', () => {
  const opened = openFixture(RENAMED);
  assert.deepEqual(documentSymbols(opened.engine.workspace, 'shop/assets.py').map(s => s.name), ['orders', 'daily', 'weekly', 'job']);
});

test('nothing is wrong with the example', () => {
  const root = 'examples/dagster-shop';
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(f => /\.(py|sql|yml)$/.test(f));
  const opened = openFixture(files.map(f => `//- ${f.split(path.sep).join('/')}\n${readFileSync(path.join(root, f), 'utf8')}`).join('\n'));
  const found = files.flatMap(f => opened.linter.lint(f.split(path.sep).join('/')).filter(x => x.severity === 'error' || x.severity === 'warning').map(x => `${f} ${x.finding.rule}`));
  assert.deepEqual(found, []);
});

test('components in YAML name their classes and assets', () => {
  const opened = openFixture(`
  //- shop/components/copy.py
  import dagster as dg
  class CopyComponent(dg.Component, dg.Model, dg.Resolvable): ...
  @dg.asset
  def orders(): ...
  //- shop/defs/copy/defs.yaml
  type: shop.components.copy.CopyComponent
  attributes:
    cron_schedule: "0 6 * * *"
    translation:
      deps: [orders, other/thing]
  ---
  type: dagster_dbt.DbtProjectComponent
  attributes: {project: dbt}
  `);
  const path = 'shop/defs/copy/defs.yaml';
  const text = opened.files.get(path)!;
  const to = (word: string) => definition(opened.engine.workspace, path, text.indexOf(word) + 1).map(d => d.file);
  assert.deepEqual(to('shop.components'), ['shop/components/copy.py']);
  assert.deepEqual(to('orders,'), ['shop/components/copy.py']);
  assert.equal(opened.engine.workspace.entitiesOf('dagster.component').length, 2);
  assert.deepEqual(opened.linter.lint(path), []);
});
