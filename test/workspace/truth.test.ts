import assert from 'node:assert/strict';
import test from 'node:test';
import { Sources } from '../../server/src/workspace/cells';
import { Engine } from '../../server/src/workspace/engine';
import { Linter } from '../../server/src/workspace/lint';
import { toy, toyRules } from './toy';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'special'];
const COLUMNS = ['x', 'y', 'z', 'x,y', 'y=x', '*', 'x,y=z'];
const PATHS = ['1.toy', '2.toy', '3.toy', '4.toy', 'p/5.toy', 'p/6.toy', 'p/project.toy', 'p/extra.toy'];

/** Small numbers from a seed: the same edits every time. */
function random(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function line(r: (n: number) => number): string {
  const n = () => NAMES[r(NAMES.length)]!;
  switch (r(10)) {
    case 0: case 1: return `table ${n()} ${COLUMNS[r(4)]}`;
    case 2: case 3: case 4: return `${r(4) ? 'view' : 'fill'} ${n()} ${n()} ${COLUMNS[r(COLUMNS.length)]}`;
    case 5: return `note ${n()} ${['x', 'q'][r(2)]}`;
    case 6: return ['off', 'use'][r(2)] + ` ${n()}`;
    case 7: return `also ${n()} ${n()}`;
    case 8: return `adopt ${n()} ${n()}`;
    default: return `job j${r(2)} ${n()} ${n()}`;
  }
}

function edit(text: string, r: (n: number) => number): string {
  const lines = text === '' ? [] : text.split('\n');
  const at = r(lines.length + 1);
  switch (r(4)) {
    case 0: lines.splice(at, 0, line(r)); break;
    case 1: lines.splice(at, 1); break;
    case 2: lines.splice(at, 0, ''); break;
    default: lines.splice(at, 1, line(r));
  }
  return lines.slice(0, 6).join('\n');
}

function open(tracking: boolean): { engine: Engine; linter: Linter; files: Map<string, string> } {
  const files = new Map<string, string>();
  const engine = new Engine({ formats: [toy], tracking, read: path => files.get(path) ?? null });
  return { engine, linter: new Linter(engine.workspace, toyRules), files };
}

/** All findings and all lineage, as text. */
function picture({ engine, linter }: { engine: Engine; linter: Linter }): string {
  const ws = engine.workspace;
  const findings = [...ws.store.peekPaths()].sort().flatMap(p => linter.lint(p).map(f => `${p} ${f.finding.span.start} ${f.finding.rule} ${f.finding.message}`));
  const lineage = ws.guarded(() => [...ws.store.ids()].sort().flatMap(id => [...ws.upstream(id), ...ws.downstream(id)].map(e => JSON.stringify(e))));
  return [...findings, ...lineage].join('\n');
}

function rebuilt(files: ReadonlyMap<string, string>): string {
  const fresh = open(false);
  fresh.engine.apply([...files].map(([path, text]) => ({ path, text })));
  return picture(fresh);
}

function session(seed: number, steps: number): { differences: number; first: string } {
  const r = random(seed);
  const live = open(true);
  let differences = 0;
  let first = '';
  for (let step = 0; step < steps; step++) {
    const path = PATHS[r(PATHS.length)]!;
    const gone = r(12) === 0;
    const text = gone ? null : path.endsWith('project.toy') || path.endsWith('extra.toy') ? ['', 'p_', ''][r(3)]! : edit(live.files.get(path) ?? '', r);
    if (text === null) live.files.delete(path);
    else live.files.set(path, text);
    live.engine.apply([{ path, text }]);
    if (step % 3 !== 0) continue;
    const now = picture(live);
    const truth = rebuilt(live.files);
    if (now === truth) continue;
    differences++;
    first ||= `seed ${seed}, step ${step}\n${[...live.files].map(([p, t]) => `//- ${p}\n${t}`).join('\n')}\n--- live\n${now}\n--- rebuilt\n${truth}`;
  }
  return { differences, first };
}

test('after random edits, findings and lineage equal those of a rebuild', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const { differences, first } = session(seed, 120);
    assert.equal(differences, 0, first);
  }
});

for (const kind of ['key|', 'parts|', 'mentions|', 'queries|', 'writes|', 'speaks|', 'adopted|', 'file|', 'ids'])
  test(`forgetting to invalidate "${kind}" is seen by the comparison`, () => {
    const touch = Sources.prototype.touch;
    Sources.prototype.touch = function (name) {
      if (!name.startsWith(kind)) touch.call(this, name);
    };
    try {
      let seen = 0;
      for (let seed = 1; seed <= 30 && seen === 0; seed++) seen = broken(() => session(seed, 120).differences);
      assert.notEqual(seen, 0);
    } finally {
      Sources.prototype.touch = touch;
    }
  });

/** A stale world may also contradict itself: a computation that then fails counts as a difference seen. */
function broken(work: () => number): number {
  try {
    return work();
  } catch {
    return 1;
  }
}

test('an edit that changes nothing but positions leaves other files alone', () => {
  const live = open(true);
  live.files.set('1.toy', 'table a x,y').set('2.toy', 'view b a x');
  live.engine.apply([...live.files].map(([path, text]) => ({ path, text })));
  picture(live);
  live.linter.takeStale();
  live.engine.apply([{ path: '1.toy', text: '\n\ntable a x,y' }]);
  assert.deepEqual(live.linter.takeStale(), ['1.toy']);
  picture(live);
  live.engine.apply([{ path: '1.toy', text: '\n\ntable a y' }]);
  assert.deepEqual(live.linter.takeStale().sort(), ['1.toy', '2.toy']);
});
