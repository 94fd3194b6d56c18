import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { expandBraces, glob, MAX_ALTERNATIVES } from '../../server/src/text/glob';
import { readIgnore } from '../../server/src/text/ignore';
import { fill, git, isolateGit, tempFolder } from './temp';

isolateGit();

function check(pattern: string, yes: readonly string[], no: readonly string[]) {
  const matches = glob(pattern);
  for (const path of yes) assert.ok(matches(path), `${pattern} should match ${path}`);
  for (const path of no) assert.ok(!matches(path), `${pattern} should not match ${path}`);
}

test('stars stay in their segment and double stars cross any number', () => {
  check('release/*', ['release/1.0'], ['release', 'release/1/2', 'prerelease/1']);
  check('release/**', ['release/1', 'release/1/2'], ['release']);
  check('**/x', ['x', 'a/x', 'a/b/x'], ['ax', 'x/a']);
  check('a/**/b/**/c', ['a/b/c', 'a/1/2/b/3/c'], ['a/c', 'b/c']);
  check('*', ['main', ''], ['a/b']);
  check('v?.[0-9]', ['v1.2'], ['v1.x', 'v12.3']);
  check('[!a]b', ['cb'], ['ab', 'b']);
  check('[]-]x', [']x', '-x'], ['ax']);
  check('a\\*', ['a*'], ['ab']);
  check('[abc', [], ['a', '[abc']);
});

test('braces give every alternative, nested too, and never without bound', () => {
  assert.deepEqual(expandBraces('{a,b{1,2}}.sql').sort(), ['a.sql', 'b1.sql', 'b2.sql']);
  assert.deepEqual(expandBraces('{a}'), ['{a}']);
  assert.deepEqual(expandBraces('{a,b'), ['{a,b']);
  assert.deepEqual(expandBraces('a,b}'), ['a,b}']);
  assert.ok(expandBraces('{a,b}'.repeat(30)).length <= MAX_ALTERNATIVES);
});

test('a pattern made to explode is answered at once', () => {
  assert.equal(glob(`${'*a'.repeat(60)}b`)('a'.repeat(250)), false);
  assert.equal(glob(`${'**/a/'.repeat(60)}b`)('a/'.repeat(250)), false);
  assert.equal(readIgnore(`${'*a'.repeat(60)}b`).test('a'.repeat(250), false), null);
});

test('ignore patterns mean what the manual says', () => {
  const rules = readIgnore(['# comment', '*.log', '!keep.log', '/top', 'folder/', 'a/b', '**/deep/*.csv', 'sp\\ ', 'trail   ', '\\#hash', '\\!bang', '', 'x/**'].join('\r\n'));
  const is = (path: string, folder = false) => rules.test(path, folder);
  assert.equal(is('a.log'), true);
  assert.equal(is('q/a.log'), true);
  assert.equal(is('q/keep.log'), false);
  assert.equal(is('top'), true);
  assert.equal(is('q/top'), null);
  assert.equal(is('q/folder', true), true);
  assert.equal(is('q/folder'), null);
  assert.equal(is('a/b'), true);
  assert.equal(is('q/a/b'), null);
  assert.equal(is('q/deep/f.csv'), true);
  assert.equal(is('sp '), true);
  assert.equal(is('trail'), true);
  assert.equal(is('#hash'), true);
  assert.equal(is('!bang'), true);
  assert.equal(is('x', true), null);
  assert.equal(is('x/y'), true);
});

const word = fc.string({ unit: fc.constantFrom('a', 'b', '.', '-'), minLength: 1, maxLength: 3 }).filter(w => !/^\.+$/.test(w));
const piece = fc.oneof({ weight: 3, arbitrary: word }, fc.constantFrom('*', '**', '?', 'a*', '*b', '[ab]', '[!a]', 'a?b', '\\a', '*a*'));
const pattern = fc
  .tuple(fc.constantFrom('', '', '!'), fc.constantFrom('', '', '/'), fc.array(piece, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '', '/'))
  .map(([not, slash, parts, end]) => not + slash + parts.join('/') + end);
const paths = fc.array(fc.array(word, { minLength: 1, maxLength: 3 }).map(w => w.join('/')), { minLength: 1, maxLength: 6 });

/** Whether a file is ignored, asking about each folder on the way, as the walk does. */
function verdict(test: (path: string, folder: boolean) => boolean | null, file: string): boolean {
  const parts = file.split('/');
  return parts.some((_, i) => test(parts.slice(0, i + 1).join('/'), i < parts.length - 1) === true);
}

test('ignore patterns decide as git does', () => {
  const root = tempFolder();
  git(root, ['init', '-q']);
  fc.assert(
    fc.property(fc.array(pattern, { minLength: 1, maxLength: 5 }), paths, (patterns, files) => {
      fill(root, { '.gitignore': `${patterns.join('\n')}\n` });
      const told = git(root, ['check-ignore', '--no-index', '-z', '--stdin'], true, files.join('\0')).split('\0');
      const rules = readIgnore(patterns.join('\n'));
      for (const file of files) assert.equal(verdict(rules.test, file), told.includes(file), `${JSON.stringify(patterns)} on ${file}`);
    }),
    { numRuns: 200 },
  );
});
