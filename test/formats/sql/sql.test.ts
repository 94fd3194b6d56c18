import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { complete } from '../../../server/src/features/completion';
import { hover } from '../../../server/src/features/hover';
import { formats } from '../../../server/src/formats';
import { migrationOf, natural } from '../../../server/src/formats/sql/migrations';
import { dialectOfPath, dialectOfText } from '../../../server/src/formats/shared/sqlDialect';
import { sqlTable } from '../../../server/src/formats/shared/sqlNames';
import { sqlFileKey, tableKey } from '../../../server/src/formats/shared/names';
import { openFixture, type Opened } from '../../open';

function columns(opened: Opened, table: string): string {
  const ws = opened.engine.workspace;
  const [entity] = ws.answering(tableKey(table.split('.')));
  if (!entity) return 'none';
  const set = ws.columns(entity.id);
  return `${set.columns.map(c => (c.type ? `${c.name} ${c.type}` : c.name)).join(', ')}${set.complete ? '' : ' …'}`;
}

function findings(opened: Opened): string[] {
  return [...opened.files.keys()].flatMap(p => opened.linter.lint(p).map(f => `${p} ${f.finding.rule}: ${f.finding.message}`));
}

test('the columns of a table are what its migrations make of it, in the order of their versions', () => {
  const opened = openFixture(`
    //- db/migration/V10__last.sql
    alter table orders drop column note;
    //- db/migration/V1__orders.sql
    create table orders (id int primary key, note text, amount int);
    //- db/migration/V2__more.sql
    alter table orders add column day date, add column shop int;
    alter table orders rename column shop to store;
    alter table orders alter column amount type numeric(10, 2);
    //- db/migration/U2__more.sql
    alter table orders drop column day;
  `);
  assert.equal(columns(opened, 'orders'), 'id int, amount numeric(10,2), day date, store int');
});

test('a query in a migration sees the columns of its moment', () => {
  const opened = openFixture(`
    //- db/migration/V1__orders.sql
    create table orders (id int, note text);
    //- db/migration/V2__copy.sql
    create table notes as select o.note from orders o;
    //- db/migration/V3__drop.sql
    alter table orders drop column note;
    //- db/migration/V4__late.sql
    insert into notes select o.note from orders o;
  `);
  assert.deepEqual(findings(opened).filter(f => f.includes('unknown-column')), ["db/migration/V4__late.sql unknown-column: There is no column 'note' in 'o'"]);
});

test('renamed, dropped and made again', () => {
  const opened = openFixture(`
    //- db/migration/V1__a.sql
    create table a (x int, y int);
    create table b (z int);
    //- db/migration/V2__b.sql
    drop table b;
    alter table a rename to b;
    alter table b add column w int;
  `);
  assert.equal(columns(opened, 'b'), 'x int, y int, w int');
  assert.equal(columns(opened, 'a'), 'none');
});

test('tools of migrations tell their files by name or mark', () => {
  const is = (path: string, text = ''): string => {
    const m = migrationOf(path, text, ['users', 'orders']);
    return m ? `${m.tool} ${m.version ?? '-'} ${m.direction}` : 'none';
  };
  assert.equal(is('db/migration/V1_2__x.sql'), 'flyway 1.2 up');
  assert.equal(is('db/migration/R__views.sql'), 'flyway - up');
  assert.equal(is('db/migration/U1__x.sql'), 'flyway 1 down');
  assert.equal(is('m/000003_x.up.sql'), 'golang-migrate 000003 up');
  assert.equal(is('m/000003_x.down.sql'), 'golang-migrate 000003 down');
  assert.equal(is('db/migrations/20240101_x.sql', '-- migrate:up\ncreate table a (b int);\n-- migrate:down\ndrop table a;'), 'dbmate 20240101 up');
  assert.equal(is('m/1_x.sql', '-- +goose Up\nselect 1;\n-- +goose Down\n'), 'goose 1 up');
  assert.equal(is('prisma/migrations/20240101_init/migration.sql'), 'prisma 20240101 up');
  assert.equal(is('deploy/orders.sql'), 'sqitch orders up');
  assert.equal(is('revert/orders.sql'), 'sqitch orders down');
  assert.equal(is('c/1.sql', '--liquibase formatted sql\n'), 'liquibase - up');
  assert.equal(is('queries/1_report.sql'), 'none');
  assert.ok(natural('2_x') < natural('10_x'));
});

test('only the part of a file that is run makes the table', () => {
  const opened = openFixture(`
    //- db/migrations/20240101_x.sql
    -- migrate:up
    create table a (b int);
    -- migrate:down
    drop table a;
  `);
  assert.equal(columns(opened, 'a'), 'b int');
});

