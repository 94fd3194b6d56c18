import assert from 'node:assert/strict';
import test from 'node:test';
import { proposeChecks } from '../../server/src/features/addChecks';
import { type Action, codeActions } from '../../server/src/features/codeActions';
import { fileEdits } from '../../server/src/features/edits';
import { refactorings } from '../../server/src/features/refactorings';
import type { FileChange } from '../../server/src/model/rule';
import { rules } from '../../server/src/rules';
import { applyEdits } from '../../server/src/text/span';
import { openFixture, type Opened } from '../open';

const SHOP = `
  //- dbt_project.yml
  name: shop
  profile: shop
  //- seeds/orders.csv
  order_id,customer_id,amount
  //- seeds/customers.csv
  customer_id,name
`;

/** The model's text with the cursor in it, in a project with two seeds. */
function open(model: string): Opened {
  const indented = model.split('\n').map(l => `  ${l}`).join('\n');
  return openFixture(`${SHOP}  //- models/m.sql\n${indented}\n`);
}

function actions(opened: Opened): readonly Action[] {
  const { path, offset } = opened.fixture.cursor!;
  return refactorings(opened.engine.workspace, path, { start: offset, end: offset });
}

function applied(opened: Opened, changes: readonly FileChange[], path = 'models/m.sql'): string {
  let text = opened.files.get(path) ?? '';
  for (const c of changes) {
    if (c.file !== path) continue;
    if (c.kind === 'edit') text = applyEdits(text, fileEdits(opened.engine.workspace, path, c.operations));
    if (c.kind === 'create') text = c.text;
  }
  return text.trimEnd();
}

/** The text after the action whose title matches. */
function after(model: string, title: RegExp): string {
  const opened = open(model);
  const action = actions(opened).find(a => title.test(a.title));
  assert.ok(action, `no action ${title} among ${actions(opened).map(a => a.title).join('; ')}`);
  return applied(opened, action.changes);
}

function titles(model: string): readonly string[] {
  return actions(open(model)).map(a => a.title);
}

test('a star becomes the columns it stands for', () => {
  assert.equal(after("select *$0 from {{ ref('orders') }}", /List the 3 columns/), "select order_id, customer_id, amount from {{ ref('orders') }}");
});

test('a star on a line of its own becomes a line a column', () => {
  assert.equal(after("select\n  o.*$0,\n  1 as one\nfrom {{ ref('orders') }} as o", /List the/), "select\n  order_id,\n  customer_id,\n  amount,\n  1 as one\nfrom {{ ref('orders') }} as o");
});

test('the columns of a star over a join are qualified', () => {
  assert.equal(after("select c.*$0 from {{ ref('orders') }} as o join {{ ref('customers') }} as c on o.customer_id = c.customer_id", /List the 2 columns/), "select c.customer_id, c.name from {{ ref('orders') }} as o join {{ ref('customers') }} as c on o.customer_id = c.customer_id");
});

test('a star over a table of unknown columns stays', () => {
  assert.deepEqual(titles("select *$0 from {{ source('raw', 'orders') }}"), []);
});

test('a star of merged columns stays', () => {
  assert.deepEqual(titles("select *$0 from {{ ref('orders') }} join {{ ref('customers') }} using (customer_id)"), []);
});

test('a column gets its table, alone or with all others', () => {
  const model = "select order_id, na$0me from {{ ref('orders') }} as o join {{ ref('customers') }} as c on o.customer_id = c.customer_id where amount > 1";
  assert.equal(after(model, /Write c\.name/), "select order_id, c.name from {{ ref('orders') }} as o join {{ ref('customers') }} as c on o.customer_id = c.customer_id where amount > 1");
  assert.equal(after(model, /all 3 columns/), "select o.order_id, c.name from {{ ref('orders') }} as o join {{ ref('customers') }} as c on o.customer_id = c.customer_id where o.amount > 1");
});

