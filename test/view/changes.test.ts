import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changesBetween } from '../../server/src/features/impact';
import { lineage } from '../../server/src/features/lineage';
import { mapOf } from '../../server/src/features/lineage/map';
import { changesOf, changeText, withGone } from '../../view/src/changes';
import { graphOf, next } from '../../view/src/graph';
import { between } from '../impact/between';
import { openFixture } from '../open';

const SHOP = `
  //- dbt_project.yml
  name: shop
  //- models/stg.sql
  select 1 as id, 2 as email
  //- models/old.sql
  select id from {{ ref('stg') }}
  //- models/orders.sql
  select old.id from {{ ref('old') }} as old
`;

function mapFor(text: string) {
  const { workspace } = openFixture(text).engine;
  const all = lineage(workspace, [], { root: '', columns: false });
  assert.ok('graph' in all);
  return mapOf(workspace, all.graph, 'shop', () => []);
}

describe('what changed, in the view', () => {
  const impact = between(SHOP, { 'models/old.sql': null, 'models/new.sql': "select id from {{ ref('stg') }}", 'models/orders.sql': "select old.id, 3 as total from {{ ref('old') }} as old" });
  const changes = changesOf(impact, changesBetween(impact));
  const now = mapFor(SHOP.replace(/ {2}\/\/- models\/old\.sql\n.*\n/, ''));

  test('what is gone stands where it stood', () => {
    const gone = changes.gone.map(g => g.label);
    assert.deepEqual(gone, ['old']);
    const graph = graphOf(withGone(now, changes));
    const at = graph.index.get(changes.gone[0]!.id);
    assert.ok(at !== undefined);
    assert.deepEqual(next(graph.whole, at, 'down').map(i => graph.map.nodes[i]!.label), ['orders']);
    assert.equal(now.nodes.some(n => n.id === changes.gone[0]!.id), false, 'the map itself is left as it was');
  });

  test('each mark is told in words', () => {
    const of = (kind: string) => changes.nodes.filter(n => n.kind === kind).map(n => changeText(n));
    assert.match(of('removed').join(), /^removed; breaking/);
    assert.ok(of('added').length > 0 && of('changed').length > 0);
  });

  test('where nothing is gone the map stays the same object', () => {
    assert.equal(withGone(now, { ...changes, gone: [] }), now);
    assert.equal(withGone(now, { ...changes, gone: [{ ...changes.gone[0]!, id: now.nodes[0]!.id }] }), now);
  });
});

test('the last run of a model is on its node', () => {
  const map = mapFor(`${SHOP}
  //- target/run_results.json
  {"metadata": {"generated_at": "2026-01-01T00:00:00Z"}, "results": [{"unique_id": "model.shop.orders", "status": "error", "execution_time": 2.5}, {"unique_id": "model.shop.stg", "status": null}]}
`);
  const run = (label: string) => map.nodes.find(n => n.label === label)?.marks.lastRun;
  assert.deepEqual(run('orders'), { status: 'error', at: '2026-01-01T00:00:00Z', seconds: 2.5 });
  assert.deepEqual([run('stg'), run('old')], [null, null]);
});
