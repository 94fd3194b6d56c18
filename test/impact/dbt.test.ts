import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { between, type Edits, lines, reachOf } from './between';

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
        columns:
          - name: id
          - name: amount
          - name: email
          - name: coupon
//- models/stg_orders.sql
select id, amount, email, coupon, 1 as one from {{ source('raw', 'orders') }}
//- models/wide_orders.sql
select * from {{ ref('stg_orders') }}
//- models/orders.sql
with o as (select * from {{ ref('stg_orders') }})
select id, sum(amount) as total, max(email) as email
from o
where amount > 0
group by id
//- models/contacts.sql
select email from {{ ref('wide_orders') }}
//- models/models.yml
models:
  - name: stg_orders
    columns:
      - name: id
        data_tests: [unique, not_null]
      - name: email
        config:
          tags: [pii]
  - name: orders
    config:
      group: finance
    columns:
      - name: total
        data_tests:
          - accepted_range:
              arguments: {min_value: 0}
  - name: contacts
    columns:
      - name: email
groups:
  - name: finance
    owner: {name: Finance, email: finance@example.org}
exposures:
  - name: board
    type: dashboard
    owner: {name: Ada, email: ada@example.org}
    depends_on: [ref('orders')]
//- macros/cents.sql
{% macro cents(c) %}{{ c }} / 100{% endmacro %}
`;

const STAGING = "select id, amount, email, coupon, 1 as one from {{ source('raw', 'orders') }}";
const yaml = (change: (text: string) => string): string => change(SHOP.split('//- models/models.yml\n')[1]!.split('//- macros')[0]!);
const stg = (sql: string): Edits => ({ 'models/stg_orders.sql': `${sql} from {{ source('raw', 'orders') }}\n` });

describe('nothing', () => {
  test('no change, or only comments and blanks, is none', () => {
    assert.deepEqual(lines(between(SHOP, {})), []);
    assert.deepEqual(lines(between(SHOP, { 'models/stg_orders.sql': `-- note\n${STAGING.replace(', ', ',\n   ')} {# why #}\n` })), []);
    const told = between(SHOP, { 'models/models.yml': yaml(t => t.replace('- name: contacts', '- name: contacts\n    description: People.')) });
    assert.deepEqual(lines(told), []);
    assert.deepEqual(told.files, ['models/models.yml']);
  });
});

