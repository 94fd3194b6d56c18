import assert from 'node:assert/strict';
import test from 'node:test';
import { openFixture } from '../../open';
import { flows } from './open';

function check(name: string, text: string, want: readonly string[]): void {
  test(name, () => assert.deepEqual(flows(text), [...want].sort()));
}

const SPARK = 'from pyspark.sql import SparkSession, functions as F\nspark = SparkSession.builder.appName("x").getOrCreate()\n';
const spark = (body: string): string => `//- jobs/a.py\n${SPARK}${body}`;
const python = (body: string): string => `//- jobs/a.py\n${body}`;

check('formats, options and modes in any order', spark(`
df = spark.read.option("header", True).format("csv").load("s3a://lake/raw/orders/*.csv")
df.write.option("path", "gs://lake/orders").mode("overwrite").format("parquet").save()
`), ['spark|jobs/a.py: s3://lake|raw/orders -> gs://lake|orders']);

check('a stream from Kafka to a table', spark(`
spark.readStream.format("kafka").option("subscribe", "orders,refunds").load().writeStream.option("checkpointLocation", "/c").toTable("shop.events")
`), ['spark|jobs/a.py: kafka|orders -> table|shop.events', 'spark|jobs/a.py: kafka|refunds -> table|shop.events']);

check('SQL over temp views, and an INSERT', spark(`
spark.table("raw.orders").filter("amount > 0").createOrReplaceTempView("good")
spark.sql("select * from good join raw.customers using (customer_id)").write.saveAsTable("shop.sales")
spark.sql("insert into shop.copy select * from good")
`), ['spark|jobs/a.py: table|raw.orders -> table|shop.sales', 'spark|jobs/a.py: table|raw.customers -> table|shop.sales', 'spark|jobs/a.py: table|raw.orders -> table|shop.copy']);

check('a Delta merge, foreachBatch and writeTo', spark(`
from delta.tables import DeltaTable
def upsert(batch, n):
    DeltaTable.forName(spark, "shop.state").alias("t").merge(batch.alias("s"), "t.id = s.id").whenMatchedUpdateAll().execute()
spark.readStream.table("raw.events").writeStream.foreachBatch(upsert).option("checkpointLocation", "/c").start()
spark.table("raw.events").writeTo("lake.shop.all").append()
`), ['spark|jobs/a.py: table|raw.events -> table|shop.state', 'spark|jobs/a.py: table|raw.events -> table|lake.shop.all']);

check('declarative pipelines', `//- pipeline.py
import dlt
from pyspark.sql import functions as F
@dlt.table(name="bronze")
def load():
    return spark.readStream.format("cloudFiles").option("cloudFiles.format", "json").load("s3://lake/in")
@dlt.table
def silver():
    return dlt.read_stream("bronze").where("id is not null")
`, ['spark|pipeline.py:load: s3://lake|in -> table|bronze', 'spark|pipeline.py:silver: table|bronze -> table|silver']);

check('modules of the workspace are followed, and positions stay those of the file', `//- jobs/lib/io.py
def load(spark, topic):
    return spark.readStream.format("kafka").option("subscribe", topic).load()
def store(df, path):
    return df.writeStream.format("parquet").option("path", path).option("checkpointLocation", "/c")
//- jobs/a.py
import os
from lib.io import *
BUCKET = os.getenv("LAKE", "lake-dev")
store(load(spark, "orders"), f"gs://{BUCKET}/orders").start()
`, ['spark|jobs/a.py: kafka|orders -> gs://${LAKE}|orders']);

check('a variable of the environment and its default are one place', `//- a.py
import os
import pandas as pd
pd.read_csv(f"s3://{os.environ.get('LAKE', 'lake')}/in.csv").to_parquet("s3://other/x.parquet")
//- b.py
import pandas as pd
pd.read_json("s3://src/x.json").to_csv("s3://lake/in.csv")
`, ['python|a.py: s3://${LAKE}|in.csv -> s3://other|x.parquet', 'python|b.py: s3://src|x.json -> s3://${LAKE}|in.csv']);

check('pandas, SQL by the connection, to_sql', python(`
import pandas as pd
from sqlalchemy import create_engine
engine = create_engine("postgresql://x/y")
orders = pd.read_sql("select * from raw.orders", engine)
orders.merge(pd.read_sql_table("customers", engine, schema="raw"), on="id").to_sql("sales", engine, schema="mart", if_exists="replace")
`), ['python|jobs/a.py: table|raw.orders -> table|mart.sales', 'python|jobs/a.py: table|raw.customers -> table|mart.sales']);

