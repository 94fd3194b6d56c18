import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { columnTrace, lineage, lineageAround } from '../../server/src/features/lineage';
import type { LineageGraph } from '../../server/src/features/lineage/graph';
import { parseSelector } from '../../server/src/features/lineage/selectors';
import { fakeWorkspace, shop } from './fake';

const ws = fakeWorkspace(shop());
const options = { root: '/repo', columns: false };

function graph(selectors: string[], columns = false): LineageGraph {
  const result = lineage(ws, selectors, { root: '/repo', columns });
  if ('problems' in result) assert.fail(result.problems.join('\n'));
  return result.graph;
}
const ids = (g: LineageGraph): string[] => [...g.datasets.map(d => d.id.replace('dbt:', '')), ...g.jobs.map(j => j.id)];
function problem(selector: string): string {
  const result = lineage(ws, [selector], options);
  assert.ok('problems' in result, `${selector} should name nothing`);
  return result.problems.join('\n');
}

describe('the whole graph', () => {
  test('has the shape that others script against', () => {
    const g = graph([], true);
    assert.deepEqual(Object.keys(g), ['version', 'root', 'datasets', 'jobs', 'edges', 'checks', 'unresolved']);
    assert.deepEqual(g.datasets.find(d => d.system === 'snowflake'), {
      id: 'snowflake://acme/analytics.raw.orders', namespace: 'snowflake://acme', name: 'analytics.raw.orders', label: 'orders',
      names: ['orders', 'raw.orders', 'source.shop.raw.orders'], kind: 'table', type: 'dbt.source', system: 'snowflake', external: true, description: null, owner: 'data',
      declared: [{ file: 'models/sources.yml', line: 4, role: 'describes' }], tags: ['nightly'],
      columns: [
        { name: 'id', type: 'int', nullable: false, description: null, tags: [] },
        { name: 'amount', type: 'number', nullable: null, description: null, tags: [] },
        { name: 'status', type: 'varchar', nullable: null, description: null, tags: ['state'] },
      ],
      columnsComplete: true,
    });
    assert.deepEqual(g.jobs.find(j => j.id === 'airflow:daily_orders.load'), {
      id: 'airflow:daily_orders.load', name: 'load', kind: 'airflow.task', parent: 'airflow:daily_orders', file: 'dags/load.py', line: 3, schedule: null, description: null, owner: null,
      upstream: ['airflow:daily_orders.extract'], reads: ['kafka://broker:9092/orders'], writes: ['snowflake://acme/analytics.raw.orders'],
    });
    assert.equal(g.jobs.find(j => j.id === 'airflow:daily_orders')?.schedule, '@daily');
    assert.deepEqual(g.edges.find(e => e.to === 'dbt:model.shop.orders'), {
      from: 'dbt:model.shop.stg_orders', to: 'dbt:model.shop.orders', job: null, confidence: 'exact', file: 'models/orders.sql', line: 2,
      columns: [
        { to: 'amount_usd', from: [{ dataset: 'dbt:model.shop.stg_orders', column: 'amount' }], kind: 'transformation' },
        { to: 'id', from: [{ dataset: 'dbt:model.shop.stg_orders', column: 'id' }], kind: 'identity' },
      ],
      indirect: [
        { dataset: 'dbt:model.shop.stg_orders', column: 'status', kind: 'conditional', to: ['amount_usd'] },
        { dataset: 'dbt:model.shop.stg_orders', column: 'status', kind: 'filter' },
      ],
    });
    assert.deepEqual(g.unresolved, [{ name: 'missing', file: 'models/stg_orders.sql', line: 3, candidates: [] }]);
  });

  test('holds the unique_id of every dbt node, and edges reach exposures', () => {
    const g = graph([]);
    const named = g.datasets.flatMap(d => d.names);
    for (const id of ['source.shop.raw.orders', 'model.shop.stg_orders', 'seed.shop.stg_customers', 'exposure.shop.weekly']) assert.ok(named.includes(id), id);
    assert.deepEqual(g.edges.filter(e => e.to === 'dbt:exposure.shop.weekly').map(e => [e.from, e.line]), [['dbt:model.shop.orders', 3]]);
    assert.equal(g.datasets.find(d => d.label === 'weekly')?.kind, 'exposure');
  });

  test('columns appear only when asked for', () => {
    const g = graph([]);
    assert.ok(g.datasets.every(d => !('columns' in d) && !('columnsComplete' in d)) && g.edges.every(e => !('columns' in e) && !('indirect' in e)));
  });

  test('is the same bytes whatever the order of files and entities', () => {
    const spec = shop();
    const turned = fakeWorkspace({
      ...spec,
      files: Object.fromEntries(Object.entries(spec.files).reverse()),
      entities: [...spec.entities].reverse(),
      references: [...(spec.references ?? [])].reverse(),
      edges: [...(spec.edges ?? [])].reverse(),
    });
    assert.equal(JSON.stringify(lineage(turned, [], { root: '/repo', columns: true })), JSON.stringify({ graph: graph([], true) }));
  });

  test('a location that two entities answer to names neither', () => {
    const spec = shop();
    const twin = { ...spec.entities[1]!, keys: ['snowflake://acme|analytics.raw.orders'] };
    const result = lineage(fakeWorkspace({ ...spec, entities: [spec.entities[0]!, twin], edges: [], references: [] }), [], options);
    assert.ok('graph' in result);
    assert.deepEqual(result.graph.datasets.map(d => d.id), ['dbt:model.shop.stg_orders', 'dbt:source.shop.raw.orders']);
  });

  test('disabled entities are left out', () => {
    const spec = shop();
    const off = spec.entities.map(e => (e.name === 'customers' ? { ...e, enabled: false } : e));
    const result = lineage(fakeWorkspace({ ...spec, entities: off }), [], options);
    assert.ok('graph' in result && !ids(result.graph).includes('model.shop.customers') && result.graph.edges.every(e => !e.to.includes('customers')));
  });
});

