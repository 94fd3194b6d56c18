// Writes server/src/formats/kafka/data/connectors.json and settings.json: the settings of connectors,
// transforms, clients and topics, as facts (names, types, defaults, allowed values), without any text of theirs.
//
//   javac -cp 'LIBS/*' -d OUT scripts/facts/connect/ConfigFacts.java
//   java -cp 'OUT:LIBS/*' ConfigFacts CLASS… > facts.json        (the classes: `node scripts/facts/connect.mjs --classes`)
//   node scripts/facts/connect.mjs facts.json SOURCES
//
// LIBS holds the jars of Kafka Connect, Debezium, Iceberg, MongoDB and Snowflake; SOURCES has a folder each with the source of
// connectors that are in no registry. Run by hand when new releases are to be known; the results are committed.
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { settingsOf } from './connect/fromSource.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const AK = 'org.apache.kafka.connect';
const DBZ = 'https://debezium.io/documentation/reference/stable';
const KAFKA = 'https://kafka.apache.org/documentation';
const CONFLUENT = 'https://docs.confluent.io/kafka-connectors';

/** Loaded from jars: class → direction, family and page. */
const LOADED = {
  'io.debezium.connector.postgresql.PostgresConnector': ['source', 'debezium', `${DBZ}/connectors/postgresql.html`],
  'io.debezium.connector.mysql.MySqlConnector': ['source', 'debezium', `${DBZ}/connectors/mysql.html`],
  'io.debezium.connector.sqlserver.SqlServerConnector': ['source', 'debezium', `${DBZ}/connectors/sqlserver.html`],
  'io.debezium.connector.oracle.OracleConnector': ['source', 'debezium', `${DBZ}/connectors/oracle.html`],
  'io.debezium.connector.mongodb.MongoDbConnector': ['source', 'debezium', `${DBZ}/connectors/mongodb.html`],
  'io.debezium.connector.jdbc.JdbcSinkConnector': ['sink', 'jdbc', `${DBZ}/connectors/jdbc.html`],
  'org.apache.iceberg.connect.IcebergSinkConnector': ['sink', 'iceberg', 'https://iceberg.apache.org/docs/latest/kafka-connect/'],
  'com.mongodb.kafka.connect.MongoSinkConnector': ['sink', 'mongodb', 'https://www.mongodb.com/docs/kafka-connector/current/sink-connector/configuration-properties/'],
  [`${AK}.file.FileStreamSinkConnector`]: ['sink', 'file', `${KAFKA}/#connect`],
  [`${AK}.file.FileStreamSourceConnector`]: ['source', 'file', `${KAFKA}/#connect`],
  [`${AK}.mirror.MirrorSourceConnector`]: ['source', 'mirror', `${KAFKA}/#georeplication`],
  [`${AK}.mirror.MirrorCheckpointConnector`]: ['source', 'mirror', `${KAFKA}/#georeplication`],
  [`${AK}.mirror.MirrorHeartbeatConnector`]: ['source', 'mirror', `${KAFKA}/#georeplication`],
  'com.snowflake.kafka.connector.SnowflakeSinkConnector': ['sink', 'snowflake', 'https://docs.snowflake.com/en/user-guide/kafka-connector-install'],
};