test('an alias, an ambiguous and a merged column get no table', () => {
  assert.deepEqual(titles("select amount as a from {{ ref('orders') }} as o order by a$0"), []);
  assert.deepEqual(titles("select custo$0mer_id from {{ ref('orders') }} as o join {{ ref('customers') }} as c using (customer_id)"), []);
  assert.deepEqual(titles("select customer$0_id from {{ ref('orders') }} as o cross join {{ ref('customers') }} as c"), []);
});

test('a subquery becomes the first CTE', () => {
  assert.equal(
    after("select t.order_id\nfrom (\n  sel$0ect order_id\n  from {{ ref('orders') }}\n) as t", /CTE 't'/),
    "with t as (\n    select order_id\n    from {{ ref('orders') }}\n)\nselect t.order_id\nfrom t",
  );
});

test('a subquery becomes the last CTE, or the one before its own', () => {
  assert.equal(
    after("with a as (select 1 as x)\nselect t.x from (select x f$0rom a) t", /CTE 't'/),
    'with a as (select 1 as x),\nt as (\n    select x from a\n)\nselect t.x from t',
  );
  assert.equal(
    after("with a as (select t.x from (select 1 as$0 x) t)\nselect x from a", /CTE 't'/),
    'with t as (\n    select 1 as x\n),\na as (select t.x from t)\nselect x from a',
  );
});

test('a taken name gives the CTE another', () => {
  assert.equal(
    after('with t as (select 1 as x), b as (select 2 as x)\nselect b.x from b cross join (select x f$0rom t) t', /CTE 't_2'/),
    'with t as (select 1 as x), b as (select 2 as x),\nt_2 as (\n    select x from t\n)\nselect b.x from b cross join t_2 as t',
  );
});

test('a subquery that names columns around it stays', () => {
  assert.deepEqual(titles("select o.order_id from {{ ref('orders') }} as o cross join (select max(c.name) as n from {{ ref('customers') }} as c whe$0re c.customer_id = o.customer_id) as m"), []);
});

test('refactorings leave a query that is read the same', () => {
  const opened = open("select t.order_id from (select *$0 from {{ ref('orders') }}) as t");
  for (const action of actions(opened)) {
    const text = applied(opened, action.changes);
    const again = openFixture(`${SHOP}  //- models/m.sql\n${text.split('\n').map(l => `  ${l}`).join('\n')}\n`);
    const ids = [...again.engine.workspace.entitiesOf('dbt.model')].map(e => e.id);
    assert.deepEqual(ids.flatMap(id => again.engine.workspace.columns(id).columns.map(c => c.name)), ['order_id'], action.title);
    assert.deepEqual(again.engine.workspace.document('models/m.sql')!.facts.problems, [], action.title);
  }
});

const YAML = `
  //- dbt_project.yml
  name: shop
  profile: shop
  //- models/customers.sql
  select customer_id, case when vip then 'gold' else 'plain' end as level from {{ source('raw', 'customers') }}
  //- models/other.sql
  select 1 as x
  //- models/schema.yml
  models:
    - name: customers
`;

test('checks of a dataset are proposed as one edit, with reasons', () => {
  const opened = openFixture(YAML);
  const id = opened.engine.workspace.entitiesOf('dbt.model').find(e => e.name === 'customers')!.id;
  const proposed = proposeChecks(opened.engine.workspace, rules, id)!;
  assert.deepEqual(proposed.reasons.map(r => r.rule), ['key-untested']);
  assert.equal(
    applied(opened, proposed.changes, 'models/schema.yml'),
    'models:\n  - name: customers\n    columns:\n      - name: customer_id\n        data_tests:\n          - unique\n          - not_null',
  );
});