describe('symbols', () => {
  const spec = shop();
  const more = fakeWorkspace({
    ...spec,
    files: { ...spec.files, 'semantic.yml': 'model orders\nmeasure total\nmetric revenue\n  uses total\ndescribed\n' },
    entities: [
      ...spec.entities,
      { id: 'dbt:|semantic_model.shop.sales', kind: 'symbol', type: 'dbt.semantic_model', name: 'sales', at: [{ file: 'semantic.yml', text: 'model orders' }] },
      { id: 'dbt:|measure.shop.total', kind: 'symbol', type: 'dbt.measure', name: 'total', parent: 'dbt:|semantic_model.shop.sales', at: [{ file: 'semantic.yml', text: 'measure' }] },
      { id: 'dbt:|metric.shop.revenue', kind: 'symbol', type: 'dbt.metric', name: 'revenue', at: [{ file: 'semantic.yml', text: 'metric' }] },
      { id: 'dbt:|model.shop.ghost', type: 'dbt.model', name: 'ghost', at: [{ file: 'semantic.yml', text: 'described', role: 'describes' }] },
    ],
    references: [
      ...(spec.references ?? []),
      { file: 'semantic.yml', text: 'orders', from: 'dbt:|semantic_model.shop.sales', to: 'dbt.ref:|orders', role: 'uses' },
      { file: 'semantic.yml', text: 'uses total', from: 'dbt:|metric.shop.revenue', to: 'dbt:|measure.shop.total', role: 'uses' },
    ],
  });

  test('a measure stands for its semantic model', () => {
    const result = lineage(more, ['sales+'], options);
    assert.ok('graph' in result);
    assert.deepEqual(result.graph.edges.map(e => [e.from, e.to, e.line]), [['dbt:semantic_model.shop.sales', 'dbt:metric.shop.revenue', 4]]);
  });

  test('a described model that nothing defines is no dataset', () => {
    const result = lineage(more, [], options);
    assert.ok('graph' in result && !result.graph.datasets.some(d => d.label === 'ghost'));
  });
});

