import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats } from '../../server/src/formats';
import { decode } from '../../server/src/host/read';
import { numbers, read, samplesByFormat } from './corpus';

/** How much of everything is tried; `npm run soak` tries more. */
const EFFORT = Number(process.env.PIPEWRIGHT_EFFORT ?? 1);
const PIECES = [
  '', ' ', '\t', '\u00a0', '\r', '\r\n', '\n\n', '\0', '\ufeff', '\ud800', '\udc00', '\u{1f600}', '\u2028', '{', '}', '[', ']', '(', ')', '{{', '}}', '{%', '%}', '{#', '#}', '"', "'", '"""', '`', '\\',
  ':', ': ', '- ', '|', '>', '&a ', '*a', '!!x ', '? ', '---\n', '#', '--', '/*', '*/', '$$', '${', '<<EOF\n', ';', ',', '.', '=', '@', 'null', '0', '-1e999', 'select ', ' from ', 'case ', 'def f(', 'class ', 'lambda: ', '__proto__', 'constructor', '<<: ',
];

const byFormat = samplesByFormat();

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
