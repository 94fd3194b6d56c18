import assert from 'node:assert/strict';
import test from 'node:test';
import { lineage } from '../../../server/src/features/lineage';
import { dlt } from '../../../server/src/formats/dlt';
import { openFixture } from '../../open';
import { robust } from '../robust';

const CODE = `import dlt


@dlt.resource(write_disposition="merge", primary_key="id")
def orders(since=dlt.sources.incremental("updated_at")):
    """Orders of the shop."""
    yield from fetch("orders", since)


@dlt.resource(name="people", table_name="customers")
def c():
    yield []


@dlt.source
def shop(token=dlt.secrets.value):
    return orders, c()


def load():
    pipeline = dlt.pipeline(pipeline_name="shop", destination="duckdb", dataset_name="raw")
    pipeline.run(shop())
    pipeline.run([{"id": 1}], table_name="extra")


if __name__ == "__main__":
    load()
`;

test('a pipeline writes the tables of what it runs', () => {
  const result = lineage(openFixture(`//- load.py\n${CODE}`).engine.workspace, [], { root: '', columns: false });
  assert.ok(!('problems' in result));
  assert.deepEqual(result.graph.jobs.map(j => `${j.id} -> ${j.writes.join(', ')}`), ['dlt:shop -> table:raw.customers, table:raw.extra, table:raw.orders']);
});

test('a model that reads a loaded table comes after the pipeline', () => {
  const result = lineage(openFixture(`//- load.py\n${CODE}//- dbt_project.yml\nname: shop\nversion: '1.0'\n//- models/s.yml\nversion: 2\nsources: [{name: raw, tables: [{name: orders}]}]\n//- models/a.sql\nselect * from {{ source('raw', 'orders') }}\n`).engine.workspace, [], { root: '', columns: false });
  assert.ok(!('problems' in result));
  assert.match(result.graph.jobs.find(j => j.id === 'dlt:shop')!.writes.join(), /source\.shop\.raw\.orders/);
});

robust(dlt, { 'load.py': CODE }, 'import dlt');
