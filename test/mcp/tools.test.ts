import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { runTool, TOOLS, type ToolContext } from '../../server/src/features/tools';
import { openFixture } from '../open';

const SHOP = `
//- dbt_project.yml
name: shop
version: '1.0'
profile: shop
//- models/sources.yml
sources:
  - name: raw
    tables:
      - name: orders
        columns: [{name: id}, {name: amount}]
//- models/stg_orders.sql
select id, amount from {{ source('raw', 'orders') }}
//- models/orders.sql
select id, sum(amount) as total from {{ ref('stg_orders') }} where amount > 0 group by id
//- models/broken.sql
select * from {{ ref('nowhere') }}
//- models/models.yml
models:
  - name: orders
    description: Paid orders.
    columns:
      - name: id
        description: The key.
        data_tests: [unique, not_null]
exposures:
  - name: board
    type: dashboard
    owner: {name: Ada}
    depends_on: [ref('orders')]
`;
const opened = openFixture(SHOP);
const context: ToolContext = {
  workspace: opened.engine.workspace,
  root: '/repo',
  guarded: work => opened.engine.workspace.guarded(work),
  lint: path => opened.linter.lint(path),
  impact: base => Promise.resolve({ problem: `no commit ${base}` }),
};
async function ask(name: string, input: unknown = {}): Promise<{ text: string; data: { readonly [name: string]: unknown } }> {
  const answer = await runTool(context, name, input, e => assert.fail(String(e)));
  assert.ok(!('problem' in answer), JSON.stringify(answer));
  return answer;
}
async function problem(name: string, input: unknown = {}): Promise<string> {
  const answer = await runTool(context, name, input, e => assert.fail(String(e)));
  assert.ok('problem' in answer, JSON.stringify(answer));
  return answer.problem;
}

describe('tools', () => {
  test('find_datasets searches names, descriptions, columns, kinds, and pages', async () => {
    const names = async (input: object) => ((await ask('find_datasets', input)).data['datasets'] as { name: string }[]).map(d => d.name);
    assert.deepEqual(await names({}), ['board', 'broken', 'orders', 'stg_orders', 'raw.orders']);
    assert.deepEqual(await names({ query: 'orders' }), ['orders', 'raw.orders', 'stg_orders']);
    assert.deepEqual(await names({ query: 'paid' }), ['orders']);
    assert.deepEqual(await names({ query: 'orders stg' }), ['stg_orders']);
    assert.deepEqual(await names({ column: 'total' }), ['orders']);
    assert.deepEqual(await names({ kind: 'exposure' }), ['board']);
    assert.deepEqual(await names({ limit: 2, offset: 1 }), ['broken', 'orders']);
    assert.match((await ask('find_datasets', { limit: 2 })).text, /3 more: ask again with offset 2/);
    assert.match((await ask('find_datasets', { query: 'zebra' })).text, /Nothing fits/);
  });

  test('describe_dataset tells columns and whether they are all', async () => {
    const { text, data } = await ask('describe_dataset', { name: 'orders' });
    assert.match(text, /# orders \(dbt model, view\)\nPaid orders\./);
    assert.match(text, /## Columns \(2; (these are all|there may be more)/);
    assert.match(text, /- id \(.*checks: unique, not_null; from stg_orders\.id\): The key\./);
    assert.match(text, /Reads: stg_orders\nRead by: board/);
    assert.equal((data['columns'] as unknown[]).length, 2);
    assert.match(await problem('describe_dataset', { name: 'order' }), /did you mean 'orders'/);
    assert.match(await problem('describe_dataset', {}), /'name' is missing/);
  });

  test('lineage follows a dataset or a column', async () => {
    const whole = await ask('lineage', { name: 'stg_orders' });
    assert.match(whole.text, /raw\.orders|orders -> stg_orders/);
    const down = await ask('lineage', { name: 'stg_orders', direction: 'downstream', depth: 1 });
    assert.equal((down.data['edges'] as unknown[]).length, 1);
    const column = await ask('lineage', { name: 'stg_orders', column: 'amount' });
    assert.match(column.text, /stg_orders\.amount -> orders\.total \(aggregation\)/);
    assert.match(column.text, /orders \(filter\)/);
    assert.match(await problem('lineage', { name: 'stg_orders', column: 'amounts' }), /no column 'amounts' that is known; did you mean 'amount'/);
  });

  test('findings lists errors first, of a folder or a rule', async () => {
    const { text, data } = await ask('findings', { path: './models/', rule: 'unknown-ref' });
    assert.equal(data['total'], 1);
    assert.match(text, /- error models\/broken\.sql:1:\d+ .*nowhere.* \[unknown-ref\]/);
    assert.match(await problem('findings', { path: '../etc' }), /no pipeline file or folder '\.\.\/etc'/);
  });

  test('wrong names and inputs are told in words', async () => {
    assert.match(await problem('drop_table'), /There is no tool 'drop_table'; there are find_datasets/);
    assert.match(await problem('lineage', { name: 'orders', direction: 'sideways' }), /must be one of upstream, downstream, both/);
    assert.match(await problem('find_datasets', { limit: 'many' }), /must be a whole number/);
    assert.match(await problem('find_datasets', { nmae: 'x' }), /There is no argument 'nmae'/);
    assert.match(await problem('find_datasets', [1]), /must be an object/);
    assert.equal(await problem('impact', { base: 'v1' }), 'no commit v1');
  });

  test('any input gives an answer', async () => {
    const tool = fc.constantFrom(...TOOLS.map(t => t.name));
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant('+orders+'), fc.constant('__proto__'), fc.constant('column:orders.id'));
    const names = fc.constantFrom(...TOOLS.flatMap(t => Object.keys(t.input.properties)), '__proto__', 'constructor');
    await fc.assert(fc.asyncProperty(tool, fc.dictionary(names, value), async (name, input) => {
      const answer = await runTool(context, name, input, e => { throw e; });
      assert.ok('problem' in answer ? answer.problem.length > 0 : answer.text.length > 0);
    }), { numRuns: 300 });
  });

  test('the manifest declares exactly these', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { languageModelTools: { name: string; inputSchema: unknown }[] } };
    assert.deepEqual(manifest.contributes.languageModelTools.map(t => [t.name, t.inputSchema]), TOOLS.map(t => [`pipewright_${t.name}`, JSON.parse(JSON.stringify(t.input))]));
  });
});
