import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { graphOf, reach } from '../../view/src/graph';
import { evaluate, fuzzy, NO_FILTER, shownNodes, suggestions, type Wish } from '../../view/src/select';
import { edge, HOSTILE, madeGraph, node } from './made';

/** raw -> stg -> orders -> report, raw2 -> orders; a job loads raw out of a topic. */
const nodes = [
  node('a.raw', { system: 'snowflake', external: true, tags: ['pii'] }), node('b.stg', { kind: 'view' }), node('c.orders', { tags: ['daily'], names: ['model.shop.orders'] }), node('d.report', { kind: 'exposure', file: 'reports/d.yml' }), node('e.raw2', { system: 'snowflake' }),
  node('f.topic', { system: 'kafka' }), node('g.load', { job: true, system: 'airflow', kind: 'airflow.task' }), node('h.wait', { job: true, system: 'airflow', kind: 'airflow.task' }),
];
const graph = graphOf({ version: 1, title: 't', nodes, edges: [edge(0, 1), edge(1, 2), edge(2, 3), edge(4, 2), edge(5, 0, { job: 6, kind: 'likely' }), edge(7, 6, { kind: 'order' })] });
const wish: Wish = { seeds: ['c.orders'], up: 1, down: 1, more: [], filter: NO_FILTER, jobs: false };
const ids = (w: Partial<Wish>): string[] => shownNodes(graph, { ...wish, ...w }).map(i => nodes[i]!.id);

describe('what is shown', () => {
  test('starts one step up and one down, and opens node by node', () => {
    assert.deepEqual(ids({}), ['b.stg', 'c.orders', 'd.report', 'e.raw2']);
    assert.deepEqual(ids({ more: [{ id: 'b.stg', direction: 'up' }] }), ['a.raw', 'b.stg', 'c.orders', 'd.report', 'e.raw2']);
    assert.deepEqual(ids({ more: [{ id: 'gone', direction: 'up' }] }), ids({}), 'a node that is gone opens nothing');
    assert.deepEqual(ids({ seeds: ['gone'] }), []);
  });

  test('everything, with jobs in between or folded into edges', () => {
    assert.deepEqual(ids({ seeds: [] }), ['a.raw', 'b.stg', 'c.orders', 'd.report', 'e.raw2', 'f.topic']);
    assert.deepEqual(ids({ seeds: [], jobs: true }), nodes.map(n => n.id));
    const folded = graph.folded.edges.find(e => e.from === 5 && e.to === 0)!;
    assert.deepEqual([folded.jobs, folded.kind], [[6], 'likely']);
    assert.ok(graph.whole.edges.some(e => e.from === 5 && e.to === 6) && graph.whole.edges.some(e => e.from === 6 && e.to === 0));
  });

  test('a folded job keeps tied what it reads besides', () => {
    const g = graphOf({ version: 1, title: '', nodes, edges: [edge(5, 0, { job: 6 }), edge(4, 6), edge(6, 3)] });
    assert.deepEqual(g.folded.edges.map(e => [e.from, e.to]), [[5, 0], [4, 0], [5, 3]]);
  });

  test('filters leave out systems and kinds, keep only tags and a folder, and never the node asked for', () => {
    assert.deepEqual(ids({ filter: { ...NO_FILTER, systems: ['snowflake'] } }), ['b.stg', 'c.orders', 'd.report']);
    assert.deepEqual(ids({ filter: { ...NO_FILTER, kinds: ['view', 'exposure'] } }), ['c.orders', 'e.raw2']);
    assert.deepEqual(ids({ seeds: [], filter: { ...NO_FILTER, tags: ['pii', 'daily'] } }), ['a.raw', 'c.orders']);
    assert.deepEqual(ids({ filter: { ...NO_FILTER, folder: 'reports' } }), ['c.orders', 'd.report']);
  });

  test('loops end', () => {
    const loop = graphOf({ version: 1, title: '', nodes: nodes.slice(0, 3), edges: [edge(0, 1), edge(1, 2), edge(2, 0)] });
    assert.deepEqual([...reach(loop.whole, [0], 'down', Number.POSITIVE_INFINITY)].sort(), [0, 1, 2]);
  });
});

describe('selectors', () => {
  test('as on the command line', () => {
    assert.deepEqual(evaluate(graph, '2+orders+1', false), { ids: ['c.orders'], up: 2, down: 1, column: null });
    assert.deepEqual(evaluate(graph, 'model.shop.orders', false), { ids: ['c.orders'], up: 0, down: 0, column: null });
    assert.deepEqual(evaluate(graph, 'system:kafka tag:pii', false), { ids: ['f.topic', 'a.raw'], up: 0, down: 0, column: null });
    assert.deepEqual(evaluate(graph, 'file:reports', false), { ids: ['d.report'], up: 0, down: 0, column: null });
    assert.deepEqual(evaluate(graph, 'column:orders.amount', false), { ids: ['c.orders'], up: 0, down: 0, column: 'amount' });
    assert.ok('problem' in evaluate(graph, 'nothing_of_the_kind', false));
  });

  test('several are united with all that each reaches', () => {
    const found = evaluate(graph, '+stg report', false);
    assert.ok('ids' in found);
    assert.deepEqual([...found.ids].sort(), ['a.raw', 'b.stg', 'd.report', 'f.topic']);
  });
});

describe('search', () => {
  test('finds letters in their order, the best first', () => {
    assert.deepEqual(suggestions(graph, 'ord', 5).map(h => nodes[h.node]!.id), ['c.orders']);
    assert.equal(nodes[suggestions(graph, 'raw', 5)[0]!.node]!.id, 'a.raw', 'a whole name goes before a longer one');
    assert.deepEqual(fuzzy('fct_order_lines', 'fol')!.at, [0, 4, 10]);
    assert.equal(fuzzy('orders', 'sro'), null);
    assert.deepEqual(suggestions(graph, '   ', 5), []);
  });

  test('signs of a pattern are letters like others', () => {
    const hostile = graphOf(madeGraph(HOSTILE.length, true).map);
    for (const name of HOSTILE.filter(h => h.trim() !== '' && !h.includes('+'))) assert.ok(suggestions(hostile, name, 20).some(h => hostile.map.nodes[h.node]!.label === name), name);
  });
});
