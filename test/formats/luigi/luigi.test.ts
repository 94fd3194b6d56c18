import assert from 'node:assert/strict';
import test from 'node:test';
import { lineage } from '../../../server/src/features/lineage';
import { documentSymbols } from '../../../server/src/features/symbols';
import { luigi } from '../../../server/src/formats/luigi';
import { openFixture } from '../../open';
import { robust } from '../robust';

const CODE = `import luigi
from luigi.contrib.s3 import S3Target
from luigi.contrib.postgres import CopyToTable, PostgresQuery
from luigi.util import inherits, requires


class settings(luigi.Config):
    root = luigi.Parameter(default="data")


class RawOrders(luigi.ExternalTask):
    """Orders as the shop sends them."""
    day = luigi.DateParameter()

    def output(self):
        return luigi.LocalTarget(f"{settings().root}/orders/{self.day}.csv")


class Extract(luigi.Task):
    day = luigi.DateParameter()
    table = luigi.Parameter()

    def output(self):
        return luigi.LocalTarget("staging/%s.csv" % self.table)


class Clean(luigi.Task):
    day = luigi.DateParameter()
    retry_count = 3

    def requires(self):
        return {"orders": RawOrders(day=self.day), "people": self.clone(Extract, table="people")}

    def output(self):
        return S3Target("s3://lake/clean.parquet")

    def run(self):
        with self.input()["orders"].open() as source:
            pass


@requires(Clean)
class Load(CopyToTable):
    table = "raw.orders"
    columns = [("id", "INT"), ("amount", "NUMERIC")]


@inherits(Load)
class Summary(PostgresQuery):
    table = "mart.summary"
    query = "insert into mart.summary select id from raw.orders"

    def requires(self):
        return self.clone_parent()


class Everything(luigi.WrapperTask):
    def requires(self):
        yield Summary()
        yield Extract(table="shops")
`;

function jobs(files: string): { readonly [id: string]: string } {
  const result = lineage(openFixture(files).engine.workspace, [], { root: '', columns: false });
  assert.ok(!('problems' in result));
  return Object.fromEntries(result.graph.jobs.map(j => [j.id.replace('luigi:', ''), `${j.reads.join(' ')} -> ${j.writes.join(' ')} after ${j.upstream.join(' ').replace(/luigi:/g, '')}`]));
}

test('tasks with what they require, read and make', () => {
  assert.deepEqual(jobs(`//- jobs.py\n${CODE}`), {
    'RawOrders@jobs.py': ' ->  after ',
    'Extract@jobs.py': ' -> path:staging/${table}.csv path:staging/people.csv path:staging/shops.csv after ',
    'Clean@jobs.py': 'path:data/orders/${day}.csv path:staging/people.csv -> s3://lake/clean.parquet after Extract@jobs.py RawOrders@jobs.py',
    'Load@jobs.py': 's3://lake/clean.parquet -> table:raw.orders after Clean@jobs.py',
    'Summary@jobs.py': 'table:raw.orders -> table:mart.summary after Load@jobs.py',
    'Everything@jobs.py': ' ->  after Extract@jobs.py Summary@jobs.py',
  });
});

test('tasks and base classes of other modules', () => {
  const found = jobs(`//- etl/base.py
import luigi


class Base(luigi.Task):
    day = luigi.DateParameter()

    def output(self):
        return luigi.LocalTarget(f"out/{self.name}.csv")
//- etl/raw.py
from etl.base import Base
import luigi


class Raw(Base):
    name = "raw"
//- etl/load.py
import luigi
from etl.raw import Raw


class Load(luigi.Task):
    def requires(self):
        return Raw()

    def run(self):
        self.input().open()
`);
  assert.equal(found['Raw@etl/raw.py'], ' -> path:out/raw.csv after ');
  assert.equal(found['Load@etl/load.py'], 'path:out/raw.csv ->  after Raw@etl/raw.py');
});

test('the columns of a table that a task fills, and what it is in words', () => {
  const { engine } = openFixture(`//- jobs.py\n${CODE}`);
  assert.deepEqual(engine.workspace.columns('table|raw.orders').columns.map(c => `${c.name} ${c.type}`), ['id INT', 'amount NUMERIC']);
  const task = engine.workspace.entity('luigi|Clean@jobs.py');
  assert.deepEqual(task?.attributes.more?.['facts'], ['parameters day', 'retry count 3']);
  assert.equal(engine.workspace.entity('luigi|RawOrders@jobs.py')?.attributes.description, 'Orders as the shop sends them.');
  assert.deepEqual(documentSymbols(engine.workspace, 'jobs.py').map(o => o.name).slice(0, 3), ['RawOrders', 'Extract', 'Clean']);
});

test('a class that only inherits from something unknown is a task if it has what tasks have', () => {
  assert.deepEqual(Object.keys(jobs(`//- jobs.py
import luigi
from elsewhere import Base


class A(Base):
    def output(self):
        return luigi.LocalTarget("a.csv")

    def run(self):
        pass


class B(Base):
    pass


class S(luigi.Config):
    x = luigi.Parameter()
`)), ['A@jobs.py']);
});

robust(luigi, { 'jobs.py': CODE.slice(0, CODE.indexOf('\n\n@requires')) + '\n\n@requires(Clean)\nclass L(luigi.Task):\n    pass\n' }, 'import luigi');
