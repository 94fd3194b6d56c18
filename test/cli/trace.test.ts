import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from './program';

const files = { 'models/orders.sql': 'select 1 as id' };

test('--trace tells the phases on standard error and leaves the report alone', async () => {
  const plain = await run(['check', '-q'], files);
  const traced = await run(['check', '-q', '--trace'], files, { tick: 5 });
  assert.equal(traced.stdout, plain.stdout);
  assert.equal(plain.stderr, '');
  assert.match(traced.stderr, /^ +\d+\.\d ms {2}join and look for findings +\S.*in \d+ files?$/m);
  assert.match(traced.stderr, /^ +\d+\.\d ms {2}in all +\d+ MB of memory\n$/m);
});
