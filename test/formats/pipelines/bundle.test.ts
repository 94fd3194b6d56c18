import assert from 'node:assert/strict';
import test from 'node:test';
import { definition } from '../../../server/src/features/definition';
import { lineage } from '../../../server/src/features/lineage';
import { openFixture } from '../../open';

const BUNDLE = (cursor: string) => `
  //- resources/etl.job.yml
  resources:
    pipelines:
      gold: {catalog: main, schema: gold, libraries: [{notebook: {path: ../src/gold.py}}]}
    jobs:
      nightly:
        tasks:
          - task_key: load
            notebook_task:
              notebook_path: ${cursor.replace('FILE', '../src/load.py')}
          - task_key: report
            sql_task: {warehouse_id: w, file: {path: ../src/report.sql}}
          - task_key: refresh
            pipeline_task: {pipeline_id: "\${resources.pipelines.gold.id}"}
  //- src/load.py
  # Databricks notebook source
  from pyspark.sql import SparkSession
  spark = SparkSession.builder.getOrCreate()
  spark.read.table("raw.orders").write.saveAsTable("silver.orders")
  //- src/report.sql
  insert into gold.report select * from silver.orders;
`;

test('a bundle: from a task to its notebook, its SQL file, its pipeline', () => {
  const { engine, fixture } = openFixture(BUNDLE('$0FILE'));
  const ws = engine.workspace;
  assert.deepEqual(definition(ws, fixture.cursor!.path, fixture.cursor!.offset + 3).map(d => d.file), ['src/load.py']);
  const used = (name: string) => ws.types().flatMap(t => ws.entitiesOf(t)).filter(e => e.name === name).flatMap(e => ws.referrers(e.id).map(r => r.from));
  assert.deepEqual(used('load.py'), ['databricks|nightly.load']);
  assert.ok(used('report.sql').includes('databricks|nightly.report'));
  assert.deepEqual(used('gold').filter(f => f?.startsWith('databricks|')), ['databricks|nightly.refresh']);
  const result = lineage(ws, [], { root: '', columns: false });
  assert.ok(!('problems' in result));
  assert.equal(result.graph.edges.length, 2);
});
