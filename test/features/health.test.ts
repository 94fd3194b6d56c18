import assert from 'node:assert/strict';
import test from 'node:test';
import { health } from '../../server/src/features/health';
import { rules } from '../../server/src/rules';
import { openFixture } from '../open';

const SHOP = `
  //- dbt_project.yml
  name: shop
  //- models/sources.yml
  sources:
    - name: raw
      tables:
        - name: orders
          freshness: {warn_after: {count: 12, period: hour}}
        - name: customers
  //- models/stg.sql
  select id, email from {{ source('raw', 'orders') }}
  //- models/one.sql
  select id from {{ ref('stg') }}
  //- models/two.sql
  select id from {{ ref('stg') }}
  //- models/m.yml
  models:
    - name: stg
      columns:
        - name: id
          description: The order.
        - name: email
    - name: one
      description: All of it.
      config: {meta: {owner: ada@example.com}}
      columns:
        - name: id
          description: The order.
          data_tests: [unique]
  //- dbt_packages/other/dbt_project.yml
  name: other
  //- dbt_packages/other/models/theirs.sql
  select 1 as id
`;

function of(text: string, findings: Parameters<typeof health>[1]['findings'] = []) {
  const { engine } = openFixture(text);
  return health(engine.workspace, { name: 'shop', root: '/shop', rules, findings });
}

test('counts what is looked after, and names first what feeds most', () => {
  const { areas } = of(SHOP);
  const told = Object.fromEntries(areas.map(a => [a.area, `${a.done} of ${a.of}: ${a.gaps.map(g => g.label).join(' ')}`]));
  assert.deepEqual(told, {
    documentation: '1 of 5: stg orders customers two',
    columns: '1 of 3: stg two',
    testing: '1 of 5: stg orders customers two',
    freshness: '1 of 2: customers',
    ownership: '1 of 5: stg orders customers two',
  });
  assert.equal(areas[0]!.gaps[0]!.feeds, 2);
});

test('findings are counted by the group of their rule, the gravest group first', () => {
  const { findings } = of(SHOP, [
    { rule: 'column-undocumented', severity: 'hint' }, { rule: 'unknown-ref', severity: 'error' }, { rule: 'key-untested', severity: 'warning' }, { rule: 'property-moved-to-config', severity: 'warning' }, { rule: 'no-such-rule', severity: 'error' },
  ]);
  assert.deepEqual(findings!.map(f => [f.group, f.errors, f.warnings, f.hints]), [['references', 1, 0, 0], ['deprecations', 0, 1, 0], ['testing', 0, 1, 0], ['documentation', 0, 0, 1]]);
  assert.equal(findings!.find(f => f.group === 'deprecations')!.fixable, 1);
  assert.equal(of(SHOP, null).findings, null);
});

test('a folder without datasets has no areas', () => {
  const { areas, overview } = of('//- notes.md\nhello');
  assert.deepEqual([areas, overview.files.total], [[], 0]);
});