/** Read from source: class → direction, family, page, folder, files. */
const READ = {
  'io.confluent.connect.jdbc.JdbcSinkConnector': ['sink', 'jdbc', `${CONFLUENT}/jdbc/current/sink-connector/sink_config_options.html`, 'confluentinc+kafka-connect-jdbc', ['sink/JdbcSinkConfig.java']],
  'io.confluent.connect.jdbc.JdbcSourceConnector': ['source', 'jdbc', `${CONFLUENT}/jdbc/current/source-connector/source_config_options.html`, 'confluentinc+kafka-connect-jdbc', ['source/JdbcSourceConnectorConfig.java']],
  'io.aiven.connect.jdbc.JdbcSinkConnector': ['sink', 'jdbc', 'https://github.com/Aiven-Open/jdbc-connector-for-apache-kafka/blob/master/docs/sink-connector-config-options.rst', 'Aiven-Open+jdbc-connector-for-apache-kafka', ['sink/JdbcSinkConfig.java', 'config/JdbcConfig.java']],
  'io.aiven.connect.jdbc.JdbcSourceConnector': ['source', 'jdbc', 'https://github.com/Aiven-Open/jdbc-connector-for-apache-kafka/blob/master/docs/source-connector-config-options.rst', 'Aiven-Open+jdbc-connector-for-apache-kafka', ['source/JdbcSourceConnectorConfig.java', 'config/JdbcConfig.java']],
  'io.confluent.connect.s3.S3SinkConnector': ['sink', 's3', `${CONFLUENT}/s3-sink/current/configuration_options.html`, '', [['confluentinc+kafka-connect-storage-cloud', ['s3/S3SinkConnectorConfig.java']], ['confluentinc+kafka-connect-storage-common', ['StorageCommonConfig.java', 'StorageSinkConnectorConfig.java', 'PartitionerConfig.java']]]],
  'io.confluent.connect.gcs.GcsSinkConnector': ['sink', 'gcs', `${CONFLUENT}/gcs-sink/current/configuration_options.html`, '', [['confluentinc+kafka-connect-storage-common', ['StorageCommonConfig.java', 'StorageSinkConnectorConfig.java', 'PartitionerConfig.java']]]],
  'io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector': ['sink', 's3', 'https://github.com/Aiven-Open/cloud-storage-connectors-for-apache-kafka', 'Aiven-Open+cloud-storage-connectors-for-apache-kafka', ['S3SinkConfig.java', 'S3ConfigFragment.java', 'CommonConfigFragment.java', 'OutputFormatFragment.java', 'CompressionFragment.java', 'FileNameFragment.java']],
  'io.aiven.kafka.connect.gcs.GcsSinkConnector': ['sink', 'gcs', 'https://github.com/Aiven-Open/cloud-storage-connectors-for-apache-kafka', 'Aiven-Open+cloud-storage-connectors-for-apache-kafka', ['GcsSinkConfig.java', 'OutputFormatFragment.java', 'CompressionFragment.java', 'FileNameFragment.java']],
  'io.confluent.connect.elasticsearch.ElasticsearchSinkConnector': ['sink', 'elasticsearch', `${CONFLUENT}/elasticsearch/current/configuration_options.html`, 'confluentinc+kafka-connect-elasticsearch', ['ElasticsearchSinkConnectorConfig.java']],
  'io.aiven.kafka.connect.opensearch.OpenSearchSinkConnector': ['sink', 'opensearch', 'https://github.com/Aiven-Open/opensearch-connector-for-apache-kafka', 'Aiven-Open+opensearch-connector-for-apache-kafka', ['OpenSearchSinkConnectorConfig.java', 'OpenSearchBasicAuthConfigDefContributor.java', 'OpenSearchSigV4ConfigDefContributor.java']],
  'com.wepay.kafka.connect.bigquery.BigQuerySinkConnector': ['sink', 'bigquery', 'https://docs.confluent.io/kafka-connectors/bigquery/current/kafka_connect_bigquery_config.html', 'confluentinc+kafka-connect-bigquery', ['config/BigQuerySinkConfig.java']],
  'com.clickhouse.kafka.connect.ClickHouseSinkConnector': ['sink', 'clickhouse', 'https://clickhouse.com/docs/integrations/kafka/clickhouse-kafka-connect-sink', 'ClickHouse+clickhouse-kafka-connect', ['ClickHouseSinkConfig.java']],
  'com.mongodb.kafka.connect.MongoSourceConnector': ['source', 'mongodb', 'https://www.mongodb.com/docs/kafka-connector/current/source-connector/configuration-properties/', 'mongodb+mongo-kafka', ['MongoSourceConfig.java', 'SslConfigs.java', 'ServerApiConfig.java']],
  'io.aiven.kafka.connect.http.HttpSinkConnector': ['sink', 'http', 'https://github.com/Aiven-Open/http-connector-for-apache-kafka', 'Aiven-Open+http-connector-for-apache-kafka', ['HttpSinkConfig.java']],
  'com.redis.kafka.connect.RedisSinkConnector': ['sink', 'redis', 'https://redis-field-engineering.github.io/redis-kafka-connect/', 'redis-field-engineering+redis-kafka-connect', ['sink/RedisSinkConfigDef.java', 'common/RedisConfigDef.java']],
  'com.redis.kafka.connect.RedisStreamSourceConnector': ['source', 'redis', 'https://redis-field-engineering.github.io/redis-kafka-connect/', 'redis-field-engineering+redis-kafka-connect', ['source/RedisSourceConfigDef.java', 'source/RedisStreamSourceConfigDef.java', 'common/RedisConfigDef.java']],
  'com.redis.kafka.connect.RedisKeysSourceConnector': ['source', 'redis', 'https://redis-field-engineering.github.io/redis-kafka-connect/', 'redis-field-engineering+redis-kafka-connect', ['source/RedisSourceConfigDef.java', 'source/RedisKeysSourceConfigDef.java', 'common/RedisConfigDef.java']],
  'com.snowflake.kafka.connector.SnowflakeStreamingSinkConnector': ['sink', 'snowflake', 'https://docs.snowflake.com/en/user-guide/kafka-connector', 'snowflakedb+snowflake-kafka-connector', ['ConnectorConfigDefinition.java']],
};

