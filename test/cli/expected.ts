import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Compares a text with the file of that name in `test/cli/expected`. With UPDATE=1 in the environment the file is written
 * instead: look at the difference before you commit it.
 */
export function matches(name: string, text: string): void {
  const file = `test/cli/expected/${name}`;
  if (process.env['UPDATE'] === '1') writeFileSync(file, text);
  assert.ok(existsSync(file), `${file} is missing: run the tests with UPDATE=1`);
  assert.equal(text, readFileSync(file, 'utf8'));
}
