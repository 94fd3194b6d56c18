import assert from 'node:assert/strict';
import test from 'node:test';
import { openFixture } from '../../open';
import { columns } from './open';

function check(name: string, code: string, id: string, want: readonly string[]): void {
  test(name, () => assert.deepEqual(columns(`//- job.py\n${code}\n//- data/orders.csv\nid,customer,amount,day\n1,a,2.5,2024-01-01\n//- data/customers.csv\ncustomer,name,day\na,b,2024-01-01\n`, id), want));
}

const PANDAS = 'import pandas as pd\nf = pd.read_csv("data/orders.csv")\nc = pd.read_csv("data/customers.csv")\n';
const POLARS = 'import polars as pl\nf = pl.read_csv("data/orders.csv")\nc = pl.read_csv("data/customers.csv")\n';
const SPARK = 'from pyspark.sql import SparkSession, functions as F\nfrom pyspark.sql.window import Window\nspark = SparkSession.builder.getOrCreate()\nf = spark.read.csv("data/orders.csv", header=True)\n';

check('pandas: selection, assignment, renaming', `${PANDAS}f = f[["id", "amount"]].rename(columns={"id": "order_id"})\nf["net"] = f["amount"] / 1.19\nf.to_parquet("s3://x/y")`, 's3://x|y', ['order_id <- id', 'amount <- amount', 'net <- amount~']);
check('pandas: a merge with names on both sides', `${PANDAS}f.merge(c, on="customer").to_parquet("s3://x/y")`, 's3://x|y', ['id <- id', 'customer <- customer', 'amount <- amount', 'day_x <- day', 'name <- name', 'day_y <- day']);
check('pandas: groups', `${PANDAS}f.groupby("customer").agg(total=("amount", "sum"), n=("id", "count")).reset_index().to_parquet("s3://x/y")`, 's3://x|y', ['customer <- customer', 'total <- amount!', 'n <- id!']);
check('pandas: what one of two ways adds is not sure', `${PANDAS}if unknown:\n    f["extra"] = 1\nf.to_parquet("s3://x/y")`, 's3://x|y', ['id <- id', 'customer <- customer', 'amount <- amount', 'day <- day', 'extra', '…']);
check('Polars: expressions keep their first name', `${POLARS}f.select(pl.col("id") + 1, pl.col("amount").sum().alias("total"), pl.lit(1)).write_parquet("s3://x/y")`, 's3://x|y', ['id <- id~', 'total <- amount!', 'literal']);
check('Polars: the right side gets a suffix', `${POLARS}f.join(c, on="customer").write_parquet("s3://x/y")`, 's3://x|y', ['id <- id', 'customer <- customer', 'amount <- amount', 'day <- day', 'name <- name', 'day_right <- day']);
check('Spark: withColumn, drop, aggregates and windows', `${SPARK}w = Window.partitionBy("customer").orderBy("day")\nf.withColumn("n", F.row_number().over(w)).drop("day").groupBy("customer").agg(F.sum("amount").alias("total"), F.max("n")).write.mode("append").parquet("s3://x/y")`, 's3://x|y', ['customer <- customer', 'total <- amount!', 'max(n)']);
check('Spark: SQL in strings and over views', `${SPARK}f.selectExpr("id", "cast(amount as double) * 2 as twice").createOrReplaceTempView("v")\nspark.sql("select id, upper(twice) as t from v").write.mode("append").parquet("s3://x/y")`, 's3://x|y', ['id <- id', 't <- amount~']);
check('Spark: fields of parsed records', `${SPARK}from pyspark.sql.types import *\nschema = StructType([StructField("a", StringType()), StructField("b", LongType())])\nspark.readStream.format("kafka").option("subscribe", "t").load().select(F.from_json(F.col("value").cast("string"), schema).alias("d")).select("d.*").write.parquet("s3://x/y")`, 's3://x|y', ['a', 'b']);
check('Spark: loops over columns that are known', `${SPARK}for name in ["id", "day"]:\n    f = f.withColumnRenamed(name, f"{name}_old")\nf.write.mode("append").parquet("s3://x/y")`, 's3://x|y', ['id_old <- id', 'customer <- customer', 'amount <- amount', 'day_old <- day']);

/** The rule's findings on a file, as the text under them. */
function unknown(code: string): string[] {
  const opened = openFixture(`//- job.py\n${code}\n//- data/orders.csv\nid,customer,amount,day\n1,a,2.5,2024-01-01\n`);
  return opened.linter.lint('job.py').filter(f => f.finding.rule === 'unknown-column').map(f => opened.files.get('job.py')!.slice(f.finding.span.start, f.finding.span.end));
}

test('a column that is not there', () => {
  assert.deepEqual(unknown('import pandas as pd\nf = pd.read_csv("data/orders.csv")\nprint(f["amout"])\nf = f.drop(columns=["nix"])\ng = f.groupby("nope").size()'), ['amout', 'nix', 'nope']);
  assert.deepEqual(unknown(`${SPARK}f.select("id", "amount").withColumn("x", F.col("day")).write.mode("append").parquet("s3://x/y")`), ['day']);
  assert.deepEqual(unknown('import polars as pl\nf = pl.read_csv("data/orders.csv").select("id")\nf.with_columns(pl.col("amount").alias("x")).write_csv("s3://x/y")'), ['amount']);
});

test('what may be there is left alone', () => {
  // Spark finds in a filter what the select before it left out.
  assert.deepEqual(unknown(`${SPARK}f.select("id").where(F.col("day") > 1).orderBy("amount").write.mode("append").parquet("s3://x/y")`), []);
  assert.deepEqual(unknown('import pandas as pd\nimport other\nf = pd.read_csv("data/orders.csv")\nother.enrich(f)\nprint(f["new"])'), []);
  assert.deepEqual(unknown('import pandas as pd\nf = pd.read_csv("data/orders.csv")\nf.loc[:, "new"] = 1\nprint(f["new"])\ntry:\n    f["nix"]\nexcept KeyError:\n    pass'), []);
  assert.deepEqual(unknown('import pandas as pd\nf = pd.read_csv("data/orders.csv", skiprows=3)\nprint(f["new"])'), []);
  assert.deepEqual(unknown('import pandas as pd\nf = pd.read_csv("data/orders.csv")\nif "new" in f.columns:\n    print(f["new"])\nf["i"] = f.index\nprint(f.columns)'), []);
});
