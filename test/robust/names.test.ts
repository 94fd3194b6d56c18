import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../server/src/model/workspace';
import { formats } from '../../server/src/formats';
import { rules } from '../../server/src/rules';
import { Engine } from '../../server/src/workspace/engine';
import { Linter } from '../../server/src/workspace/lint';
import { fixture } from '../fixture';
import { faultOf, numbers, samples } from './corpus';

const EFFORT = Number(process.env.PIPEWRIGHT_EFFORT ?? 1);
/** Names that every object of JavaScript has: a table of words must not find them. */
const INHERITED = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__'];

function wordsOf(text: string): string[] {
  return [...new Set(text.match(/[A-Za-z_]\w+/g) ?? [])];
}

test('every word of every kind of file may be one that JavaScript knows', () => {
  const next = numbers(7);
  const bad = new Map<string, string>();
  const all = samples();
  for (const s of all) {
    const words = wordsOf(s.text);
    const tries = Math.min(words.length, 6 * EFFORT);
    for (let i = 0; i < tries; i++) {
      const word = words[next(words.length)]!;
      const odd = INHERITED[next(INHERITED.length)]!;
      const text = s.text.replace(new RegExp(`\\b${word}\\b`, 'g'), odd);
      let fault: string | null;
      try {
        fault = faultOf(s.recognised.format.extract({ path: s.path, text }, s.recognised.project), text.length);
      } catch (error) {
        fault = error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ') : String(error);
      }
      if (fault) bad.set(fault.replace(/\d+/g, 'N'), `${s.recognised.format.id}: ${odd} for ${word}: ${fault}`);
    }
  }
  assert.deepEqual([...bad.values()], []);
});

test('rules take such names as any others', () => {
  const next = numbers(11);
  const bad = new Map<string, string>();
  for (const rule of rules)
    for (const example of rule.examples) {
      const words = wordsOf(example.files).filter(w => w.length > 2);
      for (let i = 0; i < Math.min(words.length, 2 * EFFORT); i++) {
        const odd = INHERITED[next(INHERITED.length)]!;
        const word = words[next(words.length)]!;
        const { files } = fixture(example.files.replace(new RegExp(`\\b${word}\\b`, 'g'), odd));
        try {
          const engine = new Engine({ formats, tracking: false, settings: { ...DEFAULT_SETTINGS, rules: { [rule.id]: 'warning' } }, read: p => files.get(p) ?? null });
          const linter = new Linter(engine.workspace, [rule]);
          engine.announce([...files.keys()]);
          engine.apply([...files].map(([path, text]) => ({ path, text })));
          for (const path of files.keys()) for (const f of linter.lint(path)) assert.equal(typeof f.finding.message, 'string');
        } catch (error) {
          const where = error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ') : String(error);
          bad.set(where.replace(/\d+/g, 'N'), `${rule.id}: ${odd} for ${word}: ${where}`);
        }
      }
    }
  assert.deepEqual([...bad.values()], []);
});