/** Known by documentation alone: no complete list, so nothing is said about other keys. */
const NAMED = {
  'io.confluent.connect.http.HttpSinkConnector': ['sink', 'http', `${CONFLUENT}/http/current/connector_config.html`],
  'io.confluent.connect.gcs.GcsSourceConnector': ['source', 'gcs', `${CONFLUENT}/gcs-source/current/configuration_options.html`],
  'io.confluent.connect.s3.source.S3SourceConnector': ['source', 's3', `${CONFLUENT}/s3-source/current/configuration_options.html`],
  'io.confluent.kafka.connect.datagen.DatagenConnector': ['source', 'datagen', 'https://github.com/confluentinc/kafka-connect-datagen'],
  'io.debezium.connector.mariadb.MariaDbConnector': ['source', 'debezium', `${DBZ}/connectors/mariadb.html`],
  'io.debezium.connector.db2.Db2Connector': ['source', 'debezium', `${DBZ}/connectors/db2.html`],
  'io.debezium.connector.vitess.VitessConnector': ['source', 'debezium', `${DBZ}/connectors/vitess.html`],
  'io.debezium.connector.spanner.SpannerConnector': ['source', 'debezium', `${DBZ}/connectors/spanner.html`],
  'io.debezium.connector.cassandra.CassandraConnector': ['source', 'debezium', `${DBZ}/connectors/cassandra.html`],
  'io.debezium.connector.informix.InformixConnector': ['source', 'debezium', `${DBZ}/connectors/informix.html`],
  'io.tabular.iceberg.connect.IcebergSinkConnector': ['sink', 'iceberg', 'https://github.com/databricks/iceberg-kafka-connect'],
  'com.github.jcustenborder.kafka.connect.redis.RedisSinkConnector': ['sink', 'redis', 'https://github.com/jcustenborder/kafka-connect-redis'],
  'com.github.jcustenborder.kafka.connect.spooldir.SpoolDirCsvSourceConnector': ['source', 'file', 'https://github.com/jcustenborder/kafka-connect-spooldir'],
  'io.confluent.connect.hdfs.HdfsSinkConnector': ['sink', 'hdfs', `${CONFLUENT}/hdfs/current/configuration_options.html`],
  'io.confluent.connect.replicator.ReplicatorSourceConnector': ['source', 'mirror', 'https://docs.confluent.io/platform/current/multi-dc-deployments/replicator/index.html'],
  'io.confluent.connect.azure.blob.AzureBlobStorageSinkConnector': ['sink', 'azure', `${CONFLUENT}/azure-blob-storage-sink/current/configuration_options.html`],
  'io.confluent.connect.jms.JmsSourceConnector': ['source', 'jms', `${CONFLUENT}/jms-source/current/overview.html`],
  'streams.kafka.connect.sink.Neo4jSinkConnector': ['sink', 'neo4j', 'https://neo4j.com/docs/kafka/current/'],
  'org.apache.camel.kafkaconnector.CamelSinkConnector': ['sink', 'camel', 'https://camel.apache.org/camel-kafka-connector/'],
  'org.apache.camel.kafkaconnector.CamelSourceConnector': ['source', 'camel', 'https://camel.apache.org/camel-kafka-connector/'],
};

