import assert from 'node:assert/strict';
import test from 'node:test';
import { definition } from '../../../server/src/features/definition';
import { lineage } from '../../../server/src/features/lineage';
import { rename } from '../../../server/src/features/rename';
import { kedro } from '../../../server/src/formats/kedro';
import { openFixture } from '../../open';
import { robust } from '../robust';

const CATALOG = `_csv: &csv
  type: pandas.CSVDataset

orders:
  <<: *csv
  filepath: data/01_raw/orders.csv

clean_orders:
  type: pandas.ParquetDataset
  filepath: s3://lake/orders/clean.parquet

"{name}_pattern":
  type: pandas.CSVDataset
  filepath: data/{name}.csv
`;
const PIPELINE = `from kedro.pipeline import Pipeline, node, pipeline
from .nodes import clean, report


def create_pipeline(**kwargs) -> Pipeline:
    return pipeline([
        node(func=clean, inputs=["orders", "params:limit", "parameters"], outputs="clean_orders", name="clean_node"),
        node(report, {"data": "clean_orders"}, ["totals", "counts"]),
    ])
`;
const PROJECT = `
//- shop/conf/base/catalog.yml
${CATALOG}
//- shop/conf/base/parameters.yml
limit: 5
//- shop/src/shop/pipelines/orders/pipeline.py
${PIPELINE}`;

test('nodes join the datasets of the catalog', () => {
  const result = lineage(openFixture(PROJECT).engine.workspace, [], { root: '', columns: false });
  assert.ok(!('problems' in result));
  assert.deepEqual(result.graph.edges.map(e => `${e.from} -> ${e.to} ${e.job}`), [
    'path:shop/data/01_raw/orders.csv -> s3://lake/orders/clean.parquet kedro:shop/clean_node', 's3://lake/orders/clean.parquet -> kedro.dataset:shop/counts kedro:shop/report', 's3://lake/orders/clean.parquet -> kedro.dataset:shop/totals kedro:shop/report',
  ].map(e => e.replace('path:shop/data/01_raw/orders.csv', 'kedro.dataset:shop/orders')));
  assert.deepEqual(result.graph.datasets.map(d => `${d.label} ${d.kind}`).sort(), ['clean_orders table', 'counts memory', 'orders table', 'totals memory']);
});

test('a name in a node leads to the catalog, a parameter to its file; a dataset is renamed in both', () => {
  const opened = openFixture(PROJECT);
  const path = 'shop/src/shop/pipelines/orders/pipeline.py';
  const text = opened.files.get(path)!;
  const to = (word: string) => definition(opened.engine.workspace, path, text.indexOf(word) + 2).map(d => d.file);
  assert.deepEqual(to('"clean_orders", name'), ['shop/conf/base/catalog.yml']);
  assert.deepEqual(to('limit"'), ['shop/conf/base/parameters.yml']);
  const renamed = rename(opened.engine.workspace, path, text.indexOf('"clean_orders", name') + 2, 'tidy');
  assert.ok(renamed.ok);
  assert.deepEqual(renamed.changes.flatMap(c => (c.kind === 'edit' ? [`${c.file} ${c.operations.length}`] : [])).sort(), ['shop/conf/base/catalog.yml 1', `${path} 2`]);
});

robust(kedro, { 'shop/src/shop/pipeline.py': PIPELINE, 'shop/conf/base/catalog.yml': CATALOG, 'shop/conf/base/parameters.yml': 'limit: 5\nmodel:\n  depth: 3\n  names: [a, b]\n' }, 'from kedro.pipeline import node');
