import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { lineage, type LineageGraph } from '../../server/src/features/lineage';
import { dot } from '../../server/src/features/render/dot';
import { jsonText } from '../../server/src/features/render/json';
import { apart, layOut } from '../../server/src/features/render/layout';
import { mermaid } from '../../server/src/features/render/mermaid';
import { openLineage } from '../../server/src/features/render/openlineage';
import { pictureOf } from '../../server/src/features/render/picture';
import { svg } from '../../server/src/features/render/svg';
import { columnsOf, wrap } from '../../server/src/features/render/terminal';
import { lineageText } from '../../server/src/features/render/text';
import { fakeWorkspace, shop } from './fake';

const boxes = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `b${i}`, width: 50 + ((i * 37) % 60), height: 20 + ((i * 13) % 30) }));
const graphs = fc.integer({ min: 1, max: 25 }).chain(n => fc.tuple(fc.constant(n), fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 50 })));
const gaps = { columnGap: 40, rowGap: 10 };

describe('a layout', () => {
  test('places every box, none over another, within its size', () => {
    fc.assert(
      fc.property(graphs, ([n, links]) => {
        const all = boxes(n);
        const layout = layOut(all, links.map(([a, b]) => ({ from: `b${a}`, to: `b${b}` })), gaps);
        const placed = all.map(b => ({ ...b, ...layout.boxes.get(b.id)! }));
        for (const [i, a] of placed.entries()) {
          assert.ok(Number.isFinite(a.x) && Number.isFinite(a.y) && a.x >= -0.01 && a.y >= -0.01 && a.x + a.width <= layout.width + 0.01 && a.y + a.height <= layout.height + 0.01);
          for (const b of placed.slice(i + 1)) assert.ok(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y + 0.01 || b.y + b.height <= a.y + 0.01, `${a.id} over ${b.id}`);
        }
      }),
    );
  });

  test('runs from left to right where there is no loop', () => {
    fc.assert(
      fc.property(graphs, ([n, links]) => {
        const forward = links.filter(([a, b]) => a < b).map(([a, b]) => ({ from: `b${a}`, to: `b${b}` }));
        const { boxes: at } = layOut(boxes(n), forward, gaps);
        for (const l of forward) assert.ok(at.get(l.from)!.x < at.get(l.to)!.x);
      }),
    );
  });

  test('crosses nothing where nothing need cross', () => {
    const all = boxes(6);
    const arcs = [['b0', 'b3'], ['b1', 'b4'], ['b2', 'b5'], ['b0', 'b4']].map(([from, to]) => ({ from: from!, to: to! }));
    const { boxes: at } = layOut(all, arcs, gaps);
    assert.ok(at.get('b0')!.y < at.get('b1')!.y === at.get('b3')!.y < at.get('b4')!.y);
  });

  test('of thousands of boxes comes without deep recursion', () => {
    const n = 4000;
    const chain = Array.from({ length: n - 1 }, (_, i) => ({ from: `b${i}`, to: `b${i + 1}` }));
    assert.equal(layOut(boxes(n), chain, gaps).boxes.size, n);
    assert.equal(layOut(boxes(n), [], gaps).boxes.size, n);
  });

  test('apart keeps order and room, and moves what fits not at all', () => {
    assert.deepEqual(apart([0, 10, 20], [0, 5, 5]), [0, 10, 20]);
    assert.deepEqual(apart([0, 0, 0], [0, 10, 10]), [-10, 0, 10]);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -100, max: 100 }), fc.integer({ min: 0, max: 30 }))), list => {
        const room = list.map(l => l[1]);
        const placed = apart(list.map(l => l[0]), room);
        for (let i = 1; i < placed.length; i++) assert.ok(placed[i]! - placed[i - 1]! >= room[i]! - 1e-6);
      }),
    );
  });
});

const HOSTILE = 'x"]; end <script>alert(1)</script> `%%{init}%%` \\ {{ }} #quot; \u001b[31m\u202e\n--> \ud800';

