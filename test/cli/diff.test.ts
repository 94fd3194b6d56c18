import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { lineChanges, splitLines, unifiedDiff } from '../../server/src/text/diff';

function replay(a: string[], b: string[], most?: number): string[] {
  const out: string[] = [];
  let at = 0;
  for (const c of lineChanges(a, b, most)) {
    assert.ok(c.aStart >= at && c.aEnd >= c.aStart && c.bEnd >= c.bStart);
    out.push(...a.slice(at, c.aStart), ...b.slice(c.bStart, c.bEnd));
    at = c.aEnd;
  }
  return [...out, ...a.slice(at)];
}
const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });

/** Length of the longest common subsequence, by the table everyone knows. */
function common(a: string[], b: string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const x of a) {
    const next = [0];
    for (const [j, y] of b.entries()) next.push(x === y ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!));
    row = next;
  }
  return row[b.length]!;
}

describe('line changes', () => {
  test('turn one text into the other, with as few lines as possible', () => {
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        assert.deepEqual(replay(a, b), b);
        const edits = lineChanges(a, b).reduce((n, c) => n + c.aEnd - c.aStart + c.bEnd - c.bStart, 0);
        assert.equal(edits, a.length + b.length - 2 * common(a, b));
      }),
    );
  });

  test('are still right where the search for the fewest gives up', () => {
    fc.assert(fc.property(lines, lines, (a, b) => assert.deepEqual(replay(a, b, 3), b)));
  });

  test('of long texts that share nothing come in bounded time and space', () => {
    const a = Array.from({ length: 60_000 }, (_, i) => `a${i}`);
    const b = Array.from({ length: 60_000 }, (_, i) => `b${i}`);
    assert.equal(lineChanges(a, b).length, 1);
  });
});

describe('a unified diff', () => {
  test('looks as git writes it', () => {
    const before = '1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n';
    const after = before.replace('2\n', 'two\n').replace('13\n', '').replace('14\n', '14');
    assert.equal(
      unifiedDiff({ path: 'a.txt', before, after }),
      'diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1,5 +1,5 @@\n 1\n-2\n+two\n 3\n 4\n 5\n@@ -10,5 +10,4 @@\n 10\n 11\n 12\n-13\n-14\n+14\n\\ No newline at end of file\n',
    );
    assert.equal(unifiedDiff({ path: 'a.txt', before, after: before }), '');
  });

  test('is understood by git apply', () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'pipewright-diff-'));
    try {
      const words = fc.array(fc.constantFrom('a', 'b', 'c', ' ', 'ä', ''), { maxLength: 25 });
      const text = fc.tuple(words, fc.constantFrom('\n', '\r\n'), fc.boolean()).map(([w, eol, end]) => w.join(eol) + (end && w.length > 0 ? eol : ''));
      const cases = fc.sample(fc.tuple(text, text), { numRuns: 60, seed: 7 });
      const names = ['plain.sql', 'with blank.sql', 'deep/ünï.sql', 'tab\t"quote".sql'];
      let patch = '';
      cases.forEach(([before, after], i) => {
        const name = `${i}/${names[i % names.length]!}`;
        mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
        writeFileSync(path.join(dir, name), before);
        patch += unifiedDiff({ path: name, before, after });
      });
      patch += unifiedDiff({ path: 'new.sql', before: null, after: 'select 1\n' });
      writeFileSync(path.join(dir, 'old.sql'), 'a\nb\n');
      patch += unifiedDiff({ path: 'renamed.sql', before: 'a\nb\n', after: 'a\nc\n', renamedFrom: 'old.sql' });
      execFileSync('git', ['init', '-q'], { cwd: dir });
      execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: dir, input: patch });
      for (const [i, [, after]] of cases.entries()) assert.equal(readFileSync(path.join(dir, `${i}/${names[i % names.length]!}`), 'utf8'), after);
      assert.equal(readFileSync(path.join(dir, 'new.sql'), 'utf8'), 'select 1\n');
      assert.equal(readFileSync(path.join(dir, 'renamed.sql'), 'utf8'), 'a\nc\n');
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  test('splits lines and loses nothing', () => {
    fc.assert(fc.property(fc.string(), s => assert.equal(splitLines(s).join(''), s)));
  });
});
