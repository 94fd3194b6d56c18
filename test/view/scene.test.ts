import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { arrange } from '../../view/src/arrange';
import { colourOf, contrast, lettersOf, readable } from '../../view/src/badge';
import { boundsOf, curve, distanceTo, pointOn } from '../../view/src/curves';
import { detailStore, traceColumn } from '../../view/src/details';
import { graphOf } from '../../view/src/graph';
import { neighbour } from '../../view/src/keys';
import type { Grouping } from '../../view/src/messages';
import { pictureSvg } from '../../view/src/picture';
import { anchorOf, arrangementOf, CARD, difference, rowMiddle, type Scene, sceneOf } from '../../view/src/scene';
import { NO_FILTER, shownNodes } from '../../view/src/select';
import { HOSTILE, madeGraph } from './made';

function sceneFor(count: number, o: { group?: Grouping; hostile?: boolean; seeds?: string[]; unfold?: boolean } = {}): Scene {
  const { map, detail } = madeGraph(count, o.hostile);
  const graph = graphOf(map);
  const details = detailStore();
  details.add(detail);
  const shown = shownNodes(graph, { seeds: o.seeds ?? [], up: 1, down: 1, more: [], filter: NO_FILTER, jobs: false });
  return sceneOf({ graph, ways: graph.folded, shown, group: o.group ?? 'none', unfolded: new Set(o.unfold ? map.nodes.map(n => n.id) : []), whole: new Set(), details, trace: null, opened: [] });
}

describe('scene', () => {
  test('counts the neighbours that are not shown', () => {
    const all = sceneFor(60);
    assert.ok(all.cards.every(c => c.moreUp === 0 && c.moreDown === 0));
    const seed = all.cards.find(c => c.edges.length > 3)!.id;
    const some = sceneFor(60, { seeds: [seed] });
    assert.equal(some.byId.get(seed)!.moreUp + some.byId.get(seed)!.moreDown, 0, 'one step around the start is shown');
    assert.ok(some.cards.some(c => c.moreUp + c.moreDown > 0));
  });

  test('unfolded columns make a card higher, a long list ends in a button', () => {
    const { map, detail } = madeGraph(30);
    const graph = graphOf(map);
    const details = detailStore();
    const long = Array.from({ length: 40 }, (_, i) => ({ ...detail.nodes[0]!.columns[0]!, name: `c${i}` }));
    details.add({ nodes: [{ id: map.nodes[0]!.id, columns: long, complete: true }], links: [] });
    const params = { graph, ways: graph.folded, shown: [0], group: 'none' as const, unfolded: new Set([map.nodes[0]!.id]), whole: new Set<string>(), details, trace: null, opened: [] };
    const [card] = sceneOf(params).cards;
    assert.deepEqual([card!.rows.length, card!.hidden], [14, 26]);
    const [traced] = sceneOf({ ...params, trace: { columns: new Map([[map.nodes[0]!.id, new Set(['c33'])]]), edges: [] } }).cards;
    assert.ok(traced!.rows.some(r => r.name === 'c33'), 'a traced column is never hidden');
    const [open] = sceneOf({ ...params, whole: new Set([map.nodes[0]!.id]) }).cards;
    assert.deepEqual([open!.rows.length, open!.height], [40, CARD.height + CARD.rowsTop + 40 * CARD.row + CARD.rowsBottom]);
    assert.equal(rowMiddle(open!, 'c1') - rowMiddle(open!, 'c0'), CARD.row);
    assert.equal(rowMiddle(open!, 'not there'), CARD.height / 2);
  });

  test('tells what two pictures differ in and which card stays', () => {
    assert.deepEqual(difference(['a', 'b'], ['b', 'c']), { added: ['c'], removed: ['a'], kept: ['b'] });
    const scene = sceneFor(30);
    const [one, two] = scene.cards.map(c => c.id);
    const was = (id: string): number | null => (id === two ? 3 : null);
    assert.equal(anchorOf(scene, was, [one!, null, two!], []), two);
    assert.equal(anchorOf(scene, () => null, [one!], [two!]), null, 'a new picture has none');
  });
});

