import assert from 'node:assert/strict';
import test from 'node:test';
import { lineage } from '../../../server/src/features/lineage';
import { openFixture } from '../../open';

const REPO = `
  //- feature_repo/views.py
  from feast import BigQuerySource, Entity, FeatureService, FeatureView, Field, FileSource, KafkaSource, PushSource, RequestSource, SnowflakeSource
  from feast.on_demand_feature_view import on_demand_feature_view
  from feast.types import Float32, Int64

  shop = Entity(name="shop", join_keys=["shop_id"])
  files = FileSource(name="stats", path="data/stats.parquet", timestamp_field="at")
  shop_stats = FeatureView(
      name="shop_stats",
      entities=[shop],
      schema=[Field(name="orders", dtype=Int64), Field(name="revenue", dtype=Float32, description="in euro")],
      source=PushSource(name="push", batch_source=files),
  )
  live = FeatureView(name="live", entities=[shop], source=KafkaSource(name="k", topic="orders", batch_source=BigQuerySource(table="proj.raw.orders")))
  asked = FeatureView(name="asked", entities=[shop], source=SnowflakeSource(database="DB", schema="MART", query="select shop_id, total from customers"))

  @on_demand_feature_view(sources=[shop_stats, RequestSource(name="r", schema=[])], schema=[Field(name="ratio", dtype=Float32)])
  def ratio(inputs):
      return inputs

  model = FeatureService(name="model_v1", features=[shop_stats[["orders"]], ratio])
`;

test('Feast: views are read from files, topics, tables, queries and other views', () => {
  const { engine } = openFixture(REPO);
  const result = lineage(engine.workspace, [], { root: '', columns: false });
  assert.ok(!('problems' in result));
  assert.deepEqual(result.graph.edges.map(e => `${e.from} -> ${e.to}`).sort(), [
    'feast.view:feature_repo:shop_stats -> feast.view:feature_repo:ratio',
    'kafka:orders -> feast.view:feature_repo:live',
    'path:feature_repo/data/stats.parquet -> feast.view:feature_repo:shop_stats',
    'table:mart.customers -> feast.view:feature_repo:asked',
    'table:proj.raw.orders -> feast.view:feature_repo:live',
  ]);
  const [view] = engine.workspace.entitiesOf('feast.feature_view').filter(e => e.name === 'shop_stats');
  assert.deepEqual(engine.workspace.columns(view!.id).columns.map(c => `${c.name} ${c.type}`), ['orders Int64', 'revenue Float32']);
  assert.deepEqual(engine.workspace.entitiesOf('feast.entity').map(e => engine.workspace.referrers(e.id).length), [3]);
  assert.deepEqual(engine.workspace.entitiesOf('feast.feature_service').map(e => engine.workspace.inputs(e.id).length), [2]);
});
