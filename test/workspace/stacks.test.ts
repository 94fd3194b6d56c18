import assert from 'node:assert/strict';
import test from 'node:test';
import { openFolder } from '../../server/src/cli/open';
import { columnTrace } from '../../server/src/features/lineage/columns';
import { lineage } from '../../server/src/features/lineage';

/** The examples of whole stacks: what they begin with and end in, and the way of one column. */
const STACKS = [
  { folder: 'examples/cdc-shop', from: 'kafka:shop.public.orders', to: 'exposure.shop.revenue_dashboard', dataset: 'fct_revenue', column: 'revenue_eur', passes: ['stg_orders.amount_eur', 'orders.enriched.amount'], hints: ['key-untested', 'model-without-yaml'] },
  {
    folder: 'examples/clickstream', from: 'kafka:web.page-views', to: 'exposure.clickstream.traffic_dashboard', dataset: 'fct_daily_traffic', column: 'visitors',
    passes: ['int_visits.visitor_hash', 'stg_page_views.visitor_hash', 'page_views.visitor_hash', 'web.page_views_mv.visitor_hash', 'web.page_views_queue.visitor_id', 'web.page-views.visitor_id'], hints: ['key-untested'],
  },
  { folder: 'examples/lakehouse-spark', from: 'kafka:shop.orders', to: 's3://acme-reports/top_countries.csv', dataset: 'sales.daily', column: 'revenue', passes: ['s3://acme-lake/raw/orders.amount', 'data/rates.csv.rate'], hints: [] },
] as const;

for (const stack of STACKS) {
  test(`${stack.folder} is one graph, with the way of a column from end to end, and nothing wrong`, async () => {
    const opened = await openFolder(stack.folder, { config: null, cache: false, threads: 1, rules: {}, progress: () => {} });
    const ws = opened.workspace;
    const made = lineage(ws, [], { root: '', columns: true });
    if (!('graph' in made)) assert.fail(made.problems.join());
    const { graph } = made;
    assert.deepEqual(graph.unresolved, []);
    const to = graph.datasets.find(d => d.names.includes(stack.to))?.id ?? stack.to;
    const reached = new Set([to]);
    for (let before = 0; before < reached.size; ) {
      before = reached.size;
      for (const e of graph.edges) if (reached.has(e.to)) reached.add(e.from);
    }
    assert.ok(reached.has(stack.from), `${stack.from} leads to ${stack.to}`);
    const table = ['dbt.model', 'sql.table'].flatMap(t => ws.entitiesOf(t)).find(e => e.name.endsWith(stack.dataset))!;
    const way = columnTrace(ws, table.id, stack.column, 'up').columns.map(c => `${ws.entity(c.dataset)?.name}.${c.column}`);
    for (const at of stack.passes) assert.ok(way.includes(at), `${at} is among ${way.join(', ')}`);
    const found = [...ws.paths()].flatMap(p => opened.lint(p).map(f => `${f.severity} ${f.finding.rule}`));
    assert.deepEqual([...new Set(found)].sort(), stack.hints.map(h => `hint ${h}`));
  });
}
