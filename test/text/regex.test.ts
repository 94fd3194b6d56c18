import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { literalsOf, matchWhole, readRegex, replacedBy } from '../../server/src/text/regex';

const match = (pattern: string, text: string): readonly string[] | null | undefined => {
  const regex = readRegex(pattern);
  assert.equal(regex.kind, 'regex', pattern);
  return regex.kind === 'regex' ? matchWhole(regex, text) : null;
};

test('matches the whole text, with its groups', () => {
  assert.deepEqual(match('([^.]+)\\.([^.]+)\\.([^.]+)', 'a.b.c'), ['a.b.c', 'a', 'b', 'c']);
  assert.deepEqual(match('(?:x|y)+(z?)', 'xyxz'), ['xyxz', 'z']);
  assert.equal(match('a*', 'ab'), null);
  assert.deepEqual(match('(a*?)(a*)', 'aaa'), ['aaa', '', 'aaa']);
  assert.deepEqual(match('\\w{2,3}-\\d+', 'ab-12'), ['ab-12']);
});

test('agrees with the engine of the language on patterns that both know', () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\.', '(a)', '(a|b)', '(?:ab)', 'a?', 'b*', '(ab)+', '(b|)');
  const pattern = fc.array(atom, { minLength: 1, maxLength: 6 }).map(a => a.join(''));
  const text = fc.stringMatching(/^[ab.]{0,8}$/);
  fc.assert(fc.property(pattern, text, (p, t) => {
    const own = match(p, t);
    const real = new RegExp(`^(?:${p})$`).exec(t);
    assert.deepEqual(own === undefined ? undefined : own === null ? null : own[0], real === null ? null : real[0], `${p} on ${t}`);
  }), { numRuns: 500 });
});

test('ends on patterns that blow up elsewhere', () => {
  assert.equal(match('(a+)+$', `${'a'.repeat(200)}b`), undefined);
});

test('tells what is no pattern', () => {
  for (const [pattern, message] of [['(a', /never closed/], ['[a', /never closed/], ['*a', /nothing before/], ['a)', /without/], ['a\\', /at the end/]] as const) {
    const read = readRegex(pattern);
    assert.ok(read.kind === 'invalid' && message.test(read.message), pattern);
  }
  for (const pattern of ['(?=a)', '\\1', '\\p{L}', 'a++']) assert.equal(readRegex(pattern).kind, 'unknown');
});

test('lists the names a pattern stands for', () => {
  const list = (p: string): readonly string[] | null => {
    const regex = readRegex(p);
    return regex.kind === 'regex' ? literalsOf(regex) : null;
  };
  assert.deepEqual(list('public\\.(orders|items)'), ['public.orders', 'public.items']);
  assert.deepEqual(list('^public.orders$'), ['public.orders']);
  assert.equal(list('public\\..*'), null);
});

test('puts groups into a replacement as Java does', () => {
  assert.equal(replacedBy('x_$3', ['a.b.c', 'a', 'b', 'c']), 'x_c');
  assert.equal(replacedBy('$10', ['w', 'a']), 'a0');
  assert.equal(replacedBy('\\$1', ['w', 'a']), '$1');
  assert.equal(replacedBy('$2', ['w', 'a']), undefined);
});

test('never throws', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (p, t) => {
    const regex = readRegex(p);
    if (regex.kind === 'regex') {
      matchWhole(regex, t);
      literalsOf(regex);
    }
  }), { numRuns: 500 });
});
