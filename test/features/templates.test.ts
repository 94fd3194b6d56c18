import assert from 'node:assert/strict';
import test from 'node:test';
import { offered, templates } from '../../server/src/features/templates';
import { openFixture, type Opened } from '../open';

const SHOP = `
  //- dbt_project.yml
  name: shop
  profile: shop
  //- models/marts/fct_orders.sql
  select 1 as order_id, 2 as amount
  //- models/marts/fct_orders.yml
  version: 2
  models:
    - name: fct_orders
      description: One row an order.
      columns:
        - name: order_id
          description: Number of the order.
          data_tests: [unique, not_null]
`;

/** Adds files to an open workspace and gives the findings in them that are not hints. */
function findings(opened: Opened, files: readonly { readonly path: string; readonly text: string }[]): string[] {
  for (const f of files) opened.files.set(f.path, f.text);
  opened.engine.announce(files.map(f => f.path));
  opened.engine.apply(files.map(f => ({ path: f.path, text: f.text })));
  return files.flatMap(f => opened.linter.lint(f.path).filter(x => x.severity !== 'hint').map(x => `${f.path}: ${x.severity} ${x.finding.rule}: ${x.finding.message}`));
}

for (const template of templates) {
  test(`${template.id} passes our own rules`, () => {
    const opened = openFixture(SHOP);
    const ws = opened.engine.workspace;
    const folder = template.folder(ws);
    assert.ok(folder !== null);
    assert.equal(template.accepts(template.example), null);
    const files = template.files({ name: template.example === 'fct_orders' ? 'fct_new' : template.example, folder, from: null, year: 2026 }, ws);
    assert.ok(files.length > 0);
    assert.deepEqual(findings(opened, files), []);
  });
}

test('a dbt model made from another selects its columns and keeps its key', () => {
  const opened = openFixture(SHOP);
  const ws = opened.engine.workspace;
  const from = ws.entitiesOf('dbt.model').find(e => e.name === 'fct_orders')!.id;
  const [sql, yml] = templates[0]!.files({ name: 'rpt_orders', folder: 'models/marts', from, year: 2026 }, ws);
  assert.match(sql!.text, /\{\{ ref\('fct_orders'\) \}\}/);
  assert.match(sql!.text, /select\n {4}order_id,\n {4}amount\nfrom source/);
  assert.match(yml!.text, /- name: order_id\n {8}description: ""\n {8}data_tests:/);
  assert.deepEqual(findings(opened, [sql!, yml!]), []);
});

test('a contract of a dataset lists its columns, and the tested key is its key', () => {
  const ws = openFixture(SHOP).engine.workspace;
  const from = ws.entitiesOf('dbt.model')[0]!.id;
  const contract = templates.find(t => t.id === 'odcs-contract')!.files({ name: 'orders', folder: 'contracts', from, year: 2026 }, ws)[0]!;
  assert.match(contract.text, /- name: fct_orders\n/);
  assert.match(contract.text, /- name: order_id\n {8}logicalType: \w+\n {8}required: true\n {8}unique: true\n {8}primaryKey: true/);
});

test('names that a tool would refuse are refused, and without a dbt project there is no dbt model', () => {
  for (const t of templates) for (const bad of ['', '1a', 'A b', 'a/b', '../x', "x'; drop"]) assert.notEqual(t.accepts(bad), null, `${t.id}: ${bad}`);
  const offeredIds = offered(openFixture('\n  //- a.sql\n  select 1\n').engine.workspace).map(o => o.template.id);
  assert.ok(!offeredIds.includes('dbt-model') && offeredIds.includes('airflow-dag'));
});
