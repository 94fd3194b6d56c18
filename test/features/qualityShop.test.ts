import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { complete } from '../../server/src/features/completion';
import { definition } from '../../server/src/features/definition';
import { hover } from '../../server/src/features/hover';
import { lineage } from '../../server/src/features/lineage';
import { rename } from '../../server/src/features/rename';
import { fileEdits } from '../../server/src/features/edits';
import { applyEdits } from '../../server/src/text/span';
import { type Opened, openFixture } from '../open';

const root = path.resolve('examples/quality-shop');

function filesIn(dir: string): string[] {
  return readdirSync(dir).flatMap(n => (statSync(path.join(dir, n)).isDirectory() ? filesIn(path.join(dir, n)) : [path.join(dir, n)]));
}

function shop(change: (file: string, text: string) => string = (_f, t) => t): Opened {
  return openFixture(filesIn(root).map(f => {
    const name = path.relative(root, f).split(path.sep).join('/');
    return `//- ${name}\n${change(name, readFileSync(f, 'utf8'))}`;
  }).join(''));
}

test('the card of a column shows the checks of all tools and its class', () => {
  const opened = shop();
  const text = opened.files.get('models/orders.sql')!;
  const card = hover(opened.engine.workspace, 'models/orders.sql', text.indexOf('as status') + 4)!.markdown;
  assert.match(card, /invalid_count\(status\) = 0.* \(Soda\)/);
  assert.match(card, /invalidValues.* \(data contract\)/);
  const amount = hover(opened.engine.workspace, 'models/orders.sql', text.indexOf('as amount') + 4)!.markdown;
  assert.match(amount, /expect_column_values_to_be_between.*\(Great Expectations\)/);
  const contact = hover(opened.engine.workspace, 'models/stg_customers.sql', opened.files.get('models/stg_customers.sql')!.indexOf('as contact') + 4)!.markdown;
  assert.match(contact, /Classified `pii`/);
});

test('a renamed column is renamed in tests, suites, checks and contracts', () => {
  const opened = shop();
  const text = opened.files.get('models/orders.sql')!;
  const renamed = rename(opened.engine.workspace, 'models/orders.sql', text.indexOf('as ordered_at') + 4, 'day');
  assert.ok(renamed.ok);
  const changed = new Map(renamed.changes.flatMap(c => (c.kind === 'edit' ? [[c.file, applyEdits(opened.files.get(c.file)!, fileEdits(opened.engine.workspace, c.file, c.operations))] as const] : [])));
  assert.match(changed.get('soda/orders.yml')!, /freshness\(day\) < 2d/);
  assert.match(changed.get('gx/expectations/orders_suite.json')!, /"column": "day"/);
  assert.match(changed.get('contracts/orders.odcs.yaml')!, /- name: day/);
  assert.match(changed.get('models/orders.sql')!, /as day/);
});

test('mistakes in any of the files are told, and nothing is told of sound ones', () => {
  const sound = shop();
  for (const file of sound.files.keys()) assert.deepEqual(sound.linter.lint(file).filter(f => f.severity !== 'hint').map(f => f.finding.message), [], file);
  const broken = shop((file, text) => (file === 'soda/orders.yml' ? text.replace('missing_count(amount)', 'missing_count(amuont)') : file === 'models/schema.yml' ? text.replace(/(in lower case\.\n)\s+config:\n\s+tags: \[pii\]\n/, '$1') : text));
  assert.deepEqual(broken.linter.lint('soda/orders.yml').map(f => f.finding.rule), ['unknown-column-in-check']);
  assert.ok(broken.linter.lint('models/schema.yml').some(f => f.finding.rule === 'pii-reaches-untagged-column'));
});

test('names lead to the dataset, and are offered', () => {
  const opened = shop();
  const { workspace } = opened.engine;
  const checks = opened.files.get('soda/orders.yml')!;
  assert.ok(definition(workspace, 'soda/orders.yml', checks.indexOf('missing_count(amount') + 16).some(p => p.file === 'models/orders.sql'));
  assert.ok(complete(workspace, 'soda/orders.yml', checks.indexOf('(amount)') + 1).items.some(i => i.label === 'ordered_at'));
  const suite = opened.files.get('gx/expectations/orders_suite.json')!;
  assert.ok(complete(workspace, 'gx/expectations/orders_suite.json', suite.indexOf('"amount"') + 2).items.some(i => i.label === 'status'));
  assert.ok(complete(workspace, 'gx/expectations/orders_suite.json', suite.indexOf('expect_column') + 3).items.some(i => i.label === 'expect_column_values_to_be_unique'));
  const contract = opened.files.get('contracts/orders.odcs.yaml')!;
  assert.ok(complete(workspace, 'contracts/orders.odcs.yaml', contract.indexOf('metric: rowCount') + 9).items.some(i => i.label === 'duplicateValues'));
});

test('the graph tells where personal data goes', () => {
  const result = lineage(shop().engine.workspace, ['tag:pii+'], { root: '', columns: true });
  assert.ok('graph' in result);
  const classes = result.graph.datasets.flatMap(d => (d.columns ?? []).flatMap(c => (c.classification ? [`${d.label}.${c.name} ${c.classification}`] : []))).sort();
  assert.deepEqual(classes, ['orders.contact pii', 'raw_customers.contact pii', 'stg_customers.contact pii']);
});
