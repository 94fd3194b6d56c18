import assert from 'node:assert/strict';
import test from 'node:test';
import { openFixture } from '../../open';

const SHOP = `
  //- schema.sql
  create table shop.orders (id bigint, state text, amount numeric, customer_id bigint);
`;

/** The checks on shop.orders, as "assertion(columns) by tool". */
function checksOn(files: string, id = 'table|shop.orders'): string[] {
  const { engine } = openFixture(`${SHOP}${files}`);
  return engine.workspace.checks(id).map(c => `${c.check.assertion}(${c.check.columns.join(',')}) by ${c.check.tool}`).sort();
}

test('a ruleset of Terraform is about its target table, and a column that is not there is told', () => {
  const opened = openFixture(`${SHOP}
  //- quality.tf
  resource "aws_glue_data_quality_ruleset" "orders" {
    name    = "orders"
    ruleset = "Rules = [ IsComplete \\"id\\", ColumnValues \\"state\\" in [ \\"a\\", \\"b\\" ], IsUnique \\"nr\\" ]"
    target_table {
      database_name = "shop"
      table_name    = "orders"
    }
  }
`);
  const found = opened.engine.workspace.checks('table|shop.orders').map(c => `${c.check.assertion}(${c.check.columns.join(',')})`).sort();
  assert.deepEqual(found, ['accepted_values(state)', 'not_null(id)', 'unique(nr)']);
  assert.deepEqual(opened.linter.lint('quality.tf').filter(f => f.finding.rule === 'unknown-column-in-check').map(f => opened.files.get('quality.tf')!.slice(f.finding.span.start, f.finding.span.end)), ['nr']);
});

test('a ruleset of CloudFormation and of Python', () => {
  const yaml = checksOn(`
  //- template.yaml
  Resources:
    Orders:
      Type: AWS::Glue::DataQualityRuleset
      Properties:
        Name: orders
        Ruleset: |
          Rules = [
            IsPrimaryKey "id",
            RowCount > 10
          ]
        TargetTable:
          DatabaseName: shop
          TableName: orders
`);
  assert.deepEqual(yaml, ['not_null(id) by dqdl', 'row_count() by dqdl', 'unique(id) by dqdl']);
  const python = checksOn(`
  //- make.py
  import boto3
  boto3.client("glue").create_data_quality_ruleset(Name="orders", Ruleset="""Rules = [Completeness "state" >= 1, Uniqueness "id" > 0.9]""", TargetTable={"TableName": "orders", "DatabaseName": "shop"})
`);
  assert.deepEqual(python, ['not_null(state) by dqdl', 'uniqueness(id) by dqdl']);
});

test('checks of PyDeequ on a table that is read by its name, and of Deequ in Scala', () => {
  const python = checksOn(`
  //- check.py
  from pydeequ.checks import Check, CheckLevel
  from pydeequ.verification import VerificationSuite
  df = spark.table("shop.orders")
  check = Check(spark, CheckLevel.Error, "orders")
  VerificationSuite(spark).onData(df).addCheck(check.isComplete("id").isUnique("id").isContainedIn("state", ["a", "b"]).isNonNegative("amount")).run()
`);
  assert.deepEqual(python, ['accepted_values(state) by deequ', 'is_non_negative(amount) by deequ', 'not_null(id) by deequ', 'unique(id) by deequ']);
  const scala = checksOn(`
  //- Check.scala
  import com.amazon.deequ.VerificationSuite
  val df = spark.table("shop.orders")
  VerificationSuite().onData(df).addCheck(Check(CheckLevel.Error, "x").hasSize(_ > 5).isComplete("id").isContainedIn("state", Array("a", "b")))
`);
  assert.deepEqual(scala, ['accepted_values(state) by deequ', 'not_null(id) by deequ', 'row_count_condition() by deequ']);
});

test('a text put together at run time is read and not judged', () => {
  const opened = openFixture(`
  //- quality.tf
  resource "aws_glue_data_quality_ruleset" "orders" {
    ruleset = "Rules = [ IsComplete \\"\${var.key}\\", RowCount \${var.rows} ]"
  }
  //- job.py
  ruleset = f"""Rules = [ IsComplete "{key}", RowCount > {rows} ]"""
`);
  assert.deepEqual([...opened.files.keys()].flatMap(p => opened.linter.lint(p).filter(f => f.finding.rule === 'dqdl-invalid')), []);
});

test('a file of its own: what Primary names is the dataset', () => {
  const found = checksOn(`
  //- a.dqdl
  DataSources = { "Primary": "shop.orders" }
  Rules = [ (IsComplete "id") and (ColumnValues "amount" >= 0), ReferentialIntegrity "customer_id" "customers.id" = 1.0 ]
`);
  assert.deepEqual(found, ['accepted_range(amount) by dqdl', 'not_null(id) by dqdl', 'relationships(customer_id) by dqdl']);
});
