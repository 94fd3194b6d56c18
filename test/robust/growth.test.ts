import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read, type Sample, samplesByFormat } from './corpus';

const byFormat = samplesByFormat();

const NESTING: readonly (readonly [string, string])[] = [
  ['[', ']'], ['{"a":', '}'], ['{', '}'], ['(', ')'], ['- ', ''], ['a: {', '}'], ['select * from (', ') x'], ['case when ', ' end'], ['{{', '}}'], ['{% if a %}', '{% endif %}'], ['a {\n', '}\n'], ['f(', ')'], ['"${', '}"'], ['not ', ''], ['-', ''], ['lambda: ', ''], ['array<', '>'], ['struct<a ', '>'], ['? ', ''],
  ['<a>', '</a>'], ['message A {', '}'], ['if x:\n ', ''], ['with a as (', ') select 1'], ['x = y ? ', ' : z'], ['/* ', ' */'], ['$$', '$$'], ['!Sub ', ''], ['&a ', ''],
];

for (const [id, found] of byFormat)
  test(`${id}: nesting without end stops at a depth`, () => {
    for (const sample of shortest(found, 1))
      for (const [open, close] of NESTING)
        for (const depth of [200, 2_000]) {
          read(sample, `${sample.text}\n${open.repeat(depth)}`, `${depth} times ${open}`);
          read(sample, `${sample.text}\n${open.repeat(depth)}1${close.repeat(depth)}`, `${depth} times ${open}${close}`);
          read(sample, open.repeat(depth) + close.repeat(depth), `only ${depth} times ${open}${close}`);
        }
  });

/** Pieces that a file may have without end on one line or on many. */
const ENDLESS = [' ', '\n', '\t', 'a', 'a.', 'a,', '"', "'", '`', '\\', '{', '[', '(', '- a\n', 'a: b\n', '{{ a }}', '{% if a %}{% endif %}', '"${a}"', 'a = 1\n', 'select a from b;\n', 'select a, ', '-- a\n', '/* a */', 'a + ', 'a: &a [*a]\n', '<<: *a\n', '"a": 1, ', '0', '#', '\r', '${', 'from a join ', '$a$', "f'{a}'", '"""', '<<A\n', '@a\n', 'é', '\u{1f600}'];
const SMALL = 10_000;
const TIMES = 6;
/** Six times the text may take this much more (a quadratic reader takes 36 times more). */
const GROWTH = 20;
/** Processor time in milliseconds below which nothing is compared. */
const UNSEEN = 400;

for (const [id, found] of byFormat)
  test(`${id}: work grows with the length of the text`, () => {
    const [sample] = shortest(found, 1);
    const work = (text: string): number => {
      const before = process.cpuUsage();
      read(sample!, text, `${text.length} characters`);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    };
    for (const piece of [...ENDLESS, `${sample!.text}\n`]) {
      const of = (length: number): string => `${sample!.text}\n${piece.repeat(Math.ceil(length / piece.length))}`;
      const large = work(of(SMALL * TIMES));
      if (large < UNSEEN) continue;
      // The second time nothing is compiled any more.
      const small = Math.max(work(of(SMALL)), 1);
      const again = work(of(SMALL * TIMES));
      assert.ok(again < UNSEEN || again / small < GROWTH, `${JSON.stringify(piece.slice(0, 40))}: ${Math.round(small)} ms, and ${Math.round(again)} ms for ${TIMES} times the text`);
    }
  });

function shortest(found: readonly Sample[], n: number): Sample[] {
  return [...found].sort((a, b) => a.text.length - b.text.length).slice(0, n);
}
