import { dashedName, joined, snakeName, type Template, usualFolder, words } from './template';

/** A Kafka Connect sink that loses no record: bad ones go to a dead-letter topic with the reason in their headers. */
export const connectSink: Template = {
  id: 'kafka-connect-sink',
  title: 'Kafka Connect sink with dead letters',
  detail: 'JDBC sink: upsert by key, dead-letter topic, retries, secrets from a file',
  example: 'orders-sink',
  accepts: dashedName,
  folder: ws => usualFolder(ws, ['kafka-connect.connector', 'connect.connector'], 'connectors'),
  files({ name, folder }) {
    const topic = name.replace(/[-_.]sink$/, '');
    const config = {
      name,
      config: {
        'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector',
        'tasks.max': '1',
        topics: topic,
        'connection.url': '${file:/etc/connect/secrets.properties:jdbc.url}',
        'connection.username': '${file:/etc/connect/secrets.properties:jdbc.user}',
        'connection.password': '${file:/etc/connect/secrets.properties:jdbc.password}',
        'insert.mode': 'upsert',
        'primary.key.mode': 'record_key',
        'primary.key.fields': 'id',
        'delete.enabled': 'true',
        'schema.evolution': 'none',
        'collection.name.format': topic.replace(/[-.]/g, '_'),
        'flush.max.retries': '10',
        'flush.retry.delay.ms': '3000',
        'key.converter': 'io.confluent.connect.avro.AvroConverter',
        'key.converter.schema.registry.url': '${file:/etc/connect/secrets.properties:registry.url}',
        'value.converter': 'io.confluent.connect.avro.AvroConverter',
        'value.converter.schema.registry.url': '${file:/etc/connect/secrets.properties:registry.url}',
        'errors.tolerance': 'all',
        'errors.deadletterqueue.topic.name': `${topic}.dlq`,
        'errors.deadletterqueue.topic.replication.factor': '3',
        'errors.deadletterqueue.context.headers.enable': 'true',
        'errors.retry.timeout': '300000',
        'errors.retry.delay.max.ms': '30000',
        'errors.log.enable': 'true',
      },
    };
    return [{ path: joined(folder, `${name}.json`), text: `${JSON.stringify(config, null, 2)}\n` }];
  },
};

/** A Flink SQL job over event time from topic to topic, with a watermark, a key and checkpoints. */
export const flinkJob: Template = {
  id: 'flink-sql',
  title: 'Flink SQL job',
  detail: 'event time with a watermark, windowed aggregate, exactly-once checkpoints',
  example: 'orders_per_minute',
  accepts: snakeName,
  folder: () => 'flink',
  files: ({ name, folder }) => [{
    path: joined(folder, `${name}.sql`),
    text: `-- ${words(name)}: counts events in windows of one minute.
SET 'execution.checkpointing.interval' = '60s';
SET 'execution.checkpointing.mode' = 'EXACTLY_ONCE';
SET 'table.exec.source.idle-timeout' = '30s';

CREATE TABLE ${name}_events (
    id STRING,
    kind STRING,
    amount DECIMAL(18, 2),
    happened_at TIMESTAMP_LTZ(3),
    WATERMARK FOR happened_at AS happened_at - INTERVAL '10' SECOND
) WITH (
    'connector' = 'kafka',
    'topic' = '${name}_events',
    'properties.bootstrap.servers' = 'kafka:9092',
    'properties.group.id' = '${name}',
    'scan.startup.mode' = 'group-offsets',
    'properties.auto.offset.reset' = 'earliest',
    'format' = 'json',
    'json.ignore-parse-errors' = 'false'
);

CREATE TABLE ${name} (
    window_start TIMESTAMP_LTZ(3),
    kind STRING,
    events BIGINT,
    amount DECIMAL(38, 2),
    PRIMARY KEY (window_start, kind) NOT ENFORCED
) WITH (
    'connector' = 'upsert-kafka',
    'topic' = '${name}',
    'properties.bootstrap.servers' = 'kafka:9092',
    'key.format' = 'json',
    'value.format' = 'json'
);

INSERT INTO ${name}
SELECT
    window_start,
    kind,
    COUNT(*) AS events,
    SUM(amount) AS amount
FROM TABLE(TUMBLE(TABLE ${name}_events, DESCRIPTOR(happened_at), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, kind;
`,
  }],
};