check('Polars and DuckDB over frames and files', python(`
import duckdb
import polars as pl
lf = pl.scan_parquet("s3://lake/orders/**/*.parquet")
lf.filter(pl.col("x") > 1).sink_parquet("s3://lake/good.parquet")
small = lf.collect()
duckdb.sql("select * from small join 's3://lake/c.csv' using (id)").df().to_csv("s3://lake/out.csv")
`), ['python|jobs/a.py: s3://lake|orders -> s3://lake|good.parquet', 'python|jobs/a.py: s3://lake|orders -> s3://lake|out.csv', 'python|jobs/a.py: s3://lake|c.csv -> s3://lake|out.csv']);

check('Kafka clients', `//- a.py
from confluent_kafka import Consumer, Producer
def main():
    consumer = Consumer({"group.id": "x"})
    consumer.subscribe(["orders"])
    producer = Producer({})
    producer.produce("orders.dlq", b"")
main()
//- b.py
from aiokafka import AIOKafkaConsumer
from kafka import KafkaProducer
c = AIOKafkaConsumer("orders.dlq", bootstrap_servers="x")
KafkaProducer().send("again", b"x")
`, ['python|a.py: kafka|orders -> kafka|orders.dlq', 'python|b.py: kafka|orders.dlq -> kafka|again']);

check('other brokers and stores', python(`
import boto3, redis, pulsar
from azure.eventhub import EventHubProducerClient
from google.cloud import pubsub_v1, storage, bigquery
boto3.client("kinesis").put_record(StreamName="clicks", Data=b"", PartitionKey="a")
boto3.client("s3").put_object(Bucket="lake", Key="x/y.json", Body=b"")
boto3.resource("s3").Bucket("lake").download_file("in.csv", "/tmp/in.csv")
redis.Redis().xadd("events", {})
pulsar.Client("pulsar://x").create_producer("orders")
EventHubProducerClient.from_connection_string("c", eventhub_name="hub").send_batch([])
p = pubsub_v1.PublisherClient()
p.publish(p.topic_path("proj", "topic"), b"")
storage.Client().bucket("b").blob("o.csv").upload_from_string("")
bigquery.Client().query("insert into ds.t select * from ds.s")
`), [
  'python|jobs/a.py: s3://lake|in.csv -> kinesis|clicks', 'python|jobs/a.py: s3://lake|in.csv -> s3://lake|x/y.json', 'python|jobs/a.py: s3://lake|in.csv -> redis|events', 'python|jobs/a.py: s3://lake|in.csv -> pulsar|public/default/orders', 'python|jobs/a.py: s3://lake|in.csv -> eventhub|hub', 'python|jobs/a.py: s3://lake|in.csv -> pubsub|topic',
  'python|jobs/a.py: s3://lake|in.csv -> gs://b|o.csv', 'python|jobs/a.py: table|ds.s -> table|ds.t', 'python|jobs/a.py: table|ds.s -> eventhub|hub', 'python|jobs/a.py: table|ds.s -> gs://b|o.csv', 'python|jobs/a.py: table|ds.s -> kinesis|clicks', 'python|jobs/a.py: table|ds.s -> pubsub|topic', 'python|jobs/a.py: table|ds.s -> pulsar|public/default/orders', 'python|jobs/a.py: table|ds.s -> redis|events', 'python|jobs/a.py: table|ds.s -> s3://lake|x/y.json',
]);

check('functions that nothing calls are jobs of their own; loops over known lists are unrolled', python(`
import pandas as pd
def load(name):
    pd.read_csv(f"s3://lake/{name}.csv").to_parquet("s3://lake/fixed.parquet")
class Job:
    source = "s3://lake/in.csv"
    def run(self):
        pd.read_csv(self.source).to_csv("s3://lake/out.csv")
for n in ["a", "b"]:
    pd.read_csv(f"s3://lake/{n}.csv").to_parquet(f"s3://lake/{n}.parquet")
`), [
  'python|jobs/a.py: s3://lake|a.csv -> s3://lake|a.parquet', 'python|jobs/a.py: s3://lake|b.csv -> s3://lake|b.parquet', 'python|jobs/a.py:Job.run: s3://lake|in.csv -> s3://lake|out.csv', 'python|jobs/a.py:load: s3://lake|${name}.csv -> s3://lake|fixed.parquet',
]);

