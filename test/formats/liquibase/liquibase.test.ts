import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { readXml, wordsIn } from '../../../server/src/syntax/xml';
import { sqlFileKey, tableKey } from '../../../server/src/formats/shared/names';
import { openFixture, type Opened } from '../../open';

function columns(opened: Opened, table: string): string {
  const ws = opened.engine.workspace;
  const [entity] = ws.answering(tableKey(table.split('.')));
  if (!entity) return 'none';
  const set = ws.columns(entity.id);
  return `${set.columns.map(c => `${c.name}${c.type ? ` ${c.type}` : ''}${c.nullable === false ? ' not null' : ''}`).join(', ')}${set.complete ? '' : ' …'}`;
}

function findings(opened: Opened): string[] {
  return [...opened.files.keys()].flatMap(p => opened.linter.lint(p).map(f => `${p} ${f.finding.rule}: ${f.finding.message}`));
}

const SHOP = `
  //- src/main/resources/db/changelog/db.changelog-master.xml
  <?xml version="1.0" encoding="UTF-8"?>
  <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog" xmlns:ext="http://www.liquibase.org/xml/ns/dbchangelog-ext">
    <property name="schema" value="shop"/>
    <changeSet id="1" author="ana">
      <createTable tableName="customers" remarks="People who buy">
        <column name="id" type="bigint"><constraints primaryKey="true" nullable="false"/></column>
        <column name="email" type="java.sql.Types.VARCHAR(255)" remarks="a &lt; b"><constraints nullable="false"/></column>
      </createTable>
      <createTable tableName="orders" schemaName="\${schema}">
        <column name="id" type="bigint"/>
        <column name="customer" type="bigint"><constraints foreignKeyName="fk" references="customers(id)"/></column>
        <column name="amount" type="int"/>
      </createTable>
    </changeSet>
    <include file="db/changelog/v1.yaml"/>
    <include file="v1.json" relativeToChangelogFile="true"/>
    <includeAll path="v2/" relativeToChangelogFile="true"/>
    <changeSet id="9" author="ana">
      <createView viewName="big_orders">select o.id, c.mail, o.total from shop.orders o join customers c on c.id = o.customer where o.total &gt; 100</createView>
      <loadData tableName="customers" file="db/data/customers.csv"/>
      <rollback><dropTable tableName="customers"/></rollback>
    </changeSet>
  </databaseChangeLog>
  //- src/main/resources/db/changelog/v1.yaml
  databaseChangeLog:
    - changeSet:
        id: 2
        author: ana
        changes:
          - addColumn:
              schemaName: shop
              tableName: orders
              columns:
                - column:
                    name: total
                    type: numeric(10,2)
                    constraints:
                      nullable: false
          - renameColumn:
              tableName: customers
              oldColumnName: email
              newColumnName: mail
          - sql:
              sql: |
                create table notes (id int, body text);
                insert into notes select id, mail from customers
  //- src/main/resources/db/changelog/v1.json
  {"databaseChangeLog": [
    {"changeSet": {"id": "3", "author": "ana", "changes": [
      {"dropColumn": {"schemaName": "shop", "tableName": "orders", "columns": [{"column": {"name": "amount"}}]}},
      {"sql": {"sql": "alter table notes add column \\"at\\" date;\\nalter table notes drop column body"}},
      {"sqlFile": {"path": "raw/more.sql", "relativeToChangelogFile": true}}
    ]}}
  ]}
  //- src/main/resources/db/changelog/raw/more.sql
  alter table notes add column z int;
  //- src/main/resources/db/changelog/v2/b.sql
  --liquibase formatted sql
  --changeset ana:5
  alter table notes rename to remarks;
  //- src/main/resources/db/changelog/v2/a.xml
  <databaseChangeLog><changeSet id="4" author="ana"><modifyDataType tableName="notes" columnName="z" newDataType="bigint"/></changeSet></databaseChangeLog>
`;

test('changelogs in four languages are one history', () => {
  const opened = openFixture(SHOP);
  assert.equal(columns(opened, 'customers'), 'id bigint not null, mail VARCHAR(255) not null');
  assert.equal(columns(opened, 'shop.orders'), 'id bigint, customer bigint, total numeric(10,2) not null');
  assert.equal(columns(opened, 'remarks'), 'id int, at date, z bigint');
  assert.equal(columns(opened, 'big_orders'), 'id bigint, mail VARCHAR(255), total numeric(10,2)');
  assert.deepEqual(findings(opened).filter(f => !f.includes('migration-')), []);
});

test('the query of a view is read where it stands', () => {
  const path = 'src/main/resources/db/changelog/db.changelog-master.xml';
  const opened = openFixture(SHOP.replace('o.total from', 'o.amount from'));
  const found = opened.linter.lint(path).map(f => f.finding).filter(f => f.rule === 'unknown-column');
  assert.deepEqual(found.map(f => opened.files.get(path)!.slice(f.span.start, f.span.end)), ['amount']);
});

test('what a file of SQL does has the place of the change that runs it', () => {
  const opened = openFixture(SHOP.replace('add column z int', 'add column z int; alter table customers drop column email'));
  assert.deepEqual(findings(opened).filter(f => f.includes('unknown-table-column')), ["src/main/resources/db/changelog/raw/more.sql unknown-table-column: 'customers' has no column 'email' here; did you mean 'mail'?"]);
  assert.equal(opened.engine.workspace.document('src/main/resources/db/changelog/v1.json')?.facts.references.some(r => r.targets.includes(sqlFileKey('src/main/resources/db/changelog/raw/more.sql'))), true);
});