/** Values that the source names in an enumeration of its own. */
const VALUES = {
  'io.confluent.connect.jdbc.JdbcSinkConnector': { 'insert.mode': 'insert,upsert,update', 'pk.mode': 'none,kafka,record_key,record_value' },
  'io.aiven.connect.jdbc.JdbcSinkConnector': { 'insert.mode': 'insert,multi,upsert,update', 'pk.mode': 'none,kafka,record_key,record_value' },
  'io.confluent.connect.jdbc.JdbcSourceConnector': { 'numeric.mapping': 'none,precision_only,best_fit,best_fit_eager_double' },
  'com.redis.kafka.connect.RedisSinkConnector': {},
};

/** What the source requires in code of its own, beside `NO_DEFAULT_VALUE`. */
const REQUIRED = { 'com.wepay.kafka.connect.bigquery.BigQuerySinkConnector': ['project', 'defaultDataset'] };

const T = `${AK}.transforms`;
const D = 'io.debezium.transforms';
const TRANSFORMS = [
  ...['Cast$Value', 'DropHeaders', 'ExtractField$Value', 'Filter', 'Flatten$Value', 'HeaderFrom$Value', 'HoistField$Value', 'InsertField$Value', 'InsertHeader', 'MaskField$Value', 'RegexRouter', 'ReplaceField$Value', 'SetSchemaMetadata$Value', 'TimestampConverter$Value', 'TimestampRouter', 'ValueToKey'].map(n => `${T}.${n}`),
  ...['ExtractNewRecordState', 'ByLogicalTableRouter', 'outbox.EventRouter', 'ExtractChangedRecordState', 'partitions.PartitionRouting', 'SchemaChangeEventFilter', 'HeaderToValue', 'TimezoneConverter', 'Filter', 'ContentBasedRouter'].map(n => `${D}.${n}`),
  'io.debezium.connector.mongodb.transforms.ExtractNewDocumentState', 'io.debezium.connector.mongodb.transforms.outbox.MongoEventRouter', 'io.debezium.connector.jdbc.transforms.CollectionNameTransformation', 'io.debezium.connector.jdbc.transforms.FieldNameTransformation',
];
const PREDICATES = ['HasHeaderKey', 'RecordIsTombstone', 'TopicNameMatches'].map(n => `${T}.predicates.${n}`);
const DEFINITIONS = {
  source: `${AK}.runtime.SourceConnectorConfig#configDef()`,
  sink: `${AK}.runtime.SinkConnectorConfig#configDef()`,
  worker: `${AK}.runtime.standalone.StandaloneConfig#CONFIG`,
  producer: 'org.apache.kafka.clients.producer.ProducerConfig#configDef()',
  consumer: 'org.apache.kafka.clients.consumer.ConsumerConfig#configDef()',
  admin: 'org.apache.kafka.clients.admin.AdminClientConfig#configDef()',
  streams: 'org.apache.kafka.streams.StreamsConfig#configDef()',
  topic: 'org.apache.kafka.storage.internals.log.LogConfig#configDefCopy()',
  broker: 'org.apache.kafka.server.config.AbstractKafkaConfig#CONFIG_DEF',
};