check('local files are found from the file\'s folder and those around it', `//- etl/jobs/a.py
import pandas as pd
from pathlib import Path
HERE = Path(__file__).parent
pd.read_csv("data/orders.csv").to_csv("out/x.csv")
pd.read_csv(HERE / "local.csv").to_csv("out/y.csv")
//- etl/data/orders.csv
id,amount
1,2
//- etl/jobs/local.csv
a,b
1,2
`, ['python|etl/jobs/a.py: path|etl/data/orders.csv -> path|out/x.csv', 'python|etl/jobs/a.py: path|etl/jobs/local.csv -> path|out/y.csv']);

check('SQL files, templates and Flink tables with connectors', `//- job.py
from jinja2 import Environment, FileSystemLoader
from pyflink.table import StreamTableEnvironment
t = StreamTableEnvironment.create(None)
env = Environment(loader=FileSystemLoader("sql/"))
t.execute_sql(env.get_template("orders.sql.j2").render({"topic": "orders"}))
t.execute_sql(open("sql/sink.txt").read())
t.execute_sql("insert into sink select id from orders")
//- sql/orders.sql.j2
create table orders (id int) with ('connector' = 'kafka', 'topic' = '{{ topic }}')
//- sql/sink.txt
create table sink (id int) with ('connector' = 'jdbc', 'table-name' = 'shop.ids')
`, ['flink|job.py: flink|orders@job.py -> flink|sink@job.py', 'flink|job.py: flink|sink@job.py -> table|shop.ids', 'flink|job.py: kafka|orders -> flink|orders@job.py']);

check('nothing is made of names that only a run knows', python(`
import sys
import pandas as pd
pd.read_csv(sys.argv[1]).to_csv(sys.argv[2])
def f(path, table, con):
    pd.read_parquet(path).to_sql(table, con)
`), []);

check('Scala reads and writes', `//- src/Job.scala
import org.apache.spark.sql.SparkSession
object Job {
  val Topic = "orders"
  def main(args: Array[String]): Unit = {
    val spark = SparkSession.builder().appName("x").getOrCreate()
    // spark.read.parquet("s3://no/no")
    val orders = spark.read.format("kafka").option("subscribe", Topic).load()
    val customers = spark.table("raw.customers")
    orders.join(customers, "id").write.mode("overwrite").saveAsTable("shop.sales")
    spark.sql("""insert into shop.copy select * from raw.customers""")
    spark.read.parquet(s"s3://lake/$env/in").write.parquet("s3://lake/out")
  }
}
`, ['spark|src/Job.scala: kafka|orders -> table|shop.sales', 'spark|src/Job.scala: table|raw.customers -> table|shop.sales', 'spark|src/Job.scala: table|raw.customers -> table|shop.copy', 'spark|src/Job.scala: s3://lake|${env}/in -> s3://lake|out']);

check('Jupyter and Databricks notebooks', `//- a.ipynb
{"cells": [{"cell_type": "markdown", "source": ["pd.read_csv('s3://no/no')"]}, {"cell_type": "code", "source": ["import pandas as pd\\n", "%matplotlib inline\\n", "df = pd.read_csv(\\"s3://lake/a.csv\\")\\n", "df.to_csv('s3://lake/b.csv')"]}, {"cell_type": "code", "source": "%%sql\\ncreate table t.u as select * from t.v"}], "metadata": {"kernelspec": {"language": "python"}}}
//- b.py
# Databricks notebook source
df = spark.table("raw.a")
df.createOrReplaceTempView("v")
# COMMAND ----------
# MAGIC %sql
# MAGIC create or replace table shop.b as
# MAGIC select * from v
# COMMAND ----------
# MAGIC %md
# MAGIC select * from nothing
`, ['python|a.ipynb: s3://lake|a.csv -> s3://lake|b.csv', 'python|a.ipynb: table|t.v -> table|t.u', 'spark|b.py: table|raw.a -> table|shop.b']);

check('the functions that Airflow tasks run are the tasks', `//- dags/a.py
import pandas as pd
from airflow.sdk import DAG, task
from airflow.providers.standard.operators.python import PythonOperator
def load():
    pd.read_csv("s3://lake/in.csv").to_parquet("s3://lake/out.parquet")
with DAG("d"):
    PythonOperator(task_id="load_it", python_callable=load)
    @task
    def more():
        pd.read_parquet("s3://lake/out.parquet").to_csv("s3://lake/more.csv")
    more()
`, ['airflow|d.load_it: s3://lake|in.csv -> s3://lake|out.parquet', 'airflow|d.more: s3://lake|out.parquet -> s3://lake|more.csv']);

