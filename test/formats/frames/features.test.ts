import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { codeLenses } from '../../../server/src/features/codeLens';
import { complete } from '../../../server/src/features/completion';
import { definition } from '../../../server/src/features/definition';
import { hover } from '../../../server/src/features/hover';
import { documentSymbols } from '../../../server/src/features/symbols';
import { extractFrames } from '../../../server/src/formats/frames/extract';
import { extractScala } from '../../../server/src/formats/scala/extract';
import { requirementsIn } from '../../../server/src/formats/requirements/read';
import { openFixture } from '../../open';

const FILES = `//- jobs/a.py
import pandas as pd
orders = pd.read_csv("data/or$0ders.csv")
orders.to_parquet("s3://lake/orders.parquet")
//- data/orders.csv
id,amount
1,2.5
`;

test('hover, definition, outline and lens of a script', () => {
  const { engine, fixture } = openFixture(FILES);
  const { path, offset } = fixture.cursor!;
  const card = hover(engine.workspace, path, offset)!.markdown;
  assert.match(card, /CSV file/);
  assert.match(card, /`amount` \| double/);
  assert.ok(definition(engine.workspace, path, offset).some(d => d.file === 'data/orders.csv'));
  assert.deepEqual(documentSymbols(engine.workspace, path).map(s => [s.name, s.children.map(c => `${c.detail} ${c.name}`)]), [['a.py', ['reads data/orders.csv', 'writes s3://lake/orders.parquet']]]);
  assert.deepEqual(codeLenses(engine.workspace, path).map(l => l.title), ['reads 1 · writes 1']);
});

test('names of tables are completed', () => {
  const { engine, fixture } = openFixture(`//- a.py\nfrom pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\nspark.table("raw.orders").write.mode("append").saveAsTable("shop.orders")\n//- b.py\nimport pyspark\ndf = spark.table("sh$0")`);
  assert.deepEqual(complete(engine.workspace, 'b.py', fixture.cursor!.offset).items.map(i => i.label).filter(l => l.includes('.')).sort(), ['raw.orders', 'shop.orders']);
});

test('what a project requires', () => {
  const of = (path: string, text: string): string[] => requirementsIn(path, text).map(r => `${r.name} ${r.specifier}${r.pinned === null ? '' : ` = ${r.pinned}`}`);
  assert.deepEqual(of('requirements.txt', '# tools\npandas[parquet]>=2.0,<3  # frames\nPySpark==3.5.1 ; python_version > "3.8"\n-r other.txt\nkafka_python\ngit+https://x/y\n'), ['pandas >=2.0,<3', 'pyspark ==3.5.1 = 3.5.1', 'kafka-python ']);
  assert.deepEqual(of('pyproject.toml', '[project]\nname = "x"\ndependencies = [\n  "polars>=1.0", # frames\n  \'dbt-core~=1.9\',\n]\n[tool.poetry.dependencies]\npython = "^3.11"\nduckdb = "^1.0"\nredis = { version = "5.0.1", extras = ["x"] }\n'), ['polars >=1.0', 'dbt-core ~=1.9 = 1.9', 'python ^3.11 = 3.11', 'duckdb ^1.0 = 1.0', 'redis ==5.0.1 = 5.0.1']);
  assert.deepEqual(of('environment.yml', 'name: x\ndependencies:\n  - python=3.11\n  - conda-forge::pandas=2.1\n  - pip:\n      - dask==2024.1.0\n'), ['python =3.11 = 3.11', 'pandas =2.1 = 2.1', 'dask ==2024.1.0 = 2024.1.0']);
  assert.deepEqual(of('setup.cfg', '[options]\ninstall_requires =\n    boto3>=1.2\n    confluent-kafka\n[flake8]\nmax-line-length = 100\n'), ['boto3 >=1.2', 'confluent-kafka ']);
});

const CODE = 'import pandas as pd\nfrom pyspark.sql import functions as F\nf = pd.read_csv("a.csv", usecols=["a", "b"])\nf.loc[:, "c"] = f["a"].str.lower()\ng = f.merge(f, on=["a"]).groupby("a").agg(n=("b", "sum")).reset_index()\ng.to_parquet(f"s3://x/{y}")\nspark.sql("""select a, b from t join v using (c)""").withColumn("d", F.when(F.col("a") > 1, "x")).write.saveAsTable("u")\n';

test('broken code gives facts that lie within it', () => {
  const check = (text: string, path = 'a.py'): void => {
    const facts = path.endsWith('.scala') ? extractScala({ path, text }) : extractFrames({ path, text }, null);
    for (const r of facts.references) assert.ok(r.span.start >= 0 && r.span.end <= text.length && r.span.start <= r.span.end, text);
    for (const q of facts.queries) for (const s of q.query.scopes) for (const o of s.outputs) assert.ok(o.span.end <= text.length && o.expression.end <= text.length);
  };
  for (let n = 0; n <= CODE.length; n += 5) {
    check(CODE.slice(0, n));
    check(CODE.slice(0, n) + CODE.slice(n + 3));
  }
  const scala = 'import org.apache.spark.sql._\nval t = "x"\nspark.read.option("a", s"$b").parquet("s3://a/b").write.saveAsTable(t)\n';
  for (let n = 0; n <= scala.length; n++) check(scala.slice(0, n), 'a.scala');
  const notebook = JSON.stringify({ cells: [{ cell_type: 'code', source: CODE.split('\n').map(l => `${l}\n`) }] });
  for (let n = 0; n <= notebook.length; n += 11) check(notebook.slice(0, n), 'a.ipynb');
  fc.assert(fc.property(fc.array(fc.constantFrom(...CODE.split(/(?<=[().,"])/)), { maxLength: 40 }), parts => check(parts.join(''))), { numRuns: 100 });
});
