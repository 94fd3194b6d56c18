import assert from 'node:assert/strict';
import test from 'node:test';
import { lineage } from '../../../server/src/features/lineage';
import { openFixture } from '../../open';

/** `from -> to (job)` of all edges, then `job reads a writes b`, sorted. */
function graph(files: string): string[] {
  const result = lineage(openFixture(files).engine.workspace, [], { root: '', columns: false });
  if ('problems' in result) assert.fail(result.problems.join());
  return result.graph.edges.map(e => `${e.from} -> ${e.to}${e.job ? ` (${e.job})` : ''}${e.confidence === 'likely' ? ' likely' : ''}`).sort();
}

test('Terraform: a stream through Firehose into a bucket, names from variables and other resources', () => {
  assert.deepEqual(graph(`
    //- infra/variables.tf
    variable "env" { default = "prod" }
    locals { lake = "acme-lake" }
    //- infra/main.tf
    resource "aws_kinesis_stream" "orders" { name = "orders-\${var.env}" }
    resource "aws_s3_bucket" "lake" { bucket = local.lake }
    resource "aws_kinesis_firehose_delivery_stream" "f" {
      name = "to-lake"
      kinesis_source_configuration { kinesis_stream_arn = aws_kinesis_stream.orders.arn }
      extended_s3_configuration { bucket_arn = aws_s3_bucket.lake.arn }
    }
  `), ['kinesis:orders-prod -> s3://acme-lake/ (firehose:to-lake)']);
});

test('Terraform: tables over files, queues, subscriptions, SQL of a scheduled query', () => {
  assert.deepEqual(graph(`
    //- main.tf
    resource "aws_glue_catalog_table" "orders" {
      database_name = "raw"
      name = "orders"
      storage_descriptor {
        location = "s3://lake/orders/"
        columns {
          name = "id"
          type = "bigint"
        }
      }
    }
    resource "google_pubsub_topic" "t" { name = "events" }
    resource "google_pubsub_subscription" "s" {
      name = "to-bq"
      topic = google_pubsub_topic.t.id
      bigquery_config { table = "proj.raw.events" }
    }
    resource "google_bigquery_data_transfer_config" "q" {
      display_name = "daily"
      params = { query = "insert into mart.daily select * from raw.events" }
    }
  `), [
    'pubsub:events -> table:raw.events (terraform::google_pubsub_subscription.s) likely',
    's3://lake/orders -> table:raw.orders',
    'table:raw.events -> table:mart.daily (terraform::google_bigquery_data_transfer_config.q) likely',
  ]);
});

test('CloudFormation: the same resources by logical ids', () => {
  assert.deepEqual(graph(`
    //- template.yaml
    AWSTemplateFormatVersion: "2010-09-09"
    Resources:
      Orders: {Type: "AWS::Kinesis::Stream", Properties: {Name: orders}}
      Lake: {Type: "AWS::S3::Bucket", Properties: {BucketName: lake}}
      ToLake:
        Type: AWS::KinesisFirehose::DeliveryStream
        Properties:
          DeliveryStreamName: to-lake
          KinesisStreamSourceConfiguration: {KinesisStreamARN: !GetAtt Orders.Arn}
          ExtendedS3DestinationConfiguration:
            BucketARN: {"Fn::GetAtt": [Lake, Arn]}
  `), ['kinesis:orders -> s3://lake/ (firehose:to-lake)']);
});

