import assert from 'node:assert/strict';
import test from 'node:test';
import { openFixture } from '../open';

test('findings of notes come and go with the notes', () => {
  const { engine, linter } = openFixture("//- models/a.sql\nselect 1 as id\n//- dbt_project.yml\nname: shop\n");
  const found = () => linter.lint('models/a.sql').filter(f => f.finding.rule === 'breaking-change').map(f => f.finding.message);
  assert.deepEqual(found(), []);
  engine.workspace.setNotes(new Map([['models/a.sql', [{ rule: 'breaking-change', message: 'It breaks', span: { start: 0, end: 6 }, anchor: 'select' }]]]));
  assert.deepEqual(linter.takeStale(), ['models/a.sql']);
  assert.deepEqual(found(), ['It breaks']);
  engine.workspace.setNotes(new Map());
  assert.deepEqual(found(), []);
});