function hostile(): LineageGraph {
  const spec = shop();
  const entities = spec.entities.map((e, i) => ({ ...e, name: `${HOSTILE}${i}`, columns: [{ name: HOSTILE }, { name: '__proto__' }] }));
  const edges = (spec.edges ?? []).map(e => ({ ...e, columns: ['__proto__ <- __proto__ identity'] }));
  const result = lineage(fakeWorkspace({ ...spec, entities, edges }), [], { root: '/repo', columns: true });
  assert.ok('graph' in result);
  return result.graph;
}

describe('names from files do no harm', () => {
  test('in SVG', () => {
    const text = svg(hostile());
    assert.ok(!/<script/i.test(text) && !/[\u0000-\u0009\u000b-\u001f\u202e]/.test(text) && Buffer.from(text).toString() === text);
    assert.ok(!/&(?!#\d+;)/.test(text));
  });

  test('in Mermaid: each line is one statement', () => {
    for (const line of mermaid(hostile()).trimEnd().split('\n')) {
      assert.match(line, /^(flowchart LR|\s+subgraph g\d+\["[^"<>`%{}\\]*"\]|\s+n\d+\W{1,2}"[^"<>`%{}\\]*"\W{1,2}|\s+end|\s+n\d+ (-->|-\.->|-\. then \.->) n\d+|\s+classDef .*|\s+class [n\d,]+ external)$/);
    }
  });

  test('in DOT: quotes are closed', () => {
    for (const line of dot(hostile()).split('\n')) assert.equal(line.replace(/\\./g, '').split('"').length % 2, 1, line);
  });

  test('in a terminal', () => assert.ok(!/[\u0000-\u0009\u000b-\u001f\u202e]/.test(lineageText(hostile()))));

  test('in OpenLineage: a column may be called __proto__', () => {
    const events = openLineage(hostile(), { producer: 'urn:x', eventTime: '1970-01-01T00:00:00Z' });
    const text = [...jsonText(events)].join('');
    assert.ok(JSON.stringify(JSON.parse(text)).includes('"fields":{"__proto__"'));
  });
});

describe('a picture', () => {
  test('has a job between what it reads and writes, and no DAG that does neither', () => {
    const result = lineage(fakeWorkspace(shop()), [], { root: '/repo', columns: false });
    assert.ok('graph' in result);
    const picture = pictureOf(result.graph);
    assert.ok(!picture.nodes.some(n => n.id === 'airflow:daily_orders'));
    assert.deepEqual(picture.links.filter(l => l.to.includes('airflow') || l.from.includes('airflow')).map(l => `${l.from} ${l.kind} ${l.to}`), [
      'airflow:daily_orders.extract order airflow:daily_orders.load',
      'airflow:daily_orders.load likely snowflake://acme/analytics.raw.orders',
      'kafka://broker:9092/orders exact airflow:daily_orders.extract',
      'kafka://broker:9092/orders likely airflow:daily_orders.load',
    ]);
  });

  test('of nothing is empty but whole', () => {
    const empty: LineageGraph = { version: 1, root: '/', datasets: [], jobs: [], edges: [], checks: [], unresolved: [] };
    assert.match(svg(empty), /^<svg [^>]*viewBox="0 0 48 48"[\s\S]*<\/svg>\n$/);
    assert.equal(mermaid(empty), 'flowchart LR\n');
    assert.equal(lineageText(empty), '0 datasets, 0 jobs, 0 edges.\n');
    assert.deepEqual(openLineage(empty, { producer: 'urn:x', eventTime: '' }), []);
  });
});

describe('JSON in pieces', () => {
  test('is the same value', () => {
    const json = fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())));
    fc.assert(fc.property(fc.oneof(json, fc.array(fc.jsonValue())), v => assert.deepEqual(JSON.parse([...jsonText(v as object)].join('')), JSON.parse(JSON.stringify(v)))));
  });
});

describe('widths', () => {
  test('wide and combining characters are counted as a terminal does', () => {
    assert.deepEqual(['abc', '表', 'e\u0301', '🙂', 'ﬁ'].map(columnsOf), [3, 2, 1, 2, 1]);
  });

  test('wrapped lines fit, and no word is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), fc.integer({ min: 12, max: 40 }), (list, width) => {
        const lines = wrap(list.join(' '), width);
        assert.ok(lines.every(l => l.length <= width));
        assert.deepEqual(lines.join(' ').split(' '), list);
      }),
    );
  });
});