test('columns of BigQuery schemas stand in the graph, with places in the text', () => {
  const opened = openFixture(`
    //- main.tf
    resource "google_bigquery_table" "o" {
      dataset_id = "shop"
      table_id = "orders"
      schema = <<EOF
    [{"name": "id", "type": "INTEGER", "mode": "REQUIRED"}, {"name": "tags", "type": "STRING", "mode": "REPEATED"}]
    EOF
    }
    resource "google_bigquery_table" "p" {
      dataset_id = "shop"
      table_id = "people"
      schema = jsonencode([{ name = "email", type = "STRING", description = "Mail" }])
    }
  `);
  const ws = opened.engine.workspace;
  assert.deepEqual(ws.columns('table|shop.orders').columns.map(c => [c.name, c.type, c.nullable]), [['id', 'integer', false], ['tags', 'array<string>', true]]);
  assert.equal(ws.columns('table|shop.orders').complete, true);
  assert.deepEqual(ws.columns('table|shop.people').columns.map(c => [c.name, c.description]), [['email', 'Mail']]);
  const text = opened.files.get('main.tf')!;
  const declared = ws.places('table|shop.orders')[0]!.declaration.columns[0]!;
  assert.equal(text.slice(declared.nameSpan.start, declared.nameSpan.end), 'id');
});

test('compose: topics of variables and commands', () => {
  const ws = openFixture(`
    //- docker-compose.yml
    services:
      kafka:
        image: wurstmeister/kafka:2.13
        environment: {KAFKA_CREATE_TOPICS: "orders:3:1,returns:1:1"}
      init:
        image: confluentinc/cp-kafka:7.6.0
        command: bash -c "kafka-topics --create --if-not-exists --topic payments --partitions 6 --replication-factor 1 --bootstrap-server kafka:9092"
  `).engine.workspace;
  assert.deepEqual(ws.entitiesOf('kafka.topic').map(e => [e.name, e.attributes.config?.['partitions']]).sort(), [['orders', 3], ['payments', 6], ['returns', 1]]);
});

test('pipeline tools: what they read and write', () => {
  assert.deepEqual(graph(`
    //- shop-cdc.yaml
    source: {type: mysql, hostname: db, username: u, password: p, tables: "shop.orders,shop.items"}
    sink: {type: kafka, properties.bootstrap.servers: "k:9092"}
    route:
      - {source-table: shop.orders, sink-table: cdc.orders}
    pipeline: {name: shop}
  `), ['table:shop.items -> kafka:shop.items (flink-cdc:shop) likely', 'table:shop.orders -> kafka:cdc.orders (flink-cdc:shop) likely']);
  assert.deepEqual(graph(`
    //- vector.yaml
    sources:
      in: {type: kafka, topics: [orders], bootstrap_servers: k, group_id: v}
    transforms:
      clean: {type: remap, inputs: [in], source: "."}
    sinks:
      lake: {type: aws_s3, inputs: [clean], bucket: lake}
  `), ['kafka:orders -> s3://lake/ (vector.part:vector.yaml#lake)']);
  assert.deepEqual(graph(`
    //- connect.yaml
    input: {kafka_franz: {seed_brokers: [k], topics: [orders, returns]}}
    output: {fallback: [{aws_s3: {bucket: lake}}, {kafka_franz: {seed_brokers: [k], topic: dead}}]}
  `), ['kafka:orders -> kafka:dead (redpanda-connect:connect.yaml)', 'kafka:orders -> s3://lake/ (redpanda-connect:connect.yaml)', 'kafka:returns -> kafka:dead (redpanda-connect:connect.yaml)', 'kafka:returns -> s3://lake/ (redpanda-connect:connect.yaml)']);
  assert.deepEqual(graph(`
    //- function.yaml
    name: enrich
    className: Enrich
    inputs: ["persistent://shop/in/orders"]
    output: orders-enriched
  `), ['pulsar:shop/in/orders -> pulsar:public/default/orders-enriched (pulsar:enrich)']);
  assert.deepEqual(graph(`
    //- supervisor.json
    {"type": "kafka", "spec": {"dataSchema": {"dataSource": "orders", "timestampSpec": {"column": "at"}}, "ioConfig": {"type": "kafka", "topic": "orders", "consumerProperties": {}}}}
  `), ['kafka:orders -> druid:orders (druid.ingestion:orders)']);
  assert.deepEqual(graph(`
    //- replication.yaml
    source: PG
    target: LAKE
    defaults: {object: "raw.{stream_table}", mode: full-refresh}
    streams:
      public.orders:
  `), ['table:public.orders -> table:raw.orders (sling:replication.yaml#public.orders) likely']);
});