test('a plan of sqitch orders its changes', () => {
  const opened = openFixture(`
    //- sqitch.plan
    %syntax-version=1.0.0
    %project=shop

    orders 2024-01-01T00:00:00Z A <a@b.c> # orders
    more [orders] 2024-01-02T00:00:00Z A <a@b.c> # more
    //- deploy/more.sql
    alter table orders add column day date;
    //- deploy/orders.sql
    create table orders (id int);
    //- revert/more.sql
    alter table orders drop column day;
  `);
  assert.equal(columns(opened, 'orders'), 'id int, day date');
});

test('lineage of columns through views, inserts and CREATE TABLE AS', () => {
  const opened = openFixture(`
    //- etl.sql
    create table raw (id int, amount int);
    create table copy (a int, b int);
    insert into copy select amount, id from raw;
    insert into copy (b) select amount from raw;
    create view v as select b + 1 as c from copy;
  `);
  const ws = opened.engine.workspace;
  const from = (table: string, column: string): string[] => (ws.column(ws.answering(tableKey([table]))[0]!.id, column)?.from ?? []).map(s => `${ws.entity(s.dataset)?.name}.${s.column} ${s.kind}`).sort();
  assert.deepEqual(from('copy', 'a'), ['raw.amount identity']);
  assert.deepEqual(from('copy', 'b'), ['raw.amount identity', 'raw.id identity']);
  assert.deepEqual(from('v', 'c'), ['copy.b transformation']);
  assert.deepEqual(ws.inputs(ws.answering(tableKey(['copy']))[0]!.id).map(i => `${i.from} ${i.job} ${i.confidence}`), [`table|raw ${sqlFileKey('etl.sql')} exact`]);
});

test('temporary tables are the file\'s own', () => {
  const opened = openFixture(`
    //- a.sql
    create temporary table t (x int);
    insert into out_a select x from t;
    //- b.sql
    create temporary table t (y int);
    insert into out_b select y from t;
  `);
  assert.deepEqual(findings(opened), []);
  assert.equal(columns(opened, 't'), 'none');
});

test('several places that create a table must agree before anything is said about its columns', () => {
  const two = (other: string): string[] => findings(openFixture(`
    //- a.sql
    create table t (x int);
    //- b.sql
    create table t (${other});
    //- q.sql
    select z from t;
  `));
  assert.deepEqual(two('x int'), ["q.sql unknown-column: There is no column 'z' in 't'; did you mean 'x'?"]);
  assert.deepEqual(two('x int, z int'), []);
});

test('names meet: default schema, quotes, USE, settings', () => {
  const none = { dialect: null, database: null, schema: null };
  assert.equal(sqlTable(['public', 'Orders'], none, true)?.id, 'table|orders');
  assert.deepEqual(sqlTable(['public', 'orders'], none, true)?.keys, ['table|public.orders', 'table|dbo.orders']);
  assert.equal(sqlTable(['p.d.t'], { ...none, dialect: 'bigquery' }, true)?.id, 'table|p.d.t');
  assert.equal(sqlTable(['t'], { ...none, schema: 's', database: 'd' }, true)?.id, 'table|d.s.t');
  assert.equal(sqlTable(['{{x}}', 't'], none, true)?.known, false);
  assert.equal(sqlTable(['__pw_hole1'], none, true), null);
  const opened = openFixture(`
    //- a.sql
    use schema sales;
    create table orders (id int);
    //- b.sql
    select id, note from sales.orders;
  `);
  assert.deepEqual(findings(opened), ["b.sql unknown-column: There is no column 'note' in 'orders'"]);
  const set = openFixture(`
    //- a.sql
    create table orders (id int);
    //- b.sql
    select note from sales.orders;
  `, { settings: { defaultSchema: 'sales' } });
  assert.deepEqual(findings(set), ["b.sql unknown-column: There is no column 'note' in 'orders'"]);
});

test('the dialect of a setting decides what is accepted', () => {
  const text = '//- a.sql\nselect a, from t;\n';
  assert.deepEqual(findings(openFixture(text)), []);
  assert.ok(findings(openFixture(text, { settings: { dialect: 'postgres' } })).some(f => f.includes('sql-syntax')));
});

test('dialects by words and by path', () => {
  assert.equal(dialectOfText('create table t (id serial, x jsonb)'), 'postgres');
  assert.equal(dialectOfText('create table t (id int) engine = MergeTree order by id'), 'clickhouse');
  assert.equal(dialectOfText('select 1'), null);
  assert.equal(dialectOfPath('sql/snowflake/a.sql'), 'snowflake');
  assert.equal(dialectOfPath('sql/snowflake_to_bigquery/a.sql'), null);
});