describe('a column', () => {
  test('that is read breaks who names it, and all that hangs on it', () => {
    const result = between(SHOP, stg('select id, email, coupon, 1 as one'));
    assert.deepEqual(lines(result), ['breaking removed column stg_orders.amount']);
    const [c] = result.changes;
    assert.deepEqual(reachOf(c), ['breaks orders', 'loses wide_orders', 'downstream board']);
    assert.equal(c!.reason, '`orders` still uses it');
    assert.deepEqual(c!.place, { side: 'old', file: 'models/stg_orders.sql', line: 1 });
    assert.deepEqual(c!.reach[0]!.columns, ['total']);
    assert.deepEqual(result.owners, ['Ada', 'Finance']);
  });

  test('that a star passes on breaks who names it behind the star', () => {
    const result = between(SHOP, { ...stg('select id, amount, coupon, 1 as one'), 'models/orders.sql': "select id, sum(amount) as total from {{ ref('stg_orders') }} group by id\n" });
    const removed = result.changes.find(c => c.subject.name === 'stg_orders' && c.aspect === 'column')!;
    assert.equal(removed.verdict, 'breaking');
    assert.deepEqual(reachOf(removed), ['breaks contacts', 'loses wide_orders', 'adapted orders']);
    // What the star loses is told with the column it comes from.
    assert.ok(!result.changes.some(c => c.subject.name === 'wide_orders'));
  });

  test('that nobody reads is safe in the middle of the chain and risky at its end', () => {
    const middle = between(SHOP, { 'models/orders.sql': SHOP.split('//- models/orders.sql\n')[1]!.split('//-')[0]!, ...stg('select id, amount, email, coupon') });
    assert.deepEqual(lines(middle), ['risky removed column stg_orders.one']);
    assert.match(middle.changes[0]!.reason, /`wide_orders` passes it on with a star/);
    const noStar = SHOP.replace("select * from {{ ref('stg_orders') }}\n//- models/orders", "select id, email from {{ ref('stg_orders') }}\n//- models/orders").replace('with o as (select *', 'with o as (select id, amount, email');
    const safe = between(noStar, stg('select id, amount, email, coupon'));
    assert.deepEqual(lines(safe), ['safe removed column stg_orders.one']);
    assert.equal(safe.changes[0]!.reason, 'none of its 2 readers uses it');
    const end = between(SHOP, { 'models/contacts.sql': "select 1 as x from {{ ref('wide_orders') }}\n" });
    assert.ok(lines(end).includes('risky removed column contacts.email'), lines(end).join('\n'));
  });

  test('that is read by a dashboard, a contract, or anybody', () => {
    const shown = between(SHOP, { 'models/orders.sql': "select id, sum(amount) as total from {{ ref('stg_orders') }} where amount > 0 group by id\n" });
    assert.deepEqual(lines(shown).filter(l => /column/.test(l)), ['risky removed column orders.email']);
    assert.match(shown.changes.find(c => c.column === 'email')!.reason, /`board` may still use it/);
    const contract = SHOP.replace('- name: contacts\n    columns:\n      - name: email', '- name: contacts\n    config: {contract: {enforced: true}}\n    columns:\n      - {name: email, data_type: text}\n      - {name: extra, data_type: text}').replace('select email from', "select email, 'x' as extra from");
    const broken = between(contract, { 'models/models.yml': contract.split('//- models/models.yml\n')[1]!.split('//- macros')[0]!.replace('      - {name: extra, data_type: text}\n', '') });
    assert.deepEqual(lines(broken), ['breaking changed contract contacts']);
    assert.equal(broken.changes[0]!.title, 'contract no longer promises `extra`');
    const gone = between(contract, { 'models/contacts.sql': "select email from {{ ref('wide_orders') }}\n", 'models/models.yml': contract.split('//- models/models.yml\n')[1]!.split('//- macros')[0]!.replace('      - {name: extra, data_type: text}\n', '') });
    assert.deepEqual(lines(gone), ['breaking removed column contacts.extra']);
    assert.equal(gone.changes[0]!.reason, 'the contract promised column `extra`');
    const open = SHOP.replace('- name: contacts\n', '- name: contacts\n    config: {access: public}\n');
    const result = between(open, { 'models/contacts.sql': "select 1 as x from {{ ref('wide_orders') }}\n" });
    assert.equal(result.changes[0]!.verdict, 'breaking');
    assert.equal(result.changes[0]!.reason, 'it is public: other projects may read it');
  });

  test('renamed is found by its expression or source; readers that follow are adapted', () => {
    const result = between(SHOP, { ...stg('select id, amount as gross, email, coupon, 1 as one'), 'models/orders.sql': "with o as (select * from {{ ref('stg_orders') }})\nselect id, sum(gross) as total, max(email) as email from o where gross > 0 group by id\n" });
    const renamed = result.changes.find(c => c.kind === 'renamed')!;
    assert.deepEqual([renamed.from, renamed.to, renamed.title], ['amount', 'gross', 'column `amount` renamed to `gross`']);
    assert.ok(reachOf(renamed).includes('adapted orders'), reachOf(renamed).join());
    assert.ok(!reachOf(renamed).includes('breaks orders'));
    // Who merely follows has not changed what it does.
    assert.deepEqual(lines(result), ['risky renamed column stg_orders.amount']);
    const cte = SHOP.replace('(select * from', '(select id, amount, email from');
    const through = between(cte, { ...stg('select id, amount as gross, email, coupon, 1 as one'), 'models/orders.sql': "with o as (select id, gross, email from {{ ref('stg_orders') }})\nselect id, sum(gross) as total, max(email) as email from o where gross > 0 group by id\n" });
    assert.deepEqual(lines(through), ['risky renamed column stg_orders.amount']);
    const left = between(SHOP, stg('select id, amount as gross, email, coupon, 1 as one'));
    assert.deepEqual(lines(left), ['breaking renamed column stg_orders.amount']);
    const constant = between(SHOP, stg('select id, amount, email, coupon, 1 as uno'));
    assert.ok(!constant.changes.some(c => c.kind === 'renamed' && c.from === 'email'));
  });

  test('a check that still asks for it breaks; one that goes with it is not told', () => {
    const result = between(SHOP, { ...stg('select amount, email, coupon, 1 as one') });
    const c = result.changes.find(x => x.column === 'id')!;
    assert.ok(reachOf(c).includes('breaks unique on id'), reachOf(c).join());
    const along = between(SHOP, { ...stg('select amount, email, coupon, 1 as one'), 'models/models.yml': yaml(t => t.replace('      - name: id\n        data_tests: [unique, not_null]\n', '')) });
    assert.ok(!along.changes.some(x => x.aspect === 'check'), lines(along).join('\n'));
  });

  test('a semantic model breaks by the columns it names, and only by those', () => {
    const semantic = `${SHOP}//- models/semantic.yml\nsemantic_models:\n  - name: contacts\n    model: ref('contacts')\n    entities:\n      - {name: email, type: primary}\n    measures:\n      - {name: people, expr: weight, agg: sum}\n`.replace('select email from', 'select email, 1 as weight, 2 as height from');
    const lose = (column: string) => between(semantic, { 'models/contacts.sql': `select ${['email', '1 as weight', '2 as height'].filter(c => !c.endsWith(column)).join(', ')} from {{ ref('wide_orders') }}\n` }).changes.find(c => c.column === column);
    assert.deepEqual(reachOf(lose('weight')), ['breaks contacts']);
    assert.equal(lose('weight')!.reason, '`contacts` (semantic model) still uses it');
    assert.deepEqual(reachOf(lose('height')), []);
  });

  test('added is safe; one that comes with a star is told once', () => {
    assert.deepEqual(lines(between(SHOP, stg('select id, amount, email, coupon, 1 as one, 2 as two'))), ['safe added column stg_orders.two']);
  });

  test('of an incremental model needs a full refresh', () => {
    const incremental = SHOP.replace('select email from', "{{ config(materialized='incremental') }}\nselect email from");
    const text = "{{ config(materialized='incremental') }}\nselect email, id from {{ ref('wide_orders') }}\n";
    assert.match(between(incremental, { 'models/contacts.sql': text }).changes[0]!.reason, /only with `on_schema_change` or a full refresh/);
  });
});

