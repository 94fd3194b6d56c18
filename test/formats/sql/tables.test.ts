import assert from 'node:assert/strict';
import test from 'node:test';
import { openFixture } from '../../open';

/** What is told of a script of a dialect, as `severity message`; hints are left out. */
function told(dialect: string, sql: string): string[] {
  const opened = openFixture(`//- ${dialect}/script.sql\n${sql}\n`);
  return opened.linter.lint(`${dialect}/script.sql`).filter(f => f.finding.rule.endsWith('-invalid') || f.finding.rule.endsWith('-practice')).filter(f => f.finding.severity !== 'hint').map(f => f.finding.message);
}

const CASES: readonly (readonly [dialect: string, sql: string, ...messages: RegExp[]])[] = [
  ['snowflake', "create task a warehouse = etl schedule = 'using cron 61 9 * * * UTC' as select 1; alter task a resume;", /minute 61 does not exist/],
  ['snowflake', "create task a warehouse = w schedule = '5 minute' as select 1; create task b warehouse = w after a as select 1; alter task a resume; alter task b resume;", /resume the root last/],
  ['snowflake', "create task a warehouse = w schedule = '5 minute' as select 1; create task b warehouse = w after a as select 1; alter task b resume; alter task a resume;"],
  ['snowflake', "create dynamic table d target_lag = 'hourly' warehouse = w as select 1 as a;", /DOWNSTREAM/],
  ['snowflake', "create dynamic table d target_lag = '5 minutes' refresh_mode = incremental warehouse = w as select 1 as a;"],
  ['snowflake', "copy into t from @s file_format = (type = csvv);", /CSV, JSON/],
  ['snowflake', "copy into t from @s file_format = (type = csv) on_error = 'skip_file_5%';"],
  ['snowflake', "create pipe p auto_ingest = true as copy into t from @s file_format = (type = json) on_error = abort_statement;", /takes no ABORT_STATEMENT/],
  ['snowflake', "create warehouse w auto_suspend = 0;", /day and night/],
  ['snowflake', "create table t (id int) data_retention_time_in_days = 91;", /0 to 90/],
  ['snowflake', "create stage s url = 's3://b/' storage_integration = i credentials = (aws_role = 'r');", /not both/],
  ['snowflake', 'create row access policy p as (v string) returns string -> true;', /BOOLEAN/],
  ['clickhouse', 'create table t (id UInt64, a UInt64) engine = MergeTreee order by id;', /Did you mean 'MergeTree'/],
  ['clickhouse', 'create table t (id UInt64, a UInt64) engine = MergeTree primary key a order by (id, a);', /beginning of ORDER BY/],
  ['clickhouse', 'create table t (id UInt64, a UInt64) engine = MergeTree primary key id order by (id, a);'],
  ['clickhouse', 'create table t (id UInt64, d DateTime) engine = MergeTree order by id ttl nope + interval 1 day;', /TTL uses 'nope'/],
  ['clickhouse', 'create table t (id UInt64, d DateTime) engine = MergeTree order by id ttl id + interval 1 day;', /needs a Date or DateTime/],
  ['clickhouse', "create table t (id UInt64, d DateTime, x String ttl d + interval 1 day) engine = MergeTree order by id ttl d + interval 90 day delete, d + interval 7 day to volume 'cold';"],
  ['clickhouse', 'create table t (id UInt64 ttl d + interval 1 day, d DateTime) engine = MergeTree order by id;', /part of the key/],
  ['clickhouse', 'create table t (id UInt64, ver UInt32) engine = ReplicatedReplacingMergeTree(\'/t\', \'{replica}\', version) order by id;', /version column 'version' is not in/],
  ['clickhouse', 'create table t (id UInt64, ver UInt32) engine = ReplicatedReplacingMergeTree(\'/t\', \'{replica}\', ver) order by id;'],
  ['clickhouse', 'create table t (id UInt64, sign UInt8) engine = CollapsingMergeTree(sign) order by id;', /is Int8; 'sign' is uint8/],
  ['clickhouse', "create table q (id UInt64) engine = Kafka('k:9092', 't') settings kafka_group_name = 'g';", /needs kafka_format/],
  ['clickhouse', "create table q (id UInt64) engine = Kafka('k:9092', 't', 'g', 'JSONEachRow');"],
  ['clickhouse', 'create table q (id UInt64) engine = Kafka(named);'],
  ['clickhouse', 'create table s (id UInt64, h String) engine = MergeTree order by id; create table t (id UInt64) engine = MergeTree order by id; create materialized view v to t as select id, h from s;', /no column 'h'/],
  ['redshift', 'create table t (id int encode azz);', /An encoding is one of/],
  ['redshift', 'create table t (name varchar(20) encode az64);', /AZ64 is for numbers/],
  ['redshift', 'create table t (name varchar(70000));', /65535 bytes/],
  ['redshift', 'create table t (id int, doc super) distkey (doc);', /SUPER and can't be/],
  ['redshift', "copy t from 's3://b/x' csv;", /needs IAM_ROLE/],
  ['redshift', "copy t from 's3://b/x' iam_role default format as parquet;"],
  ['bigquery', 'create table d.t (ts timestamp) partition by timestamp_trunc(ts, minute);', /one of hour, day, month, year/],
  ['bigquery', 'create table d.t (ts timestamp) partition by timestamp_trunc(ts, hour);'],
  ['bigquery', 'create table d.t (d date) partition by date(d);', /partition by it as it is/],
  ['bigquery', 'create table d.t (ts timestamp) partition by date(_partitiontime);'],
  ['bigquery', 'create table d.t (a date, b date) partition by a, b;', /one expression/],
  ['bigquery', 'create table d.t (a string) partition by range_bucket(a, generate_array(0, 9, 1));', /needs an INT64/],
  ['bigquery', 'create table d.t (a int64) options (descripton = "x");', /Did you mean 'description'/],
  ['bigquery', "create external table d.t options (format = 'PARQUETT', uris = ['gs://b/*']);", /is one of/],
  ['spark', "create table t (id bigint) using iceberg tblproperties ('format-version' = '9');", /1, 2 or 3/],
  ['spark', "create table t (id bigint) using iceberg tblproperties ('write.parquet.compression-codec' = 'zip', 'write.parquet.bloom-filter-fpp.column.id' = '0.01');", /compression-codec is one of/],
  ['spark', "create table t (id bigint) using delta tblproperties ('delta.enableChangeDataFed' = 'true');", /Did you mean 'delta.enableChangeDataFeed'/],
  ['spark', "create table t (id bigint) using delta tblproperties ('delta.enableChangeDataFeed' = 'true', 'my.own' = 'x');"],
  ['spark', 'create table t (id bigint) using delta cluster by (nope);', /clustered by 'nope'/],
  ['databricks', 'vacuum t retain 24 hours;', /168 hours/],
  ['databricks', 'create or refresh streaming table s as select id from raw.t;', /reads no stream/],
  ['databricks', 'create or refresh streaming table s as select id from stream(raw.t);'],
  ['databricks', "create or refresh streaming table s as select * from stream read_files('/x');"],
  ['databricks', 'create or refresh materialized view s as select id from stream(raw.t);', /reads a stream/],
  ['trino', "create table t (id bigint, d date) with (partitioning = array['bucket(id, 8)', 'hour(d)']);", /hour needs a timestamp/],
  ['trino', "create table t (id bigint, d date) with (partitioning = array['bucket(id, 8)', 'month(d)', 'id']);"],
  ['postgres', "create publication p for all tables with (publish = 'upsert');", /can't be published/],
  ['postgres', "create publication p for table a, b where (id > 3) with (publish = 'insert, delete', publish_via_partition_root = true);"],
  ['ksqldb', "create stream s (id bigint key) with (kafka_topic = 'x', value_fromat = 'json', value_format = 'json');", /Did you mean 'VALUE_FORMAT'/],
  ['ksqldb', "create table t (id bigint primary key) with (kafka_topic = 'x', value_format = 'json', window_type = 'hopping');", /needs WINDOW_SIZE/],
];

test('each planted mistake in DDL is told, and nothing of sound statements', () => {
  for (const [dialect, sql, ...expected] of CASES) {
    const found = told(dialect, sql);
    assert.equal(found.length, expected.length, `${dialect}: ${sql}\n${found.join('\n')}`);
    expected.forEach((pattern, i) => assert.match(found[i]!, pattern, sql));
  }
});
