import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { formats } from '../../server/src/formats';
import { rules } from '../../server/src/rules';
import { Engine } from '../../server/src/workspace/engine';
import { isCandidate } from '../../server/src/workspace/extract';
import { Linter } from '../../server/src/workspace/lint';

/** The example shop in memory. */
function shop(): Map<string, string> {
  const root = path.resolve('examples/dbt-shop');
  const files = new Map<string, string>();
  const visit = (dir: string) => {
    for (const e of readdirSync(path.join(root, dir), { withFileTypes: true })) {
      const at = dir === '' ? e.name : `${dir}/${e.name}`;
      if (e.isDirectory()) {
        if (!['target', 'dbt_packages', 'logs'].includes(e.name)) visit(at);
      } else if (isCandidate(formats, at)) files.set(at, readFileSync(path.join(root, at), 'utf8'));
    }
  };
  visit('');
  return files;
}

function open(files: Map<string, string>, tracking: boolean): { engine: Engine; linter: Linter } {
  const engine = new Engine({ formats, tracking, read: p => files.get(p) ?? null });
  engine.announce([...files.keys()]);
  engine.apply([...files].map(([p, text]) => ({ path: p, text })));
  return { engine, linter: new Linter(engine.workspace, rules) };
}

function picture({ engine, linter }: { engine: Engine; linter: Linter }): string[] {
  const ws = engine.workspace;
  const findings = [...ws.store.peekPaths()].sort().flatMap(p => linter.lint(p).map(f => `${p} ${f.finding.span.start}-${f.finding.span.end} ${f.severity} ${f.finding.rule}: ${f.finding.message}`));
  const lineage = ws.guarded(() => [...ws.store.ids()].sort().flatMap(id => [...ws.upstream(id).map(e => `${id} ${JSON.stringify(e)}`), `${id} ${JSON.stringify(ws.columns(id))}`]));
  return [...findings, ...lineage];
}

function random(seed: number): (below: number) => number {
  let state = (seed * 2654435761 + 99991) >>> 0;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A line gone, doubled or moved; a name changed for one that stands elsewhere; a character typed. */
function edit(text: string, words: readonly string[], r: (n: number) => number): string {
  const lines = text.split('\n');
  const at = r(lines.length);
  switch (r(5)) {
    case 0: lines.splice(at, 1); break;
    case 1: lines.splice(at, 0, lines[r(lines.length)]!); break;
    case 2: lines[at] = lines[at]!.replace(/[a-z_]{4,}/, words[r(words.length)]!); break;
    case 3: lines[at] = `${lines[at]!.slice(0, r(lines[at]!.length + 1))}${['x', '{{ ', "'", ' ', ')', '#'][r(6)]!}`; break;
    default: lines.splice(at, 0, ''); break;
  }
  return lines.join('\n');
}

test('after random edits of a real project, findings, columns and lineage equal those of a rebuild', () => {
  const original = shop();
  const words = [...new Set([...original.values()].flatMap(t => t.match(/[a-z]+_[a-z_]+/g) ?? []))].sort();
  for (let seed = 1; seed <= 3; seed++) {
    const files = new Map(original);
    const paths = [...files.keys()].sort();
    const live = open(files, true);
    picture(live);
    const r = random(seed);
    for (let step = 1; step <= 40; step++) {
      const p = paths[r(paths.length)]!;
      const before = files.get(p);
      const text = r(14) === 0 ? null : r(6) === 0 ? original.get(p)! : edit(before ?? original.get(p)!, words, r);
      if (text === null) files.delete(p);
      else files.set(p, text);
      live.engine.apply([{ path: p, text }]);
      if (step % 8 !== 0) continue;
      const now = picture(live);
      const truth = picture(open(files, false));
      const differing = [...now.filter(l => !truth.includes(l)).map(l => `live only: ${l}`), ...truth.filter(l => !now.includes(l)).map(l => `rebuilt only: ${l}`)];
      assert.deepEqual(differing.slice(0, 6), [], `seed ${seed}, step ${step}, last edited ${p}`);
    }
  }
});