if (process.argv[2] === '--classes') {
  console.log([...Object.keys(LOADED), ...TRANSFORMS, ...PREDICATES, ...Object.values(DEFINITIONS)].join('\n'));
  process.exit(0);
}
const [file, sources] = process.argv.slice(2);
if (sources === undefined) {
  console.error('which facts, and which folder of sources?');
  process.exit(2);
}
const facts = JSON.parse(readFileSync(file, 'utf8'));

/** `[type, importance, default, values, required]`, without what stands at the end and says nothing. */
function packed(k, values) {
  const list = values ?? k.values ?? null;
  const out = [k.type, k.importance[0], k.default !== undefined && k.default.length < 200 ? k.default : null, list && list.length > 0 ? list.map(v => v.trim()).sort() : null, k.required ? 1 : 0];
  while (out.length > 2 && (out.at(-1) === null || out.at(-1) === 0)) out.pop();
  return out;
}

const all = (settings, skip = {}, values = {}) => Object.fromEntries(Object.entries(settings).filter(([n]) => !(n in skip) && !n.startsWith('__')).sort(([a], [b]) => (a < b ? -1 : 1)).map(([n, k]) => [n, packed(k, values[n]?.split(','))]));
const framework = { source: facts[DEFINITIONS.source], sink: facts[DEFINITIONS.sink] };
const connectors = {};
for (const [name, [kind, family, page]] of Object.entries(LOADED)) connectors[name] = { kind, family, page, keys: all(facts[name], framework[kind]) };
for (const [name, [kind, family, page, folder, files]] of Object.entries(READ)) {
  const parts = folder === '' ? files : [[folder, files]];
  const found = Object.assign({}, ...parts.map(([f, list]) => settingsOf(path.join(sources, f), list)));
  for (const key of REQUIRED[name] ?? []) if (found[key]) found[key].required = true;
  connectors[name] = { kind, family, page, keys: all(found, framework[kind], VALUES[name]) };
}
for (const [name, [kind, family, page]] of Object.entries(NAMED)) connectors[name] = { kind, family, page, keys: {}, open: true };
for (const name of ['io.confluent.connect.gcs.GcsSinkConnector', 'com.redis.kafka.connect.RedisSinkConnector', 'com.redis.kafka.connect.RedisStreamSourceConnector', 'com.redis.kafka.connect.RedisKeysSourceConnector']) connectors[name].open = true;
const plugins = list => Object.fromEntries(list.map(n => [n.replace(/\$(Value|Key)$/, ''), { ...(n.includes('$') ? { sides: true } : {}), keys: all(facts[n] ?? {}) }]));

const lines = object => `{\n${Object.entries(object).map(([k, v]) => `  ${JSON.stringify(k)}: ${JSON.stringify(v)}`).join(',\n')}\n}`;
function write(target, object) {
  const full = path.join(root, target);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, `{\n${Object.entries(object).map(([k, v]) => `${JSON.stringify(k)}: ${lines(v)}`).join(',\n')}\n}\n`);
}
write('server/src/formats/kafka/data/connectors.json', { connectors, transforms: plugins(TRANSFORMS), predicates: plugins(PREDICATES), framework: { source: all(framework.source), sink: all(framework.sink) }, worker: all(facts[DEFINITIONS.worker]) });
write('server/src/formats/kafka/data/settings.json', Object.fromEntries(['topic', 'broker', 'producer', 'consumer', 'admin', 'streams'].map(n => [n, all(facts[DEFINITIONS[n]])])));