test('a client\'s own commands are no SQL', () => {
  const opened = openFixture(`
    //- dump.sql
    \\connect shop
    create table t (x int);
    COPY t (x) FROM stdin;
    1	(
    \\.
    select x from t;
    //- my.sql
    delimiter //
    create procedure p() begin select 1; end //
    delimiter ;
    select 2;
  `);
  assert.deepEqual(findings(opened), []);
});

test('names that may be variables are not called unknown', () => {
  const opened = openFixture(`
    //- p.sql
    declare price float64 default 0.5;
    create table t (x int);
    select x * price from t;
  `);
  assert.deepEqual(findings(opened), []);
});

test('completion: columns behind an alias, join conditions of foreign keys, functions of the dialect', () => {
  const at = (query: string): string[] => {
    const opened = openFixture(`
      //- postgres/schema.sql
      create table customers (id serial primary key, name text);
      create table orders (id serial primary key, customer_id int references customers (id));
      //- postgres/q.sql
      ${query}
    `);
    const { path, offset } = opened.fixture.cursor!;
    return complete(opened.engine.workspace, path, offset).items.map(i => i.label);
  };
  assert.deepEqual(at('select c.$0 from customers c'), ['id', 'name']);
  assert.equal(at('select * from orders o join customers c on $0')[0], 'o.customer_id = c.id');
  const words = at('select $0 from customers');
  assert.ok(words.includes('date_trunc') && !words.includes('safe_divide') && words.includes('name'));
  assert.ok(at('select * from $0').includes('orders'));
});

test('completion: columns of an insert, those shared for USING, CTEs, and SQL in strings of Python', () => {
  const at = (path: string, query: string): string[] => {
    const opened = openFixture(`
      //- schema.sql
      create table raw.customers (customer_id int primary key, name text);
      create table raw.orders (order_id int primary key, customer_id int, amount int);
      //- ${path}
      ${query}
    `);
    return complete(opened.engine.workspace, path, opened.fixture.cursor!.offset).items.map(i => i.label);
  };
  assert.deepEqual(at('q.sql', 'insert into raw.orders ($0) select 1'), ['order_id', 'customer_id', 'amount']);
  assert.deepEqual(at('q.sql', 'insert into raw.orders (order_id, $0) values (1)'), ['customer_id', 'amount']);
  assert.deepEqual(at('q.sql', 'select 1 from raw.orders o join raw.customers c using ($0)'), ['customer_id']);
  assert.equal(at('q.sql', 'with x as (select order_id from raw.orders) select * from $0')[0], 'x');
  const dag = (sql: string): string => `from airflow import DAG\n      from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator\n      with DAG("d", schedule=None):\n          SQLExecuteQueryOperator(task_id="t", sql="""${sql}""")`;
  assert.deepEqual(at('dags/d.py', dag("select o.$0 from raw.orders o where day = '{{ ds }}'")), ['order_id', 'customer_id', 'amount']);
});

test('fields have the type that the structure gives them, and come from the whole column', () => {
  const opened = openFixture(`
    //- bigquery/q.sql
    create table raw.e (id int64, items array<struct<sku string, qty int64>>, u struct<id int64, home struct<city string, zip int64>>, js json);
    create table m.a as select u.home.city as a, e.u.home.zip as b, e.js.x.y as c, (select sum(qty) from unnest(items)) as d, e as whole from raw.e as e;
    //- postgres/script.sql
    create table p.t (id int, name text);
    create table p.u as select count(*), x.b from (select count(*), name from p.t group by name) as x (a, b);
    create procedure p.p() as $$ begin insert into p.v (k) select id from p.t; end $$ language plpgsql;
    //- snowflake/s.sql
    create table raw.w (addr_city varchar, addr_zip varchar, name varchar);
    create table m.s as select * ilike 'ADDR%' from raw.w;
  `);
  const ws = opened.engine.workspace;
  assert.equal(columns(opened, 'm.a'), 'a string, b int64, c json, d, whole');
  assert.equal(columns(opened, 'm.s'), 'addr_city varchar, addr_zip varchar');
  const from = (table: string, column: string): string => ws.columns(ws.answering(tableKey(table.split('.')))[0]!.id).columns.find(c => c.name === column)!.from.map(f => `${f.column} ${f.kind}`).join(', ');
  assert.equal(from('m.a', 'b'), 'u transformation');
  assert.equal(from('m.a', 'd'), 'items aggregation');
  assert.equal(from('m.a', 'whole'), 'id transformation, items transformation, u transformation, js transformation');
  assert.equal(from('p.u', 'b'), 'name identity');
});

test('hover: a function, a column with its type', () => {
  const at = (query: string): string => {
    const opened = openFixture(`
      //- q.sql
      create table customers (id int, name text);
      ${query}
    `);
    const { path, offset } = opened.fixture.cursor!;
    return hover(opened.engine.workspace, path, offset)?.markdown ?? '';
  };
  assert.match(at('select coal$0esce(name, id) from customers'), /first of its arguments that is not null/);
  assert.match(at('select coalesce(na$0me, id) from customers'), /text.*column of \*\*customers/);
});