describe('types', () => {
  const typed = (type: string, contract = false): string =>
    SHOP.replace('- name: contacts\n    columns:\n      - name: email', `- name: contacts\n    config: {contract: {enforced: ${contract}}}\n    columns:\n      - name: email\n        data_type: ${type}`);
  const change = (from: string, to: string, contract = false) => between(typed(from, contract), { 'models/models.yml': typed(to, contract).split('//- models/models.yml\n')[1]!.split('//- macros')[0]! });
  for (const [from, to, contract, verdict] of [
    ['integer', 'bigint', false, 'safe'], ['varchar(20)', 'varchar(10)', false, 'risky'], ['numeric(12,2)', 'numeric(10,2)', true, 'breaking'], ['varchar', 'integer', false, 'safe'], ['integer', 'bigint', true, 'breaking'],
  ] as const) {
    test(`${from} to ${to}${contract ? ' under a contract' : ''} is ${verdict}`, () => {
      assert.deepEqual(lines(change(from, to, contract)), [`${verdict} changed type contacts.email`]);
    });
  }
  test('another spelling is no change', () => assert.deepEqual(lines(change('int', 'INTEGER', true)), []));
});

describe('a model', () => {
  test('removed breaks who still refers to it', () => {
    const result = between(SHOP, { 'models/wide_orders.sql': null });
    assert.deepEqual(lines(result), ['breaking removed dataset wide_orders']);
    assert.deepEqual(reachOf(result.changes[0]), ['breaks contacts']);
  });

  test('removed with its readers, or at the end of the chain', () => {
    const result = between(SHOP, { 'models/wide_orders.sql': null, 'models/contacts.sql': "select email from {{ ref('stg_orders') }}\n" });
    const removed = result.changes.find(c => c.kind === 'removed' && c.aspect === 'dataset')!;
    assert.equal(removed.verdict, 'safe');
    assert.equal(removed.reason, '`contacts` was changed along with it');
    assert.deepEqual(lines(between(SHOP, { 'models/contacts.sql': null })), ['risky removed dataset contacts']);
  });

  test('renamed by git or by likeness', () => {
    const text = "select * from {{ ref('stg_orders') }}\n";
    const follow = { 'models/contacts.sql': "select email from {{ ref('all_orders') }}\n" };
    const byGit = between(SHOP, { 'models/wide_orders.sql': null, 'models/all_orders.sql': text, ...follow }, { 'models/wide_orders.sql': 'models/all_orders.sql' });
    const rename = byGit.changes.find(c => c.kind === 'renamed')!;
    assert.deepEqual([rename.verdict, rename.from, rename.to, rename.title], ['risky', 'wide_orders', 'all_orders', 'dbt model renamed from `wide_orders`']);
    assert.deepEqual(reachOf(rename), ['adapted contacts']);
    const byLikeness = between(SHOP, { 'models/wide_orders.sql': null, 'models/all_orders.sql': text });
    assert.deepEqual(lines(byLikeness), ['breaking renamed dataset all_orders']);
    assert.match(byLikeness.changes[0]!.title, /found by likeness/);
    assert.deepEqual(reachOf(byLikeness.changes[0]), ['breaks contacts']);
  });

  test('two that are unlike are not one', () => {
    const result = between(SHOP, { 'models/contacts.sql': null, 'models/days.sql': 'select current_date as day, 7 as week\n' });
    assert.deepEqual(lines(result), ['risky removed dataset contacts', 'safe added dataset days']);
  });

  test('switched off counts as removed; moved to another folder counts as nothing', () => {
    const off = between(SHOP, { 'models/wide_orders.sql': "{{ config(enabled=false) }}\nselect * from {{ ref('stg_orders') }}\n" });
    assert.deepEqual(lines(off), ['breaking removed dataset wide_orders']);
    assert.equal(off.changes[0]!.title, 'dbt model switched off');
    assert.deepEqual(lines(between(SHOP, { 'models/contacts.sql': null, 'models/marts/contacts.sql': "select email from {{ ref('wide_orders') }}\n" })), []);
  });

  test('whose filter or expression changes feeds other values', () => {
    const filter = between(SHOP, { 'models/orders.sql': "with o as (select * from {{ ref('stg_orders') }})\nselect id, sum(amount) as total, max(email) as email\nfrom o\nwhere amount > 0 and coupon is null\ngroup by id\n" });
    assert.deepEqual(lines(filter), ['risky changed logic orders']);
    assert.equal(filter.changes[0]!.title, 'filter changed');
    assert.match(filter.changes[0]!.reason, /feeds `board`/);
    const value = between(SHOP, { 'models/orders.sql': "with o as (select * from {{ ref('stg_orders') }})\nselect id, sum(amount) / 100 as total, max(email) as email\nfrom o\nwhere amount > 0\ngroup by id\n" });
    assert.deepEqual(lines(value), ['risky changed logic orders.total']);
    assert.deepEqual([value.changes[0]!.from, value.changes[0]!.to], ['sum(amount)', 'sum(amount) / 100']);
    assert.equal(between(SHOP, { 'models/contacts.sql': "select lower(email) as email from {{ ref('wide_orders') }}\n" }).changes[0]!.verdict, 'safe');
  });

  test('in whose CTE an expression changes tells the columns made of it', () => {
    const cte = SHOP.replace('(select * from', '(select id, amount * 1 as amount, email from');
    const text = (factor: string, least: string) => ({ 'models/orders.sql': `with o as (select id, amount * ${factor} as amount, email from {{ ref('stg_orders') }})\nselect id, sum(amount) as total, max(email) as email\nfrom o\nwhere amount > ${least}\ngroup by id\n` });
    const value = between(cte, text('2', '0'));
    assert.deepEqual(lines(value), ['risky changed logic orders.total']);
    const both = between(cte, text('2', '5'));
    assert.deepEqual(both.changes.map(c => c.title), ['query changed; `total` computed otherwise']);
    assert.deepEqual(between(cte, text('1', '5')).changes.map(c => c.title), ['query changed']);
    // A column that goes takes its item along, and nothing else is told; a changed filter beside it is.
    const gone = (filter: string) => between(SHOP, { 'models/orders.sql': `with o as (select * from {{ ref('stg_orders') }})\nselect id, sum(amount) as total\nfrom o\nwhere amount > ${filter}\ngroup by id\n` });
    assert.deepEqual(lines(gone('0')), ['risky removed column orders.email']);
    assert.deepEqual(lines(gone('7')), ['risky changed logic orders', 'risky removed column orders.email']);
  });

  test('built otherwise, elsewhere, with another key', () => {
    const config = (text: string) => between(SHOP, { 'models/contacts.sql': `{{ config(${text}) }}\nselect email from {{ ref('wide_orders') }}\n` });
    assert.deepEqual(lines(config("materialized='table'")), ['safe changed materialization contacts']);
    assert.deepEqual(lines(config("materialized='ephemeral'")), ['risky changed materialization contacts']);
    assert.deepEqual(lines(config("alias='people'")), ['risky changed location contacts']);
    assert.ok(lines(config("access='public'")).includes('safe changed access contacts'));
    const open = SHOP.replace('select email from', "{{ config(access='public') }}\nselect email from");
    assert.deepEqual(lines(between(open, { 'models/contacts.sql': "{{ config(access='private') }}\nselect email from {{ ref('wide_orders') }}\n" })), ['breaking changed access contacts']);
    const keyed = SHOP.replace('select email from', "{{ config(materialized='incremental', unique_key='email') }}\nselect email from");
    assert.deepEqual(lines(between(keyed, { 'models/contacts.sql': "{{ config(materialized='incremental') }}\nselect email from {{ ref('wide_orders') }}\n" })), ['risky changed key contacts']);
  });

  test('whose contract is given up', () => {
    const contract = SHOP.replace('- name: contacts\n', '- name: contacts\n    config: {contract: {enforced: true}}\n').replace('- name: contacts\n    config: {contract: {enforced: true}}\n    columns:\n      - name: email', '- name: contacts\n    config: {contract: {enforced: true}}\n    columns:\n      - name: email\n        data_type: text');
    const result = between(contract, { 'models/models.yml': contract.split('//- models/models.yml\n')[1]!.split('//- macros')[0]!.replace('    config: {contract: {enforced: true}}\n', '') });
    assert.deepEqual(lines(result), ['breaking changed contract contacts']);
  });
});

