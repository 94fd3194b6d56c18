import { key, type Key } from '../../model/key';

/**
 * The names under which systems meet. A format has a `names.ts` of its own for what only it names; what several tools name
 * is built here, so that a topic in a connector, a Terraform file and a consumer is one topic.
 *
 * | Thing | Key |
 * |---|---|
 * | table, view | `table\|schema.name`, see `tableTargets` |
 * | Kafka topic (also of Redpanda, Event Hubs' Kafka face) | `kafka\|orders` |
 * | Pulsar topic | `pulsar\|tenant/namespace/topic` |
 * | Kinesis stream, Firehose, Event Hub, Pub/Sub topic, Redis stream | `kinesis\|name`, `firehose\|name`, `eventhub\|name`, `pubsub\|name`, `redis\|key` |
 * | file or object | OpenLineage's: `s3://bucket\|path`, `gs://bucket\|path`, `file\|/path`, see `locationKey`; a file of the workspace: `path\|data/orders.csv` |
 * | subject of a schema registry | `subject\|orders-value` |
 * | record type of Avro, Protobuf or JSON Schema | `record\|com.shop.Order` |
 */
export function topicKey(name: string): Key {
  return key('kafka', name);
}

/** A Pulsar topic by its short or whole name: `orders`, `persistent://public/default/orders`. */
export function pulsarTopicKey(name: string): Key {
  const plain = name.replace(/^(non-)?persistent:\/\//, '');
  return key('pulsar', plain.includes('/') ? plain : `public/default/${plain}`);
}

/** A stream-like thing of a cloud service or of Redis, by its name there. */
export function streamKey(system: 'kinesis' | 'firehose' | 'eventhub' | 'pubsub' | 'redis' | 'sqs' | 'sns', name: string): Key {
  return key(system, name);
}

/** A subject of a schema registry. */
export function subjectKey(name: string): Key {
  return key('subject', name);
}

/** A record type by its full name (`com.shop.Order`), whichever schema language declares it. */
export function recordKey(fullName: string): Key {
  return key('record', fullName);
}

/** A file of the workspace that holds data, by its path relative to the root. */
export function dataFileKey(path: string): Key {
  return key('path', path);
}

/** A Python function as a job, by its file and its name within (`load`, `Loader.run`): a task that runs the function takes it over. */
export function functionKey(path: string, name: string, system: 'python' | 'spark' = 'python'): Key {
  return key(system, `${path}:${name}`);
}

/** A script as a job. */
export function scriptKey(path: string, system: 'python' | 'spark' | 'flink' = 'python'): Key {
  return key(system, path);
}

/** A `.sql` file as a job: what runs the file takes it over. */
export function sqlFileKey(path: string): Key {
  return key('sql.file', path);
}

/** A dbt model, seed or snapshot by its name, whatever project it is in. */
export function dbtModelTargets(name: string): Key[] {
  return [key('dbt.node', name)];
}

/**
 * The key of a place by its URI, as OpenLineage names it: `s3://bucket|key`, `gs://bucket|key`, `postgres://host:5432|db.schema.table`,
 * `bigquery|project.dataset.table`, `file|/path`. Null if the text is no URI.
 */
export function locationKey(uri: string): Key | null {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)\/?(.*)$/is.exec(uri.trim());
  if (!match) return null;
  const scheme = match[1]!.toLowerCase();
  const host = match[2]!;
  const rest = match[3]!.replace(/[?#].*$/s, '').replace(/\/+$/, '');
  if (scheme === 'x-airflow') return null;
  if (scheme === 'file') return rest === '' && host === '' ? null : key('file', `/${host === '' ? rest : `${host}/${rest}`}`.replace(/^\/\/+/, '/'));
  if (scheme === 'bigquery') return key('bigquery', [host, ...rest.split('/')].filter(p => p !== '').join('.'));
  if (host === '') return null;
  const name = /^(s3|s3a|s3n|gs|gcs|abfss?|wasbs?|hdfs|dbfs|https?|ftps?|sftp)$/.test(scheme) ? rest : rest.split('/').filter(p => p !== '').join('.');
  const normal = scheme === 's3a' || scheme === 's3n' ? 's3' : scheme === 'gcs' ? 'gs' : scheme;
  return key(`${normal}://${host}`, name === '' ? '/' : name);
}

/** A table by its name, in lower case, shared with everything else that names tables. */
export function tableKey(parts: readonly string[]): Key {
  return key('table', parts.map(p => p.toLowerCase()).join('.'));
}

/** A table of a Flink catalog that DDL with a `connector` makes: programs that run the DDL mean it by this before they mean a table of a database. */
export function flinkTableKey(name: string): Key {
  return key('flink.table', name.toLowerCase());
}

/** A table whose schema no file tells answers to this: `table*|orders`. */
export function looseTableKey(name: string): Key {
  return key('table*', name.toLowerCase());
}

/** Names that hardly two schemas share: those that models have by convention. */
const TELLING = /^(fct|fact|dim|stg|int|mart|agg|rpt|obt|brg|bridge|snap|snp)_/i;

/**
 * Keys a table written as `a.b.c` may answer to: the name, shorter ones that still have a schema, and, where it is only read
 * and its name is telling, a table whose schema is not known.
 */
export function tableTargets(parts: readonly string[], written: boolean): Key[] {
  const last = parts.slice(-3);
  const name = last[last.length - 1] ?? '';
  const keys = last.slice(0, Math.max(1, last.length - 1)).map((_, i) => tableKey(last.slice(i)));
  return !written && (last.length === 1 || TELLING.test(name)) ? [...keys, looseTableKey(name)] : keys;
}

/** A collection of MongoDB: `mongodb|shop.orders`. */
export function collectionKey(database: string, collection: string): Key {
  return key('mongodb', `${database}.${collection}`);
}

/** An index of Elasticsearch or OpenSearch, which fold names to lower case. */
export function indexKey(system: 'elasticsearch' | 'opensearch', name: string): Key {
  return key(system, name.toLowerCase());
}

/** A connection or variable of Airflow by its id; DAGs, settings files and variables of the environment name them. */
export function airflowKey(kind: 'connection' | 'variable', id: string): Key {
  return key(`airflow.${kind}`, id);
}

/** A schema of a database that a statement creates; case is folded. */
export function schemaKey(name: string): Key {
  return key('sql.schema', name.toLowerCase());
}