test('a table that a Flink program makes is the one that SQL files name', () => {
  const program = `
from pyflink.table import TableEnvironment
t = TableEnvironment.create()
t.execute_sql("CREATE TABLE src (id BIGINT) WITH ('connector' = 'kafka', 'topic' = 'orders')")
t.execute_sql("INSERT INTO enriched SELECT id FROM src")
`;
  const one = openFixture(`
  //- job.py${program.replace(/\n/g, '\n  ')}
  //- more.sql
  INSERT INTO totals SELECT id FROM src;
  `);
  assert.deepEqual(one.engine.workspace.inputs('table|totals').map(i => i.from), ['flink|src@job.py']);
  one.engine.apply([{ path: 'ddl.sql', text: "CREATE TABLE src (id BIGINT) WITH ('connector' = 'kafka', 'topic' = 'orders');" }]);
  assert.deepEqual(['table|totals', 'table|enriched'].map(t => one.engine.workspace.inputs(t).map(i => i.from).join()), ['table|src', 'table|src']);
});

check('whoever takes records from a consumer reads its topics', python(`
import faust
from confluent_kafka import Consumer, Producer
c = Consumer({"bootstrap.servers": "k", "group.id": "g"})
c.subscribe(["orders"])
p = Producer({"bootstrap.servers": "k"})
def run():
    p.produce("clean", c.poll(1.0).value())
app = faust.App("a")
topic = app.topic("f_in")
@app.agent(topic)
async def process(records):
    await app.topic("f_out").send(value=1)
`), ['python|jobs/a.py: kafka|orders ->', 'python|jobs/a.py:process: kafka|f_in -> kafka|f_out', 'python|jobs/a.py:run: kafka|orders -> kafka|clean']);

check('a producer and a consumer of Pulsar that a function uses', python(`
import pulsar
client = pulsar.Client("pulsar://x:6650")
consumer = client.subscribe("p_in", "sub")
def loop(producer):
    client.create_producer("p_out").send(consumer.receive().data())
`), ['python|jobs/a.py: pulsar|public/default/p_in ->', 'python|jobs/a.py:loop: pulsar|public/default/p_in -> pulsar|public/default/p_out']);

check('copies of DuckDB and loads of BigQuery', python(`
import duckdb
from google.cloud import bigquery
duckdb.connect().execute("COPY d.o TO 's3://b/out.csv'")
bigquery.Client().load_table_from_uri("gs://b/f.csv", "p.d.t")
`), ['python|jobs/a.py: gs://b|f.csv -> table|p.d.t', 'python|jobs/a.py: table|d.o -> s3://b|out.csv']);

check('views of a pipeline, and changes that it applies', `//- pipeline.py
from pyspark import pipelines as dp
@dp.temporary_view
def fresh():
    return spark.read.table("raw.orders")
@dp.materialized_view
def totals():
    return spark.read.table("fresh").groupBy("id").count()
dp.create_auto_cdc_flow(target="history", source="raw.orders", keys=["id"], sequence_by="at")
`, ['spark|pipeline.py: table|raw.orders -> table|history', 'spark|pipeline.py:fresh: table|raw.orders -> table|fresh', 'spark|pipeline.py:totals: table|fresh -> table|totals']);

check('a table that is made empty', spark(`
from delta.tables import DeltaTable
old = spark.table("shop.old")
DeltaTable.createIfNotExists(spark).tableName("shop.made").addColumn("id", "INT").execute()
`), ['spark|jobs/a.py: table|shop.old -> table|shop.made']);

check('collections, workbooks, SQL over frames', `//- jobs/a.py
import pandas as pd
import polars as pl
spark.read.format("mongodb").option("database", "shop").option("collection", "carts").load().write.format("mongodb").option("database", "shop").option("collection", "copies").mode("append").save()
with pd.ExcelWriter("book.xlsx") as book:
    pd.read_csv("a.csv").to_excel(book)
b = pl.scan_csv("b.csv")
pl.sql("select id from b").collect().write_csv("c.csv")
pl.SQLContext(frames={"t": b}).execute("select id from t").collect().write_parquet("d.parquet")
`, ['spark|jobs/a.py: mongodb|shop.carts -> mongodb|shop.copies', 'spark|jobs/a.py: path|a.csv -> path|book.xlsx', 'spark|jobs/a.py: path|b.csv -> path|c.csv', 'spark|jobs/a.py: path|b.csv -> path|d.parquet']);
