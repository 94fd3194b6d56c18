import assert from 'node:assert/strict';
import test from 'node:test';
import { openFixture } from '../open';

const found = (comment: string, rules: { readonly [id: string]: 'off' | 'hint' } = {}) => {
  const { linter } = openFixture(`
    //- replication.yaml
    source: PG
    target: SNOWFLAKE
    streams:
      public.orders:
        object: raw.orders
        mode: incrementl ${comment}
  `, { settings: { rules } });
  return linter.lint('replication.yaml').map(f => `${f.finding.rule} ${f.severity}`);
};

test('a former id of a rule counts in suppressions and settings', () => {
  assert.deepEqual(found(''), ['sling-invalid error']);
  assert.deepEqual(found('# pipewright: allow pipeline-file-invalid'), []);
  assert.deepEqual(found('# pipewright: allow sling-invalid'), []);
  assert.deepEqual(found('', { 'pipeline-file-invalid': 'off' }), []);
  assert.deepEqual(found('', { 'pipeline-file-invalid': 'off', 'sling-invalid': 'hint' }), ['sling-invalid hint']);
});