describe('layout', () => {
  const overlaps = (scene: Scene, places: readonly { x: number; y: number }[]): number => {
    let n = 0;
    for (const [i, a] of scene.cards.entries()) for (let j = i + 1; j < scene.cards.length; j++) {
      const [b, p, q] = [scene.cards[j]!, places[i]!, places[j]!];
      if (p.x < q.x + b.width - 0.5 && q.x < p.x + a.width - 0.5 && p.y < q.y + b.height - 0.5 && q.y < p.y + a.height - 0.5) n++;
    }
    return n;
  };

  for (const group of ['none', 'system', 'project', 'schema'] as const) {
    for (const count of [1, 30, 400]) {
      test(`${count} cards, grouped by ${group}: nothing overlaps, data flows to the right`, () => {
        const scene = sceneFor(count, { group, unfold: count === 30 });
        const done = arrange(arrangementOf(scene, () => null));
        assert.equal(done.places.length, scene.cards.length);
        assert.equal(overlaps(scene, done.places), 0);
        for (const e of scene.edges) assert.ok(done.places[e.from]!.x < done.places[e.to]!.x);
        for (const g of done.groups) for (const [i, c] of scene.cards.entries()) if (c.group === g.name) assert.ok(done.places[i]!.x >= g.x && done.places[i]!.y >= g.y && done.places[i]!.y + c.height <= g.y + g.height);
        if (group !== 'none') assert.equal(done.groups.length, new Set(scene.cards.map(c => c.group)).size);
      });
    }
  }

  test('a large picture is about as high as it is wide', () => {
    const scene = sceneFor(2000);
    const { places } = arrange(arrangementOf(scene, () => null));
    const [width, height] = [Math.max(...places.map(p => p.x)), Math.max(...places.map(p => p.y))];
    assert.ok(width / height > 0.4 && width / height < 4, `${width} x ${height}`);
  });

  test('the same picture twice is the same, and one that was seen keeps the order of its cards', () => {
    const scene = sceneFor(60);
    const first = arrange(arrangementOf(scene, () => null));
    assert.deepEqual(arrange(arrangementOf(scene, () => null)), first);
    const index = new Map(scene.cards.map((c, i) => [c.id, i]));
    const again = arrange(arrangementOf(scene, id => first.places[index.get(id)!]!.y));
    // Cards of one layer stand in the same order as before, but for very few.
    let [same, turned] = [0, 0];
    for (const i of scene.cards.keys()) for (const j of scene.cards.keys()) {
      if (i >= j || first.places[i]!.x !== first.places[j]!.x) continue;
      if (Math.sign(first.places[i]!.y - first.places[j]!.y) === Math.sign(again.places[i]!.y - again.places[j]!.y)) same++;
      else turned++;
    }
    assert.ok(turned <= same * 0.1, `${turned} of ${same + turned} pairs turned round`);
  });

  test('loops, arcs to nowhere and lone cards are no trouble', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(12), fc.nat(12)), { maxLength: 40 }), fc.constantFrom('', 'g'), (pairs, group) => {
      const boxes = Array.from({ length: 10 }, (_, i) => ({ id: `${i}`, width: 200, height: 50, group: group === '' ? '' : `${group}${i % 3}`, before: null }));
      const done = arrange({ boxes, arcs: pairs.map(([a, b]) => ({ from: `${a}`, to: `${b}` })) });
      return done.places.length === 10 && done.places.every(p => Number.isFinite(p.x) && Number.isFinite(p.y));
    }), { numRuns: 100 });
  });
});

describe('columns', () => {
  test('are traced both ways, through case and loops', () => {
    const links = [
      { from: 'a', to: 'b', indirect: [], columns: [{ from: 'ID', to: 'id', kind: 'identity' as const }, { from: 'x', to: 'y', kind: 'aggregation' as const }] },
      { from: 'b', to: 'c', indirect: [], columns: [{ from: 'Id', to: 'key', kind: 'transformation' as const }] },
      { from: 'c', to: 'a', indirect: [], columns: [{ from: 'KEY', to: 'id', kind: 'identity' as const }] },
    ];
    const trace = traceColumn(links, { id: 'b', column: 'id' });
    assert.deepEqual([...trace.columns].map(([id, names]) => [id, [...names]]).sort(), [['a', ['id']], ['b', ['id']], ['c', ['key']]]);
    assert.equal(trace.edges.length, 3);
    assert.equal(traceColumn([], { id: 'b', column: 'id' }).columns.size, 1);
  });
});