test('several checks at once are an action on the name of the dataset', () => {
  const opened = openFixture(YAML.replace('- name: customers', '- name: custo$0mers\n      columns:\n        - name: customer_id\n        - name: level'));
  const { path, offset } = opened.fixture.cursor!;
  const action = codeActions(opened.linter, opened.engine.workspace, path, { start: offset, end: offset }).find(a => a.title.startsWith('Add the 2 checks'));
  assert.ok(action);
  const text = applied(opened, action.changes, path);
  assert.match(text, /customer_id\n {8}data_tests:\n {10}- unique\n {10}- not_null\n {6}- name: level\n {8}data_tests:\n {10}- accepted_values:/);
});

test('a dataset without an entry gets one first; one with all checks gets nothing', () => {
  const opened = openFixture(YAML);
  const other = opened.engine.workspace.entitiesOf('dbt.model').find(e => e.name === 'other')!.id;
  assert.deepEqual(proposeChecks(opened.engine.workspace, rules, other)!.reasons.map(r => r.rule), ['model-without-yaml']);
  const sound = openFixture(`${YAML}      columns:\n        - name: customer_id\n          data_tests: [unique, not_null]\n`);
  const customers = sound.engine.workspace.entitiesOf('dbt.model').find(e => e.name === 'customers')!.id;
  assert.equal(proposeChecks(sound.engine.workspace, rules, customers), null);
});

test('a CTE that is read once becomes a subquery', () => {
  assert.equal(after("with o as (\n  select order_id from {{ ref('orders') }}\n)\nselect order_id from o$0", /Put the CTE 'o'/), "select order_id from (select order_id from {{ ref('orders') }}) as o");
  assert.equal(after("with a$0 as (select order_id from {{ ref('orders') }}), b as (select order_id from a as x)\nselect order_id from b", /Put the CTE 'a'/), "with b as (select order_id from (select order_id from {{ ref('orders') }}) as x)\nselect order_id from b");
  assert.ok(!titles("with o$0 as (select order_id from {{ ref('orders') }}) select a.order_id from o a join o b using (order_id)").some(t => t.startsWith('Put')));
});

test('a column beside an aggregate is grouped', () => {
  assert.equal(after("select customer_id$0, sum(amount) as amount from {{ ref('orders') }}", /Group by/), "select customer_id, sum(amount) as amount from {{ ref('orders') }}\ngroup by customer_id");
  assert.equal(after("select order_id$0, customer_id, sum(amount) as amount from {{ ref('orders') }} group by customer_id", /Add order_id/), "select order_id, customer_id, sum(amount) as amount from {{ ref('orders') }} group by customer_id, order_id");
});

const TYPED = `  //- models/schema.yml
  models:
    - name: m
      columns:
        - {name: order_id, data_type: bigint}
        - {name: total, data_type: "numeric(18, 2)"}
`;

function castOf(model: string): string {
  const indented = model.split('\n').map(l => `  ${l}`).join('\n');
  const opened = openFixture(`${SHOP}${TYPED}  //- models/m.sql\n${indented}\n`);
  const action = actions(opened).find(a => a.title.startsWith('Cast to'));
  return action ? `${action.title}: ${applied(opened, action.changes)}` : '';
}

test('a column is cast to its declared type, and keeps its name', () => {
  assert.equal(castOf("select o.order$0_id, amount as total from {{ ref('orders') }} as o"), "Cast to bigint, as 'order_id' is declared: select cast(o.order_id as bigint) as order_id, amount as total from {{ ref('orders') }} as o");
  assert.equal(castOf("select order_id, amount$0 * 2 as total from {{ ref('orders') }}"), "Cast to numeric(18, 2), as 'total' is declared: select order_id, cast(amount * 2 as numeric(18, 2)) as total from {{ ref('orders') }}");
});

test('no cast is offered where the type is that one, where none is declared, or where Jinja writes the value', () => {
  assert.equal(castOf("select cast(order_id$0 as BIGINT) as order_id from {{ ref('orders') }}"), '');
  assert.equal(castOf("select customer$0_id from {{ ref('orders') }}"), '');
  assert.equal(castOf("select {{ cents$0('amount') }} as total from {{ ref('orders') }}"), '');
});
