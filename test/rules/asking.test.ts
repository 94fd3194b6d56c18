import assert from 'node:assert/strict';
import test from 'node:test';
import type { Rule } from '../../server/src/model/rule';
import { rules } from '../../server/src/rules';
import { ANY_FILE, listsNeeded } from '../../server/src/workspace/asking';
import { Linter } from '../../server/src/workspace/lint';
import { openFixture } from '../open';

const ALL_ON = Object.fromEntries(rules.filter(r => r.severity === 'off').map(r => [r.id, 'warning' as const]));

test('rules that are not asked about a file would have found nothing in it', () => {
  const seen = new Set<string>();
  for (const rule of rules)
    for (const example of rule.examples) {
      if (seen.has(example.files)) continue;
      seen.add(example.files);
      const opened = openFixture(example.files, { settings: { rules: ALL_ON } });
      const everyone = new Linter(opened.engine.workspace, rules, null, true);
      for (const scanning of [false, true]) {
        opened.engine.workspace.setScanning(scanning);
        for (const path of opened.files.keys()) assert.deepEqual(opened.linter.lint(path), everyone.lint(path), `${rule.id}: ${example.title}: ${path}`);
      }
    }
});

test('most rules about problems, checks and queries are not asked about files without them', () => {
  const needs = rules.map(r => listsNeeded(r, ['dbt']));
  assert.ok(needs.filter(n => n !== ANY_FILE).length > rules.length / 2, `${needs.filter(n => n !== ANY_FILE).length} of ${rules.length}`);
});

const ruleThat = (check: Rule['check']): Rule => ({ ...rules[0]!, id: 'probe', check });
const finding = { rule: 'probe', span: { start: 0, end: 0 }, message: 'here' };

test('a rule that looks at more than lists is asked about every file', () => {
  const lists = (check: Rule['check'], formats = ['dbt']) => listsNeeded(ruleThat(check), formats);
  assert.equal(lists(d => (d.path.endsWith('.sql') ? [finding] : [])), ANY_FILE);
  assert.equal(lists(d => (d.text === '' ? [finding] : [])), ANY_FILE);
  assert.equal(lists((_, ws) => (ws.entitiesOf('x').length > 0 ? [finding] : [])), ANY_FILE);
  assert.equal(lists(d => (d.project?.open ? [finding] : [])), ANY_FILE);
  assert.equal(lists(d => (d.facts.problems.length === 0 ? [finding] : [])), ANY_FILE);
  assert.equal(lists((_, ws) => (ws.scanning ? [finding] : [])), ANY_FILE);
  assert.equal(lists(d => (d.project !== null && d.project.owner !== d.project.root ? [finding] : [])), ANY_FILE);
});

test('what a rule goes through is what must be there', () => {
  const lists = (check: Rule['check'], formats = ['dbt']) => listsNeeded(ruleThat(check), formats);
  assert.equal(lists(() => []), 0);
  assert.equal(lists(d => d.facts.problems.map(() => finding)), 64);
  assert.equal(lists(d => (d.facts.problems.length > 0 ? [finding] : d.facts.checks.map(() => finding))), 64 + 4);
  // Only of the user's own files it looks at references.
  assert.equal(lists(d => (d.project?.owner === d.project?.root && d.project !== null ? d.facts.references.map(() => finding) : [])), 2);
  assert.equal(lists((d, ws) => (ws.scanning ? [] : d.facts.queries.map(() => finding))), 8);
  assert.equal(lists(d => (d.format === 'dbt' ? d.facts.queries.map(() => finding) : []), ['airflow']), 0);
});