describe('small parts', () => {
  test('curves hold their ends and lie in their bounds', () => {
    const line = curve({ x: 0, y: 0 }, [{ x: 100, y: 50 }], { x: 200, y: 0 });
    assert.deepEqual([pointOn(line, 0), pointOn(line, 1)], [{ x: 0, y: 0 }, { x: 200, y: 0 }]);
    const b = boundsOf(line);
    for (let t = 0; t <= 1; t += 0.05) {
      const p = pointOn(line, t);
      assert.ok(p.x >= b.left && p.x <= b.right && p.y >= b.top && p.y <= b.bottom);
      assert.ok(distanceTo(line, p) < 4);
    }
  });

  test('letters of a badge can be read on its colour', () => {
    assert.equal(Math.round(contrast('#ffffff', '#000000')), 21);
    assert.deepEqual(readable('#ffffff'), { ground: '#ffffff', ink: '#14161a' });
    for (const system of ['kafka', 'dbt', 'airflow', 'snowflake', 'postgres', 'mysql', 'anything', 'else', 'at', 'all', 'dagster']) {
      const { ground, ink } = readable(colourOf(system));
      assert.ok(contrast(ground, ink) >= 4.5, system);
    }
    assert.equal(lettersOf('teradata'), 'Te');
  });

  test('arrows lead along the edges and to the card below', () => {
    const scene = sceneFor(60);
    const done = arrange(arrangementOf(scene, () => null));
    const at = { scene: () => scene, spotOf: (id: string) => done.places[scene.cards.findIndex(c => c.id === id)] ?? null };
    const [e] = scene.edges;
    const from = scene.cards[e!.from]!.id;
    const right = neighbour(at, from, 'ArrowRight')!;
    assert.ok(scene.edges.some(x => scene.cards[x.from]!.id === from && scene.cards[x.to]!.id === right));
    assert.ok(scene.edges.some(x => scene.cards[x.to]!.id === right && scene.cards[x.from]!.id === neighbour(at, right, 'ArrowLeft')));
    const below = neighbour(at, from, 'ArrowDown');
    if (below !== null) assert.ok(at.spotOf(below)!.y > at.spotOf(from)!.y);
  });
});

describe('the picture as SVG', () => {
  const theme = { ground: 'rgb(255, 255, 255)', card: 'rgb(255, 255, 255)', border: 'rgb(0, 0, 0)', text: 'rgb(0, 0, 0)', faint: 'rgb(90, 90, 90)', edge: 'rgb(90, 90, 90)', accent: 'rgb(0, 0, 255)', lane: 'rgb(240, 240, 240)', changes: { added: 'rgb(0, 99, 0)', removed: 'rgb(160, 0, 0)', renamed: 'rgb(120, 80, 0)', changed: 'rgb(120, 80, 0)', reached: 'rgb(0, 0, 255)' }, font: 'Segoe UI, "Noto <x>"' };

  test('is well formed and holds no markup but its own, whatever names there are', () => {
    const scene = sceneFor(HOSTILE.length * 2, { hostile: true, unfold: true, group: 'schema' });
    const { svg } = pictureSvg(scene, arrange(arrangementOf(scene, () => null)), null, theme);
    const tags = new Set([...svg.matchAll(/<\/?([^\s>/]+)/g)].map(m => m[1]));
    assert.deepEqual([...tags].sort(), ['g', 'path', 'rect', 'svg', 'text', 'title']);
    for (const [tag] of svg.matchAll(/<[^>]*>/g)) assert.doesNotMatch(tag, /\son|javascript:/);
    assert.doesNotMatch(svg, /&(?!#\d+;)/);
    assert.equal([...svg.matchAll(/<g[ >]/g)].length, [...svg.matchAll(/<\/g>/g)].length);
  });
});