test('data that is loaded is lineage', () => {
  const ws = openFixture(SHOP).engine.workspace;
  const customers = ws.answering(tableKey(['customers']))[0]!;
  assert.deepEqual(ws.inputs(customers.id).map(i => i.from).filter(k => k.startsWith('path|')), ['path|src/main/resources/db/changelog/db/data/customers.csv']);
});

const one = (inside: string): Opened => openFixture(`
  //- db/changelog.xml
  <databaseChangeLog>
    <changeSet id="1" author="a"><createTable tableName="t"><column name="x" type="int"/></createTable></changeSet>
    ${inside}
  </databaseChangeLog>
`);

test('a table is open from where a context, a database or a condition decides', () => {
  const add = '<addColumn tableName="t"><column name="y" type="int"/></addColumn>';
  assert.equal(columns(one(`<changeSet id="2" author="a">${add}</changeSet>`), 't'), 'x int, y int');
  assert.equal(columns(one(`<changeSet id="2" author="a" context="test">${add}</changeSet>`), 't'), 'x int, y int …');
  assert.equal(columns(one(`<changeSet id="2" author="a" dbms="h2">${add}</changeSet>`), 't'), 'x int, y int …');
  assert.equal(columns(one(`<changeSet id="2" author="a"><preConditions onFail="MARK_RAN"><sqlCheck expectedResult="0">select 1</sqlCheck></preConditions>${add}</changeSet>`), 't'), 'x int, y int …');
  assert.equal(columns(one(`<changeSet id="2" author="a"><preConditions onFail="MARK_RAN"><not><columnExists tableName="t" columnName="y"/></not></preConditions>${add}</changeSet>`), 't'), 'x int, y int');
  assert.equal(columns(one('<changeSet id="2" author="a"><preConditions onFail="MARK_RAN"><not><tableExists tableName="t"/></not></preConditions><createTable tableName="t"><column name="z" type="int"/></createTable></changeSet>'), 't'), 'x int');
});

test('all kinds of changes to a table', () => {
  const opened = one(`<changeSet id="2" author="a">
    <addColumn tableName="t"><column name="a" type="varchar(5)"/><column name="b" type="int"/><column name="c" type="int"/></addColumn>
    <dropColumn tableName="t" columnName="b"/>
    <addNotNullConstraint tableName="t" columnName="a" columnDataType="varchar(5)"/>
    <mergeColumns tableName="t" column1Name="a" column2Name="c" joinString=" " finalColumnName="m" finalColumnType="varchar(9)"/>
    <addPrimaryKey tableName="t" columnNames="x, m"/>
    <addLookupTable existingTableName="t" existingColumnName="m" newTableName="l" newColumnName="k" newColumnDataType="varchar(9)"/>
    <renameTable oldTableName="t" newTableName="u"/>
    <setColumnRemarks tableName="u" columnName="x" remarks="the key"/>
  </changeSet>`);
  assert.equal(columns(opened, 'u'), 'x int not null, m varchar(9) not null');
  assert.equal(columns(opened, 'l'), 'k varchar(9) not null');
  const ws = opened.engine.workspace;
  assert.equal(ws.columns(ws.answering(tableKey(['u']))[0]!.id).columns[0]!.description, 'the key');
});

test('columns that a change names must be there', () => {
  const opened = one(`<changeSet id="2" author="a">
    <dropColumn tableName="t" columnName="p"/>
    <insert tableName="t"><column name="s" valueNumeric="1"/></insert>
    <addForeignKeyConstraint baseTableName="t" baseColumnNames="u" referencedTableName="t" referencedColumnNames="x" constraintName="f"/>
  </changeSet>`);
  assert.deepEqual(findings(opened).filter(f => f.includes('unknown-table-column')).map(f => /column '(\w)'/.exec(f)![1]), ['p', 's', 'u']);
});

test('XML: references and sections keep their place, mistakes are told once', () => {
  const text = '<a><b x="1 &amp; 2">p &lt; q<!-- no --><![CDATA[ r < s ]]></b></a>';
  const { root, problems } = readXml(text);
  const b = root?.children[0];
  assert.ok(b?.kind === 'element');
  assert.equal(b.attributes[0]!.value, '1 & 2');
  assert.equal(wordsIn(text, b).replace(/\s+/g, ' '), 'p < q r < s ');
  assert.equal(wordsIn(text, b).length, b.content.end - b.content.start);
  assert.deepEqual(problems, []);
  const told = (broken: string): string[] => readXml(broken).problems.map(p => p.message);
  assert.deepEqual(told('<a><b></a>'), ['<b> is not closed before </a>']);
  assert.deepEqual(told('<a x=1/>'), ["The value of 'x' must stand in quotes", "The name of an attribute is expected"]);
  assert.deepEqual(told('<a x="1" x="2"/>'), ["The attribute 'x' is given twice"]);
  assert.deepEqual(told('<a>1 < 2</a>'), ["'<' starts a tag: write &lt; for the character"]);
  assert.deepEqual(told('<a></a></b>'), ['</b> closes nothing']);
});

test('XML: any text gives spans inside of it', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('<', '>', '/', '<a', '</a>', '<b x="', '"', "'", '=', ' ', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '<!', '&lt;', '&#60;', 'x'), { maxLength: 40 }), parts => {
    const text = parts.join('');
    const { root, problems } = readXml(text);
    const inside = ({ start, end }: { start: number; end: number }): boolean => start >= 0 && start <= end && end <= text.length;
    const stack = root ? [root] : [];
    while (stack.length > 0) {
      const e = stack.pop()!;
      assert.ok([e.span, e.content, e.nameSpan, ...e.attributes.map(a => a.span)].every(inside));
      assert.equal(wordsIn(text, e).length, e.content.end - e.content.start);
      for (const c of e.children) if (c.kind === 'element') stack.push(c);
    }
    assert.ok(problems.every(p => inside(p.span)));
  }));
});
