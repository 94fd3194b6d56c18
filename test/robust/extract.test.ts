import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats } from '../../server/src/formats';
import { decode } from '../../server/src/host/read';
import { faultOf, numbers, type Sample, samples } from './corpus';

/** How much of everything is tried; `npm run soak` tries more. */
const EFFORT = Number(process.env.PIPEWRIGHT_EFFORT ?? 1);
const PIECES = [
  '', ' ', '\t', '\u00a0', '\r', '\r\n', '\n\n', '\0', '\ufeff', '\ud800', '\udc00', '\u{1f600}', '\u2028', '{', '}', '[', ']', '(', ')', '{{', '}}', '{%', '%}', '{#', '#}', '"', "'", '"""', '`', '\\',
  ':', ': ', '- ', '|', '>', '&a ', '*a', '!!x ', '? ', '---\n', '#', '--', '/*', '*/', '$$', '${', '<<EOF\n', ';', ',', '.', '=', '@', 'null', '0', '-1e999', 'select ', ' from ', 'case ', 'def f(', 'class ', 'lambda: ', '__proto__', 'constructor', '<<: ',
];

/** Reads a text as the sample's format, and holds what it says against the text. */
function read(sample: Sample, text: string, how: string): void {
  const { format, project } = sample.recognised;
  try {
    const fault = faultOf(format.extract({ path: sample.path, text }, project), text.length);
    if (fault) assert.fail(fault);
  } catch (error) {
    assert.fail(`${format.id}, ${sample.path}, ${how}: ${error instanceof Error ? error.stack : error}\n--- text\n${JSON.stringify(text.slice(0, 3_000))}`);
  }
}

const all = samples();
const byFormat = new Map<string, Sample[]>();
for (const s of all) for (const id of s.recognised.format.id.split('+')) byFormat.set(id, [...(byFormat.get(id) ?? []), s]);

test('there are samples of every format', () => {
  assert.deepEqual(formats.map(f => f.id).filter(id => !byFormat.has(id)), []);
});

for (const [id, found] of byFormat)
  test(`${id}: files that are cut, spliced and wrongly encoded are read as far as they go`, () => {
    // Each format gets about the same, however many samples it has.
    const next = numbers(found.length);
    const rounds = Math.ceil((150 * EFFORT) / found.length);
    for (const sample of found) {
      const { text } = sample;
      read(sample, text, 'whole');
      for (let i = 0; i < rounds; i++) {
        const at = next(text.length + 1);
        const to = Math.min(text.length, at + next(12));
        const piece = PIECES[next(PIECES.length)]!;
        read(sample, text.slice(0, at), `cut at ${at}`);
        read(sample, text.slice(at), `begun at ${at}`);
        read(sample, text.slice(0, at) + text.slice(to), `without ${at} to ${to}`);
        read(sample, text.slice(0, at) + piece + text.slice(to), `with ${JSON.stringify(piece)} for ${at} to ${to}`);
        const from = next(text.length + 1);
        read(sample, text.slice(0, at) + text.slice(from, from + next(200)) + text.slice(to), `with a copy of ${from} at ${at}`);
      }
      // Of formats with many samples some are tried.
      if (next(Math.ceil(found.length / (40 * EFFORT))) > 0) continue;
      for (const [how, odd] of oddly(text)) read(sample, odd, how);
    }
  });

/** The text as an editor or a disk might give it that has another idea of characters and lines. */
function oddly(text: string): readonly (readonly [string, string])[] {
  const utf16 = Buffer.from(text, 'utf16le');
  const asFile = (bytes: Uint8Array): string => decode(bytes)?.text ?? '';
  return [
    ['CRLF', text.replace(/\n/g, '\r\n')],
    ['CR', text.replace(/\n/g, '\r')],
    ['tabs', text.replace(/ {2}/g, '\t')],
    ['no-break spaces', text.replace(/ /g, '\u00a0')],
    ['a byte order mark', `\ufeff${text}`],
    ['UTF-16', asFile(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]))],
    ['UTF-16 without a mark', utf16.toString('latin1')],
    ['NUL between characters', [...text.slice(0, 3_000)].join('\0')],
    ['Latin 1', asFile(Buffer.from(text.replace(/[aeiou]/, 'é'), 'latin1'))],
    ['lone surrogates', text.replace(/[aeiou]/g, '\ud83d')],
    ['one line', text.replace(/\s+/g, ' ')],
    ['upper case', text.toUpperCase()],
    ['backwards', [...text].reverse().join('')],
    ['twice', `${text}\n${text}`],
  ];
}

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