test('Terraform: modules of the workspace are entered with their arguments, as often as they are called', () => {
  const files = `
    //- infra/main.tf
    provider "aws" {}
    locals {
      env    = "prod"
      topics = { orders = 30, returns = 7 }
      lakes  = toset(["raw", "clean"])
    }
    module "stream" {
      source   = "../modules/stream"
      for_each = local.topics
      name     = "\${local.env}-\${each.key}"
      days     = each.value
      bucket   = module.lake["raw"].arn
    }
    module "lake" {
      source   = "../modules/lake"
      for_each = local.lakes
      name     = format("acme-%s-%s", local.env, each.key)
    }
    resource "aws_lambda_event_source_mapping" "orders" {
      event_source_arn = module.stream["orders"].stream_arn
      function_name    = "orders"
    }
    //- modules/stream/main.tf
    resource "aws_kinesis_stream" "this" {
      name             = lower(var.name)
      retention_period = var.days * 24
    }
    resource "aws_kinesis_firehose_delivery_stream" "this" {
      name = "\${var.name}-to-lake"
      kinesis_source_configuration { kinesis_stream_arn = aws_kinesis_stream.this.arn }
      extended_s3_configuration { bucket_arn = var.bucket }
    }
    //- modules/stream/io.tf
    variable "name" {}
    variable "days" { default = 1 }
    variable "bucket" {}
    output "stream_arn" { value = aws_kinesis_stream.this.arn }
    //- modules/lake/main.tf
    variable "name" {}
    resource "aws_s3_bucket" "this" { bucket = var.name }
    output "arn" { value = aws_s3_bucket.this.arn }
  `;
  assert.deepEqual(graph(files), [
    'kinesis:prod-orders -> s3://acme-prod-raw/ (firehose:prod-orders-to-lake)',
    'kinesis:prod-returns -> s3://acme-prod-raw/ (firehose:prod-returns-to-lake)',
  ]);
  const opened = openFixture(files);
  const ws = opened.engine.workspace;
  const result = lineage(ws, [], { root: '', columns: false });
  if ('problems' in result) assert.fail(result.problems.join());
  // The module's own resources, which only its callers name, are not in the graph beside them.
  assert.deepEqual(result.graph.datasets.map(d => d.id), ['kinesis:prod-orders', 'kinesis:prod-returns', 's3://acme-prod-clean/', 's3://acme-prod-raw/']);
  assert.deepEqual(result.graph.jobs.map(j => `${j.id} ${j.reads.join()}`), ['firehose:prod-orders-to-lake kinesis:prod-orders', 'firehose:prod-returns-to-lake kinesis:prod-returns', 'terraform:infra:aws_lambda_event_source_mapping.orders kinesis:prod-orders']);
  assert.deepEqual([...ws.paths()].flatMap(p => opened.linter.lint(p).filter(f => f.severity === 'error').map(f => f.finding.message)), []);
});

test('Terraform: a module is read again when a file of its folder changes, comes or goes', () => {
  const opened = openFixture(`
    //- main.tf
    module "lake" {
      source = "./lake"
      name   = "x"
    }
    //- lake/main.tf
    variable "name" {}
    resource "aws_s3_bucket" "this" { bucket = "a-\${var.name}" }
  `);
  const ids = (): string[] => {
    const result = lineage(opened.engine.workspace, [], { root: '', columns: false });
    return 'problems' in result ? result.problems.slice() : result.graph.datasets.map(d => d.id);
  };
  assert.deepEqual(ids(), ['s3://a-x/']);
  const change = (path: string, text: string | null): void => {
    if (text === null) opened.files.delete(path);
    else opened.files.set(path, text);
    opened.engine.apply([{ path, text }]);
  };
  change('lake/main.tf', 'variable "name" {}\nresource "aws_s3_bucket" "this" { bucket = "b-${var.name}" }\n');
  assert.deepEqual(ids(), ['s3://b-x/']);
  change('lake/more.tf', 'resource "aws_kinesis_stream" "s" { name = "s-${var.name}" }\n');
  assert.deepEqual(ids(), ['kinesis:s-x', 's3://b-x/']);
  change('lake/more.tf', null);
  assert.deepEqual(ids(), ['s3://b-x/']);
});

