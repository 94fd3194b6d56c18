import assert from 'node:assert/strict';
import test from 'node:test';
import { lineage } from '../../server/src/features/lineage';
import { openFixture } from '../open';

/**
 * Shapes in which public repositories are written, each as a small workspace of our own: the edges that follow from its files
 * must all be there. `test/oracle/truth` asks the same of the repositories themselves.
 */
function graphOf(files: string): { readonly edges: readonly string[]; readonly jobs: readonly string[] } {
  const made = lineage(openFixture(files).engine.workspace, [], { root: '', columns: false });
  if (!('graph' in made)) assert.fail(made.problems.join());
  const { graph } = made;
  return {
    edges: graph.edges.map(e => `${e.from} -> ${e.to}`).sort(),
    jobs: graph.jobs.filter(j => j.reads.length + j.writes.length > 0).map(j => `${j.name}: ${j.reads.join(', ')} > ${j.writes.join(', ')}`).sort(),
  };
}

const FEEDS = `
//- deploy/Dockerfile
FROM python:3.12
ENV PYTHONPATH "\${PYTHONPATH}:/opt/app/library"
//- deploy/dags/settings.py
class Settings:
    FEEDS = {"en": ["https://one.example/rss", "https://two.example/rss/"], "fr": ["https://three.example/feed.xml"]}
    BROKERS = ["kafka:9092"]
    TOPIC = "articles"
//- deploy/dags/own_operators/__init__.py
from own_operators.feed import FeedOperator
//- deploy/dags/own_operators/feed.py
from airflow.models.baseoperator import BaseOperator
from feeds import Reader, Sender
from retrying import Again as again

class FeedOperator(BaseOperator):
    def __init__(self, url, brokers, topic, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.url = url
        self.brokers = brokers
        self.topic = topic

    @again(3)
    def execute(self, context):
        reader = Reader(self.url)
        with Sender(self.brokers) as sender:
            try:
                for item in reader.items():
                    sender.send(self.topic, item)
            except Exception as e:
                raise e
//- deploy/library/feeds/__init__.py
from feeds.reader import Reader
from feeds.sender import Sender
//- deploy/library/feeds/reader.py
from requests import get
from contextlib import closing

class Reader:
    def __init__(self, url):
        self.url = url

    def items(self):
        with closing(get(self.url, timeout=30)) as response:
            content = response.content
        for entry in content:
            yield entry
//- deploy/library/feeds/sender.py
from kafka import KafkaProducer

class Sender:
    def __init__(self, brokers):
        self._producer = self._connect(brokers)

    def _connect(self, brokers):
        return KafkaProducer(bootstrap_servers=brokers)

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self._producer.close()

    def send(self, topic, record):
        self._producer.send(topic, value=record).get(timeout=60)
//- deploy/dags/feeds_dag.py
from datetime import datetime
from airflow import DAG
from settings import Settings as settings
from own_operators import (
    FeedOperator,
)

def load(settings, url, dag):
    return FeedOperator(task_id=f"load_{url.split('/')[2]}", url=url, brokers=settings.BROKERS, topic=settings.TOPIC, dag=dag)

def make(name, urls):
    with DAG(name, schedule=None, start_date=datetime(2024, 1, 1)) as dag:
        [load(settings, url, dag) for url in urls]
    return dag

for language, urls in settings.FEEDS.items():
    globals()[f"feeds_{language}"] = make(f"feeds_{language}", urls)
`;

test('an operator of the workspace reads and writes what its execute does, with constants of another module', () => {
  const { edges } = graphOf(FEEDS);
  assert.deepEqual(edges, ['https://one.example/rss -> kafka:articles', 'https://three.example/feed.xml -> kafka:articles', 'https://two.example/rss -> kafka:articles']);
});

test('documents of a search index and models over collections read what connectors write', () => {
  const { edges, jobs } = graphOf(`
//- .env
SEARCH_INDEX=feed.app.articles
//- connect/sink.json
{ "name": "to-mongo", "config": { "connector.class": "com.mongodb.kafka.connect.MongoSinkConnector", "topics": "articles", "connection.uri": "mongodb://m:27017", "database": "app", "collection": "articles" } }
//- connect/source.json
{ "name": "from-mongo", "config": { "connector.class": "io.debezium.connector.mongodb.MongoDbConnector", "mongodb.hosts": "rs0/m:27017", "mongodb.name": "feed", "database.whitelist": "app" } }
//- connect/search.json
{ "name": "to-search", "config": { "connector.class": "io.confluent.connect.elasticsearch.ElasticsearchSinkConnector", "connection.url": "http://es:9200", "topics": "feed.app.articles" } }
//- web/manage.py
import os
os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site.settings')
//- web/site/settings.py
DATABASES = {'default': {'ENGINE': 'djongo', 'NAME': 'app'}}
//- web/articles/models.py
from django.db import models

class Article(models.Model):
    title = models.CharField(max_length=300)

    class Meta:
        db_table = "articles"
//- web/search/documents.py
import os
from django_elasticsearch_dsl import Document, Index

index = Index(os.environ["SEARCH_INDEX"])

@index.doc_type
class ArticleDocument(Document):
    pass

class Fixed(Document):
    class Index:
        name = "fixed"
`);
  assert.deepEqual(edges, ['kafka:articles -> mongodb:app.articles', 'kafka:feed.app.articles -> elasticsearch:feed.app.articles', 'mongodb:app.articles -> kafka:feed.app.articles']);
  assert.ok(jobs.includes('Article: mongodb:app.articles > '), jobs.join('; '));
  assert.ok(jobs.includes('ArticleDocument: elasticsearch:feed.app.articles > '), jobs.join('; '));
  assert.ok(jobs.includes('Fixed: elasticsearch:fixed > '));
});

test('a Flink program that renders its DDL and statements from files means the tables of those files', () => {
  const { edges } = graphOf(`
//- database/init.sql
CREATE TABLE shop.totals (customer TEXT, total NUMERIC);
//- job/main.py
from jinja2 import Environment, FileSystemLoader
from pyflink.datastream import StreamExecutionEnvironment
from pyflink.table import StreamTableEnvironment

def sql(name, env=Environment(loader=FileSystemLoader("job/"))):
    return env.get_template(f"{name}.sql").render({"topic": "orders", "table": "shop.totals"})

t_env = StreamTableEnvironment.create(StreamExecutionEnvironment.get_execution_environment())
t_env.execute_sql(sql("source"))
t_env.execute_sql(sql("sink"))
statements = t_env.create_statement_set()
statements.add_insert_sql(sql("process"))
statements.execute()
//- job/source.sql
CREATE TABLE orders (customer STRING, amount DOUBLE) WITH ('connector' = 'kafka', 'topic' = '{{ topic }}', 'format' = 'json');
//- job/sink.sql
CREATE TABLE totals (customer STRING, total DOUBLE) WITH ('connector' = 'jdbc', 'url' = 'jdbc:postgresql://p/p', 'table-name' = '{{ table }}');
//- job/process.sql
INSERT INTO totals SELECT customer, SUM(amount) FROM orders GROUP BY customer;
`);
  assert.deepEqual(edges.filter(e => e.startsWith('kafka')), ['kafka:orders -> table:orders']);
  assert.ok(edges.includes('table:orders -> table:totals'), edges.join('; '));
  assert.ok(edges.includes('table:totals -> table:shop.totals'), edges.join('; '));
});