describe('selectors', () => {
  test('are read with their plus signs', () => {
    const read = (text: string): unknown[] => {
      const s = parseSelector(text);
      return [s.method, s.value, s.up, s.down];
    };
    assert.deepEqual(read('orders'), ['name', 'orders', 0, 0]);
    assert.deepEqual(read('+orders'), ['name', 'orders', Infinity, 0]);
    assert.deepEqual(read('2+orders+1'), ['name', 'orders', 2, 1]);
    assert.deepEqual(read('+column:orders.id+2'), ['column', 'orders.id', Infinity, 2]);
    assert.deepEqual(read('column:1+orders.id+'), ['column', 'orders.id', 1, Infinity]);
    assert.deepEqual(read('snowflake://acme/a.b'), ['name', 'snowflake://acme/a.b', 0, 0]);
    assert.deepEqual(read('2024_orders'), ['name', '2024_orders', 0, 0]);
  });

  test('a name alone is that dataset', () => {
    assert.deepEqual(ids(graph(['stg_orders'])), ['model.shop.stg_orders']);
    assert.deepEqual(graph(['stg_orders']).edges, []);
  });

  test('names match id, unique_id, further names, and without case', () => {
    for (const name of ['dbt:model.shop.stg_orders', 'model.shop.stg_orders', 'stg_orders', 'STG_Orders']) assert.deepEqual(ids(graph([name])), ['model.shop.stg_orders'], name);
    for (const name of ['snowflake://acme/analytics.raw.orders', 'analytics.raw.orders', 'raw.orders', 'source.shop.raw.orders']) assert.deepEqual(ids(graph([name])), ['snowflake://acme/analytics.raw.orders'], name);
  });

  test('upstream reaches the topic and the job in between', () => {
    assert.deepEqual(ids(graph(['+stg_orders'])), ['model.shop.stg_orders', 'kafka://broker:9092/orders', 'snowflake://acme/analytics.raw.orders', 'airflow:daily_orders', 'airflow:daily_orders.load']);
  });

  test('depth stops the walk', () => {
    assert.deepEqual(ids(graph(['1+stg_orders+1'])), ['model.shop.orders', 'model.shop.stg_orders', 'snowflake://acme/analytics.raw.orders']);
    assert.deepEqual(ids(graph(['stg_orders+0'])), ['model.shop.stg_orders']);
  });

  test('downstream of a topic reaches the exposure', () => {
    assert.ok(ids(graph(['orders_topic+'])).includes('exposure.shop.weekly'));
  });

  test('jobs follow the order of jobs', () => {
    assert.deepEqual(ids(graph(['+daily_orders.load'])), ['kafka://broker:9092/orders', 'airflow:daily_orders', 'airflow:daily_orders.extract', 'airflow:daily_orders.load']);
    assert.ok(ids(graph(['airflow:daily_orders.extract+'])).includes('snowflake://acme/analytics.raw.orders'));
  });

  test('file, folder, system and tag', () => {
    assert.deepEqual(ids(graph(['file:models/orders.sql'])), ['model.shop.orders']);
    assert.deepEqual(ids(graph(['file:./seeds/'])), ['seed.shop.stg_customers']);
    assert.deepEqual(ids(graph(['system:kafka'])), ['kafka://broker:9092/orders']);
    assert.deepEqual(ids(graph(['tag:pii'])), ['seed.shop.stg_customers']);
    assert.deepEqual(ids(graph(['tag:pii+'])), ['model.shop.customers', 'seed.shop.stg_customers']);
  });

  test('several are united', () => {
    assert.deepEqual(ids(graph(['customers', 'weekly'])), ['exposure.shop.weekly', 'model.shop.customers']);
  });

  test('a column shows only its own way', () => {
    const g = graph(['+column:dbt:model.shop.orders.amount_usd']);
    assert.deepEqual(g.datasets.map(d => [d.label, d.columns?.map(c => c.name)]), [['orders', ['amount_usd']], ['stg_orders', ['amount']], ['orders', ['amount']]]);
    assert.deepEqual(g.edges.map(e => e.columns?.map(c => `${c.from.map(f => f.column)}>${c.to}`)), [['amount>amount_usd'], ['amount>amount']]);
    assert.deepEqual(graph(['column:stg_customers.email+']).datasets.map(d => d.label), ['customers', 'stg_customers']);
  });

  test('of two things with one name the one made here is meant', () => {
    assert.deepEqual(ids(graph(['orders'])), ['model.shop.orders']);
  });

  test('a name of two equal things names neither', () => {
    const spec = shop();
    const other = { ...spec.entities[4]!, id: 'dbt:other|model.other.orders', keys: [] };
    const result = lineage(fakeWorkspace({ ...spec, entities: [...spec.entities, other] }), ['orders'], options);
    assert.deepEqual(result, { problems: ["'orders' names 2 things; use one of these:\n  dbt:model.shop.orders  (table)\n  dbt:other:model.other.orders  (table)"] });
  });

  test('problems say what to do', () => {
    assert.equal(problem('stg_order'), "nothing is named 'stg_order'; did you mean 'stg_orders'?");
    assert.equal(problem('column:stg_orders.amont'), "stg_orders has no column 'amont' that is known; did you mean 'amount'?");
    assert.equal(problem('column:stg_orders'), "'column:stg_orders' names no column: write column:DATASET.COLUMN");
    assert.equal(problem('file:models/order.sql'), "no pipeline file 'models/order.sql'; did you mean 'models/orders.sql' or 'models/stg_orders.sql'?");
    assert.equal(problem('system:kafak'), "no system 'kafak'; did you mean 'kafka'?");
    assert.equal(problem('tag:zzz'), "no tag 'zzz'; there are mart, nightly, pii, state");
    assert.equal(problem('+'), "'+' names nothing");
  });
});

