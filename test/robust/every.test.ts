import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOf, type Sample, samples } from './corpus';

/** How much of everything is tried; `npm run soak` tries more. */
const EFFORT = Number(process.env.PIPEWRIGHT_EFFORT ?? 1);
/** Samples of this many characters are cut at every place, and lack every character once. Longer ones are tried here and there (extract.test.ts). */
const LONGEST = 500 * EFFORT;
const SAMPLES = EFFORT;
/** A sample that is so short tells little of its format. */
const SHORTEST = 80;

const kinds = new Map<string, Sample[]>();
for (const s of samples()) {
  const key = `${s.recognised.format.id} in ${/\.[^./]+$/.exec(s.path)?.[0] ?? s.path}`;
  if (s.text.length <= LONGEST) kinds.set(key, [...(kinds.get(key) ?? []), s]);
}

function faults(sample: Sample, text: string): string | null {
  const { format, project } = sample.recognised;
  try {
    return faultOf(format.extract({ path: sample.path, text }, project), text.length);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** The texts nearest to that length: long enough to have something of everything, short enough to be tried whole. */
function chosen(found: readonly Sample[]): Sample[] {
  const length = (s: Sample): number => (s.text.length < SHORTEST ? SHORTEST * 10 : s.text.length);
  return [...found].sort((a, b) => length(a) - length(b)).slice(0, SAMPLES);
}

for (const [kind, found] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)))
  test(`${kind}: cut at every place and less any character, it is read as far as it goes`, () => {
    for (const sample of chosen(found)) {
      const { text } = sample;
      for (let at = 0; at <= text.length; at++)
        for (const [how, odd] of [['cut at', text.slice(0, at)], ['without the character at', text.slice(0, at) + text.slice(at + 1)]] as const) {
          const fault = faults(sample, odd);
          if (fault !== null) assert.fail(`${sample.path}, ${how} ${at}: ${fault}\n--- text\n${JSON.stringify(odd)}`);
        }
    }
  });

test('most formats have a sample that is short enough', () => {
  assert.ok(kinds.size > 60, `${kinds.size} kinds of files`);
});