test('Terraform: dynamic blocks, loops and conditions give columns and names', () => {
  const opened = openFixture(`
    //- main.tf
    variable "columns" {
      default = [{ name = "id", type = "bigint" }, { name = "amount", type = "double" }]
    }
    resource "aws_glue_catalog_table" "orders" {
      database_name = "raw"
      name          = var.long ? "orders_long" : "orders"
      storage_descriptor {
        dynamic "columns" {
          for_each = concat(var.columns, [for n in ["a", "b"] : { name = "extra_\${n}", type = "string" } if n != "b"])
          content {
            name = columns.value.name
            type = columns.value.type
          }
        }
      }
    }
    variable "long" { default = false }
    resource "aws_s3_bucket" "lake" {
      count  = 2
      bucket = "lake-\${count.index}"
    }
    resource "aws_s3_object" "x" {
      bucket = aws_s3_bucket.lake[0].id
    }
    resource "aws_glue_crawler" "c" {
      name = "c"
      s3_target { path = "s3://\${aws_s3_bucket.lake[1].bucket}/raw" }
    }
  `);
  const ws = opened.engine.workspace;
  const table = ws.entitiesOf('glue.table')[0]!;
  assert.equal(table.name, 'orders');
  assert.deepEqual(ws.columns(table.id).columns.map(c => `${c.name} ${c.type}`), ['id bigint', 'amount double', 'extra_a string']);
  assert.deepEqual(ws.entitiesOf('s3.bucket').map(e => e.name).sort(), ['lake-0', 'lake-1']);
  assert.ok(ws.entitiesOf('storage.path').some(e => e.name === 's3://lake-1/raw'));
  assert.deepEqual(opened.linter.lint('main.tf').filter(f => f.severity === 'error'), []);
});

test('views have the columns of their SQL', () => {
  const opened = openFixture(`
    //- main.tf
    resource "snowflake_table" "orders" {
      database = "RAW"
      schema   = "SHOP"
      name     = "ORDERS"
      column {
        name = "ID"
        type = "NUMBER"
      }
      column {
        name = "AMOUNT"
        type = "NUMBER"
      }
    }
    resource "snowflake_view" "paid" {
      database  = "MART"
      schema    = "SALES"
      name      = "PAID"
      statement = "select id, amount * 2 as twice from raw.shop.orders"
    }
    resource "google_bigquery_table" "v" {
      dataset_id = "mart"
      table_id   = "orders"
      view {
        use_legacy_sql = false
        query          = <<EOT
    select id, sum(amount) as total
    from \`proj.raw.orders\`
    group by id
    EOT
      }
    }
    resource "databricks_sql_table" "v" {
      catalog_name = "main"
      schema_name  = "gold"
      name         = "v"
      table_type   = "VIEW"
      view_definition = "select a, b from main.silver.t"
    }
  `);
  const ws = opened.engine.workspace;
  const columns = (type: string): string[] => ws.entitiesOf(type).flatMap(e => ws.columns(e.id).columns.map(c => `${c.name} from ${c.from.map(f => f.column).join()}`));
  assert.deepEqual(columns('snowflake.view'), ['id from ID', 'twice from AMOUNT']);
  assert.deepEqual(columns('bigquery.view'), ['id from id', 'total from amount']);
  assert.deepEqual(columns('databricks.view'), ['a from a', 'b from b']);
  const result = lineage(ws, [], { root: '', columns: false });
  assert.ok(!('problems' in result) && result.graph.edges.some(e => e.to.endsWith('mart.sales.paid')));
});