test('any text gives facts whose spans lie in it', () => {
  const words = ['create', 'table', 't', '(', ')', 'a', 'int', ',', ';', 'alter', 'add', 'drop', 'column', 'rename', 'to', 'insert', 'into', 'select', 'from', 'values', '.', '"', "'", '--', '/*', '{{', '}}', '$$', '\n', 'MODEL', 'AUDIT', 'config', '{', '}', '${', 'ref("x")', '@x', 'merge', 'using', 'on', 'begin', 'copy', 'stdin', 'delimiter', '\\.', 'references', 'comment', 'is'];
  const inside = (value: unknown, length: number, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) for (const v of value) inside(v, length, path);
    else {
      const { start, end } = value as { start?: unknown; end?: unknown };
      if (typeof start === 'number' && typeof end === 'number') assert.ok(start >= 0 && start <= end && end <= length, `${path}: ${start}-${end} of ${length}`);
      for (const v of Object.values(value)) inside(v, length, path);
    }
  };
  fc.assert(fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), parts => {
    const text = parts.join(' ');
    for (const path of ['a.sql', 'db/migration/V1__a.sql', 'definitions/a.sqlx', 'models/a.sql']) {
      for (const format of formats.filter(f => ['sql', 'dataform', 'sqlmesh'].includes(f.id) && f.extensions.includes(path.slice(path.lastIndexOf('.') + 1)))) {
        if (format.id === 'dataform' && !path.endsWith('sqlx')) continue;
        inside(format.extract({ path, text }, null), text.length, `${format.id} ${JSON.stringify(text)}`);
        format.expect?.({ path, text }, null, Math.floor(text.length / 2));
        format.explain?.({ path, text }, null, Math.floor(text.length / 2));
        format.callAt?.({ path, text }, null, Math.floor(text.length / 2));
      }
    }
  }), { numRuns: 300 });
});

test('operations of Alembic, in the order in which the migrations were made', () => {
  const opened = openFixture(`
    //- alembic/versions/b_more.py
    """more

    Create Date: 2024-02-01 10:00:00.000000
    """
    from alembic import op
    import sqlalchemy as sa
    revision = 'b'
    down_revision = 'a'
    def upgrade():
        with op.batch_alter_table('orders') as batch_op:
            batch_op.add_column(sa.Column('day', sa.Date(), nullable=True))
            batch_op.drop_column('note')
        op.alter_column('orders', 'amount', new_column_name='total', type_=sa.Numeric(10, 2))
    def downgrade():
        op.drop_table('orders')
    //- alembic/versions/c_first.py
    """orders

    Create Date: 2024-01-01 10:00:00.000000
    """
    from alembic import op
    import sqlalchemy as sa
    revision = 'a'
    def upgrade() -> None:
        op.create_table('orders',
            sa.Column('id', sa.Integer(), nullable=False),
            sa.Column('note', sa.String(length=50)),
            sa.Column('amount', sa.Integer()),
            sa.PrimaryKeyConstraint('id'))
  `);
  assert.equal(columns(opened, 'orders'), 'id integer, total numeric(10,2), day date');
});

test('a source of dbt is the table that DDL makes', () => {
  const opened = openFixture(`
    //- db/migration/V1__raw.sql
    create table raw.orders (id int, amount numeric);
    //- etl/load.sql
    insert into raw.orders (id, amount) select id, amount from landing.orders;
    //- dbt/dbt_project.yml
    name: shop
    profile: shop
    //- dbt/models/sources.yml
    sources:
      - name: raw
        tables:
          - name: orders
    //- dbt/models/stg_orders.sql
    select id, amount from {{ source('raw', 'orders') }}
  `);
  const ws = opened.engine.workspace;
  const [source, more] = ws.answering(tableKey(['raw', 'orders']));
  assert.equal(more, undefined);
  assert.equal(source?.type, 'dbt.source');
  assert.equal(columns(opened, 'raw.orders'), 'id int, amount numeric');
  assert.deepEqual(ws.inputs(source!.id).map(i => i.from), ['table|landing.orders']);
  assert.deepEqual(findings(opened).filter(f => /error|unknown/.test(f)), []);
});

test('a table made from one that is gone by now keeps its types', () => {
  const opened = openFixture(`
    //- db/migration/V1__a.sql
    create table a (x int, y text);
    create table b as select y, x from a;
    //- db/migration/V2__b.sql
    alter table b drop column x;
    drop table a;
  `);
  assert.equal(columns(opened, 'b'), 'y text');
});
