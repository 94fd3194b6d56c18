import assert from 'node:assert/strict';
import test from 'node:test';
import { fileEdits } from '../../server/src/features/edits';
import { rule } from '../../server/src/rules/pii-in-public-model';
import { applyEdits } from '../../server/src/text/span';
import { openFixture } from '../open';

test('columns are masked with what the project has for it', () => {
  const { engine, linter, files } = openFixture(rule.examples.find(e => e.title.startsWith('a project with'))!.files, { rules: [rule] });
  const [found] = linter.lint('models/schema.yml');
  const results = linter.fixes('models/schema.yml', found!.finding).map(f => {
    const [change] = f.changes;
    assert.ok(change?.kind === 'edit');
    return [f.title, applyEdits(files.get(change.file)!, fileEdits(engine.workspace, change.file, change.operations))] as const;
  });
  assert.deepEqual(results.map(r => r[0]), ['Make the model protected', "Mask with the policy 'secret'", "Mask with the macro 'mask_text'"]);
  assert.match(results[1]![1], /description: Where to write to\.\n +meta:\n +masking_policy: secret\n/);
  assert.equal(results[2]![1], "select c.id, {{ mask_text('c.email') }} as email from {{ source('raw', 'customers') }} c");
});