describe('sources, checks, exposures, macros', () => {
  const sources = SHOP.split('//- models/sources.yml\n')[1]!.split('//-')[0]!;

  test('a source removed breaks its readers; renamed with them it does not', () => {
    const gone = between(SHOP, { 'models/sources.yml': sources.replace('- name: orders', '- name: other_things').replace(/ {8}columns:[\s\S]*/, '') });
    assert.equal(gone.changes[0]!.verdict, 'breaking');
    assert.deepEqual(reachOf(gone.changes[0]).slice(0, 1), ['breaks stg_orders']);
    const both = between(SHOP, { 'models/sources.yml': sources.replace('- name: orders', '- name: purchases'), 'models/stg_orders.sql': STAGING.replace("'orders'", "'purchases'") });
    assert.deepEqual(lines(both), ['safe renamed dataset raw.purchases']);
  });

  test('a column of a source is only described: removing it is risky if it is read', () => {
    assert.deepEqual(lines(between(SHOP, { 'models/sources.yml': sources.replace('          - name: email\n', '') })), ['risky removed column raw.orders.email']);
  });

  test('a source that is read from elsewhere', () => {
    const result = between(SHOP, { 'models/sources.yml': sources.replace('- name: raw\n', '- name: raw\n    schema: landing\n') });
    assert.deepEqual(lines(result), ['risky changed location raw.orders']);
    assert.match(result.changes[0]!.reason, /reads? another table/);
  });

  test('a check removed, weakened, added', () => {
    assert.deepEqual(lines(between(SHOP, { 'models/models.yml': yaml(t => t.replace('[unique, not_null]', '[unique]')) })), ['risky removed check stg_orders.id']);
    const warn = between(SHOP, { 'models/models.yml': yaml(t => t.replace('[unique, not_null]', '[unique, {not_null: {config: {severity: warn}}}]')) });
    assert.deepEqual(lines(warn), ['risky changed check stg_orders.id']);
    assert.equal(warn.changes[0]!.reason, 'it only warns from now on');
    assert.deepEqual(lines(between(SHOP, { 'models/models.yml': yaml(t => t.replace('- name: email\n        config', '- name: email\n        data_tests: [not_null]\n        config')) })), ['safe added check stg_orders.email']);
  });

  test('a tag for personal data removed', () => {
    assert.ok(lines(between(SHOP, { 'models/models.yml': yaml(t => t.replace('        config:\n          tags: [pii]\n', '')) })).includes('risky changed tags stg_orders.email'));
  });

  test('an exposure removed is safe, an owner removed is not', () => {
    const text = yaml(t => t.slice(0, t.indexOf('exposures:')));
    assert.deepEqual(lines(between(SHOP, { 'models/models.yml': text })), ['safe removed exposure board']);
    assert.deepEqual(lines(between(SHOP, { 'models/models.yml': yaml(t => t.replace('    config:\n      group: finance\n', '')) })), ['risky changed owner orders']);
  });

  test('a macro changed touches what is made with it', () => {
    const used = SHOP.replace('1 as one', "{{ cents('amount') }} as one");
    const result = between(used, { 'macros/cents.sql': '{% macro cents(c) %}{{ c }} / 1000{% endmacro %}\n' });
    assert.deepEqual(lines(result), ['risky changed macro cents']);
    assert.deepEqual(reachOf(result.changes[0]), ['changes stg_orders']);
    assert.equal(between(used, { 'macros/cents.sql': null }).changes[0]!.verdict, 'breaking');
  });

  test('rows of a seed', () => {
    const seeded = `${SHOP}//- seeds/codes.csv\ncode,name\na,A\nb,B\n//- models/coded.sql\nselect code from {{ ref('codes') }}\n`;
    assert.deepEqual(lines(between(seeded, { 'seeds/codes.csv': 'code,name\na,A\nb,B\nc,C\n' })), ['safe changed content codes']);
    assert.deepEqual(lines(between(seeded, { 'seeds/codes.csv': 'code,name\na,A\n' })), ['risky changed content codes']);
    assert.deepEqual(lines(between(seeded, { 'seeds/codes.csv': 'kode,name\na,A\nb,B\n' })).slice(0, 1), ['breaking renamed column codes.code']);
  });
});

test('the same change gives the same bytes, and the gravest comes first', () => {
  const edits = { ...stg('select id, email, coupon'), 'models/contacts.sql': null, 'models/days.sql': 'select 1 as x\n' };
  const result = between(SHOP, edits);
  assert.equal(JSON.stringify(between(SHOP, edits)), JSON.stringify(result));
  const ranks = result.changes.map(c => ['breaking', 'risky', 'safe'].indexOf(c.verdict));
  assert.deepEqual(ranks, [...ranks].sort());
});