describe('around known entities', () => {
  test('walks as far as asked', () => {
    assert.deepEqual(ids(lineageAround(ws, ['dbt:|model.shop.customers'], 1, 1, options)), ['model.shop.customers', 'seed.shop.stg_customers']);
    assert.deepEqual(ids(lineageAround(ws, ['dbt:|nothing'], 1, 1, options)), []);
  });
});

describe('the trace of a column', () => {
  const trace = (dataset: string, column: string, direction: 'up' | 'down', depth?: number): string[] =>
    columnTrace(ws, `dbt:|${dataset}`, column, direction, depth).columns.map(c => `${c.distance} ${c.dataset.split('.').at(-1)}.${c.column}`);

  test('goes up and down, without case, over at most depth', () => {
    assert.deepEqual(trace('model.shop.orders', 'AMOUNT_USD', 'up'), ['0 orders.amount_usd', '1 stg_orders.amount', '2 orders.amount']);
    assert.deepEqual(trace('source.shop.raw.orders', 'id', 'down'), ['0 orders.id', '1 stg_orders.id', '2 orders.id']);
    assert.deepEqual(trace('source.shop.raw.orders', 'id', 'down', 1), ['0 orders.id', '1 stg_orders.id']);
  });

  test('a loop ends', () => {
    const spec = shop();
    const loop = fakeWorkspace({ ...spec, edges: [...(spec.edges ?? []), { from: 'dbt:|model.shop.orders', to: 'dbt:|model.shop.stg_orders', file: 'models/stg_orders.sql', columns: ['id <- id identity'] }] });
    assert.equal(columnTrace(loop, 'dbt:|model.shop.orders', 'id', 'up').columns.length, 3);
    const result = lineage(loop, ['+dbt:model.shop.orders+'], options);
    assert.ok('graph' in result);
  });
});
