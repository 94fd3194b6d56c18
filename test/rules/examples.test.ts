import assert from 'node:assert/strict';
import test from 'node:test';
import type { FileChange, Rule } from '../../server/src/model/rule';
import { rules } from '../../server/src/rules';
import { fileEdits } from '../../server/src/features/edits';
import { applyEdits } from '../../server/src/text/span';
import { fixture } from '../fixture';
import { openFixture, type Opened } from '../open';

for (const rule of rules) {
  test(`${rule.id}: its text is complete`, () => {
    assert.match(rule.id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    assert.ok(rule.summary.length > 10 && !rule.summary.endsWith('.'), 'the summary is one line without a full stop');
    assert.ok(rule.why.length > 40, 'why it matters');
    if (rule.group !== 'configuration' && rule.outside !== true) assert.ok(rule.examples.some(e => e.files.includes('^^^')) && rule.examples.some(e => !e.files.includes('^^^')), 'a bad and a good example');
    if (rule.fix !== 'none') assert.ok(rule.fixes && rule.examples.some(e => e.fixed !== undefined), 'an example of the fix');
  });
  for (const example of rule.examples) {
    test(`${rule.id}: ${example.title}`, () => checkExample(rule, example.files));
    if (example.fixed !== undefined) test(`${rule.id}: ${example.title}, fixed`, () => checkFix(rule, example.files, example.fixed!));
  }
}

/** Opens an example with the rule switched on, whatever its default. */
function open(rule: Rule, files: string): Opened {
  return openFixture(files, { rules: [rule], settings: { ...rule.settings, rules: rule.severity === 'off' ? { [rule.id]: 'warning' } : {} } });
}

function checkExample(rule: Rule, files: string): void {
  const opened = open(rule, files);
  const found = [...opened.files.keys()].flatMap(path => opened.linter.lint(path).map(f => ({ path, span: f.finding.span, message: f.finding.message })));
  const show = (items: readonly { path: string; span: { start: number; end: number }; message: string }[]) =>
    items.map(i => `${i.path}: "${opened.files.get(i.path)!.slice(i.span.start, i.span.end)}" (${i.span.start}) ${i.message}`).join('\n');
  const left = [...found];
  for (const want of opened.fixture.expected) {
    const at = left.findIndex(f => f.path === want.path && f.span.start === want.span.start && f.span.end === want.span.end && f.message.includes(want.message));
    assert.ok(at >= 0, `expected ${show([want])}\nfound:\n${show(found)}`);
    left.splice(at, 1);
  }
  assert.equal(left.length, 0, `not expected:\n${show(left)}`);
}

/** Applies the first fix of each finding until none is left: the result is as shown, and nothing is found any more. */
function checkFix(rule: Rule, files: string, fixed: string): void {
  const opened = open(rule, files);
  const before = new Map(opened.files);
  for (let round = 0; round < 50; round++) {
    const next = [...opened.files.keys()].flatMap(path => opened.linter.lint(path).flatMap(f => opened.linter.fixes(path, f.finding).slice(0, 1)))[0];
    if (!next) break;
    const again = JSON.stringify([...opened.files]);
    apply(opened, next.changes);
    assert.notEqual(JSON.stringify([...opened.files]), again, `the fix "${next.title}" changes nothing`);
  }
  const want = fixture(fixed);
  if (want.files.size === 1 && want.files.has('file')) {
    const changed = [...opened.files].find(([p, t]) => before.get(p) !== t);
    assert.equal(changed?.[1].trimEnd(), want.files.get('file')!.trimEnd());
    return;
  }
  for (const [path, text] of want.files) assert.equal(opened.files.get(path)?.trimEnd(), text.trimEnd(), path);
}

function apply(opened: Opened, changes: readonly FileChange[]): void {
  for (const change of changes) {
    if (change.kind === 'edit') opened.files.set(change.file, applyEdits(opened.files.get(change.file)!, fileEdits(opened.engine.workspace, change.file, change.operations)));
    if (change.kind === 'create') opened.files.set(change.file, change.text);
    if (change.kind === 'rename') {
      opened.files.set(change.to, opened.files.get(change.file)!);
      opened.files.delete(change.file);
      opened.engine.apply([{ path: change.file, text: null }]);
    }
    const path = change.kind === 'rename' ? change.to : change.file;
    opened.engine.apply([{ path, text: opened.files.get(path)! }]);
  }
}