test('CloudFormation: texts of functions, mappings, events of SAM, what one stack imports of another', () => {
  assert.deepEqual(graph(`
    //- a/template.yaml
    AWSTemplateFormatVersion: "2010-09-09"
    Parameters: {Env: {Type: String, Default: prod}}
    Mappings: {Names: {prod: {lake: acme-lake}}}
    Resources:
      Orders: {Type: "AWS::Kinesis::Stream", Properties: {Name: !Join ["-", [orders, !Ref Env]]}}
      Lake: {Type: "AWS::S3::Bucket", Properties: {BucketName: !FindInMap [Names, !Ref Env, lake]}}
    Outputs:
      Arn: {Value: !GetAtt Orders.Arn, Export: {Name: !Sub "\${Env}-orders-arn"}}
    //- b/template.yaml
    AWSTemplateFormatVersion: "2010-09-09"
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Load:
        Type: AWS::Serverless::Function
        Properties:
          FunctionName: load
          Events:
            Orders: {Type: Kinesis, Properties: {Stream: !ImportValue prod-orders-arn, StartingPosition: LATEST}}
      ToLake:
        Type: AWS::KinesisFirehose::DeliveryStream
        Properties:
          DeliveryStreamName: to-lake
          KinesisStreamSourceConfiguration: {KinesisStreamARN: {"Fn::ImportValue": prod-orders-arn}}
          ExtendedS3DestinationConfiguration: {BucketARN: "arn:aws:s3:::acme-lake"}
  `), ['kinesis:orders-prod -> s3://acme-lake/ (firehose:to-lake)']);
  const opened = openFixture(`
    //- template.yaml
    AWSTemplateFormatVersion: "2010-09-09"
    Resources:
      Orders: {Type: "AWS::Kinesis::Stream", Properties: {Name: orders}}
      Load:
        Type: AWS::Serverless::Function
        Properties: {FunctionName: load, Events: {O: {Type: Kinesis, Properties: {Stream: !GetAtt Orders.Arn}}, S: {Type: Schedule, Properties: {Schedule: "rate(1 hour)"}}}}
  `);
  const result = lineage(opened.engine.workspace, [], { root: '', columns: false });
  assert.ok(!('problems' in result));
  assert.deepEqual(result.graph.jobs.map(j => `${j.id} ${j.reads.join()} ${j.schedule}`), ['lambda:load kinesis:orders rate(1 hour)']);
});

test('Terraform: tables that Fivetran and Airbyte copy, each from its own', () => {
  assert.deepEqual(graph(`
    //- main.tf
    resource "fivetran_connector" "pg" {
      group_id = "g"
      service  = "postgres"
      destination_schema { prefix = "shop" }
    }
    resource "fivetran_connector_schema_config" "pg" {
      connector_id = fivetran_connector.pg.id
      schema_change_handling = "BLOCK_ALL"
      schema {
        name = "public"
        table { name = "orders" }
        table {
          name = "secrets"
          enabled = "false"
        }
        table { name = "items" }
      }
    }
    resource "fivetran_connector" "files" {
      group_id = "g"
      service  = "s3"
      destination_schema {
        name  = "raw"
        table = "events"
      }
      config { bucket = "acme-drop" }
    }
    resource "airbyte_connection" "shop" {
      name = "shop"
      source_id = "s"
      destination_id = "d"
      prefix = "ab_"
      namespace_definition = "custom_format"
      namespace_format = "lake"
      configurations = { streams = [
        { name = "orders", namespace = "public", sync_mode = "full_refresh_append" },
        { name = "shops", sync_mode = "full_refresh_append" },
      ] }
    }
  `), [
    'airbyte.stream:shop/shops -> table:lake.ab_shops (airbyte:shop) likely',
    's3://acme-drop/ -> table:raw.events (fivetran:raw) likely',
    'table:public.items -> table:shop_public.items (terraform::fivetran_connector_schema_config.pg) likely',
    'table:public.orders -> table:lake.ab_orders (airbyte:shop) likely',
    'table:public.orders -> table:shop_public.orders (terraform::fivetran_connector_schema_config.pg) likely',
  ]);
});
