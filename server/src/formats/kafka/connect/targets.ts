import type { Key } from '../../../model/key';
import { collectionKey, indexKey, locationKey, streamKey, tableKey, tableTargets } from '../../shared/names';
import { type Connector, isUnknown, valueIn } from './connector';

/** A dataset at the other end of a connector. */
export interface End {
  readonly id: Key;
  readonly targets: readonly Key[];
  readonly type: string;
  readonly name: string;
  /** The setting that names it, for its place; null if it follows from the topic. */
  readonly setting: string | null;
  readonly certainty: 'certain' | 'likely';
}

function end(id: Key, type: string, name: string, setting: string | null): End {
  return { id, targets: [id], type, name, setting, certainty: 'certain' };
}

export function tableEnd(parts: readonly string[], setting: string | null, written: boolean): End | null {
  const clean = parts.map(p => p.trim().replace(/^["'`[]|["'`\]]$/g, ''));
  if (clean.length === 0 || clean.some(p => p === '' || isUnknown(p) || /\s/.test(p))) return null;
  const last = clean.slice(-3);
  return { id: tableKey(last), targets: [...new Set([...tableTargets(last, written), tableKey(last)])], type: 'sql.table', name: last.join('.'), setting, certainty: 'likely' };
}

export function collectionEnd(database: string, collection: string, setting: string | null): End | null {
  if (isUnknown(database) || isUnknown(collection)) return null;
  return end(collectionKey(database, collection), 'mongodb.collection', `${database}.${collection}`, setting);
}

export function fileEnd(path: string, setting: string): End | null {
  if (isUnknown(path)) return null;
  const id = locationKey(path.includes('://') ? path : `file:///${path.replace(/^\/+/, '')}`);
  return id ? end(id, 'storage.path', path, setting) : null;
}

/** Where a sink writes the records of a topic; [] where a run decides or the class is not known. `topic` is the name behind the transforms. */
export function sinkEnds(c: Connector, topic: string): readonly End[] {
  const found = sinkEnd(c, topic);
  return found === null ? [] : Array.isArray(found) ? (found as End[]) : [found as End];
}

function sinkEnd(c: Connector, topic: string): End | readonly End[] | null {
  const value = (name: string): string | null => valueIn(c, name);
  switch (c.family) {
    case 'jdbc':
      return jdbc(c, topic);
    case 's3': {
      const bucket = value('s3.bucket.name') ?? value('aws.s3.bucket.name') ?? value('aws_s3_bucket');
      const confluent = value('s3.bucket.name') !== null;
      return bucket === null ? null : storage('s3', bucket, confluent ? `${value('topics.dir') ?? 'topics'}/${topic}` : (value('aws.s3.prefix') ?? value('file.name.prefix') ?? value('aws_s3_prefix') ?? ''), confluent ? 's3.bucket.name' : 'aws.s3.bucket.name');
    }
    case 'gcs': {
      const bucket = value('gcs.bucket.name');
      const confluent = c.className?.startsWith('io.confluent.') === true;
      return bucket === null ? null : storage('gs', bucket, confluent ? `${value('topics.dir') ?? 'topics'}/${topic}` : (value('file.name.prefix') ?? ''), 'gcs.bucket.name');
    }
    case 'snowflake': {
      const mapped = mapOf(value('snowflake.topic2table.map'), ':').get(topic);
      const table = mapped ?? (/^[A-Za-z_][\w$]*$/.test(topic) ? topic : null);
      if (table === null) return null;
      return tableEnd([value('snowflake.database.name') ?? '', value('snowflake.schema.name') ?? '', ...table.split('.').slice(-1)].filter(p => p !== ''), mapped === undefined ? null : 'snowflake.topic2table.map', true);
    }
    case 'bigquery':
      return bigquery(c, topic);
    case 'iceberg': {
      const tables = (value('iceberg.tables') ?? '').split(',').map(t => t.trim()).filter(t => t !== '');
      return tables.flatMap(t => tableEnd(t.split('.'), 'iceberg.tables', true) ?? []);
    }
    case 'elasticsearch':
    case 'opensearch': {
      const mapped = mapOf(value('topic.to.external.resource.mapping') ?? value('topic.to.existing.resource.mapping') ?? value('topic.index.map'), ':').get(topic);
      const stream = value('data.stream.type') !== null && value('data.stream.dataset') !== null ? `${value('data.stream.type')}-${value('data.stream.dataset')}-${(value('data.stream.namespace') ?? '${topic}').replace('${topic}', topic)}` : null;
      const name = mapped ?? stream ?? topic;
      return isUnknown(name) ? null : end(indexKey(c.family, name), `${c.family}.index`, name.toLowerCase(), null);
    }
    case 'mongodb': {
      const database = value(`topic.override.${topic}.database`) ?? value('database') ?? databaseOf(value('connection.uri'));
      return database === null ? null : collectionEnd(database, value(`topic.override.${topic}.collection`) ?? value('collection') ?? topic, value('collection') === null ? null : 'collection');
    }
    case 'redis': {
      const name = (value('redis.keyspace') ?? topic).replace('${topic}', topic);
      return isUnknown(name) ? null : end(streamKey('redis', name), 'redis.key', name, value('redis.keyspace') === null ? null : 'redis.keyspace');
    }
    case 'clickhouse': {
      const mapped = mapOf(value('topic2TableMap'), '=').get(topic);
      return tableEnd([...(value('database') === null ? [] : [value('database')!]), mapped ?? topic], mapped === undefined ? null : 'topic2TableMap', true);
    }
    case 'http': {
      const url = value('http.api.url') ?? value('http.url');
      const setting = value('http.api.url') === null ? 'http.url' : 'http.api.url';
      const id = url === null || isUnknown(url) ? null : locationKey(url);
      return id === null ? null : end(id, 'http.endpoint', url!, setting);
    }
    case 'file':
      return value('file') === null ? null : fileEnd(value('file')!, 'file');
    default:
      return null;
  }
}

function jdbc(c: Connector, topic: string): End | null {
  const debezium = c.className?.startsWith('io.debezium.') === true;
  const mapped = mapOf(valueIn(c, 'topics.to.tables.mapping'), ':').get(topic);
  if (mapped !== undefined) return tableEnd(mapped.split('.'), 'topics.to.tables.mapping', true);
  const setting = ['table.name.format', 'collection.name.format'].find(n => valueIn(c, n) !== null) ?? null;
  const format = setting === null ? '${topic}' : valueIn(c, setting)!;
  // Debezium's sink writes a topic's dots as underscores, and so does Aiven's where it is told to.
  const name = debezium || valueIn(c, 'table.name.normalize') === 'true' ? topic.replace(/\./g, '_') : topic;
  const filled = format.replace(/\$\{topic\}/g, () => name);
  const schema = databaseSchema(valueIn(c, 'connection.url'));
  const parts = filled.split('.');
  return tableEnd(parts.length === 1 && schema !== null ? [schema, ...parts] : parts, setting, true);
}

/** The schema that a JDBC URL sets: `currentSchema`, `currentschema`, `schema`. */
function databaseSchema(url: string | null): string | null {
  return /[?&;](?:currentSchema|schema)=(\w+)/i.exec(url ?? '')?.[1] ?? null;
}

function bigquery(c: Connector, topic: string): End | null {
  const mapped = mapOf(valueIn(c, 'topic2TableMap'), ':').get(topic);
  const [before, after] = topic.includes(':') ? topic.split(':') : [null, topic];
  const dataset = before ?? valueIn(c, 'defaultDataset') ?? /^\.\*=(\w+)$/.exec(valueIn(c, 'datasets') ?? '')?.[1] ?? null;
  const table = mapped ?? (valueIn(c, 'sanitizeTopics') === 'true' ? after!.replace(/\W/g, '_').replace(/^(\d)/, '_$1') : after!);
  if (dataset === null || !/^[\w-]+$/.test(table)) return null;
  const project = valueIn(c, 'project');
  return tableEnd([...(project !== null && !isUnknown(project) ? [project] : []), dataset, table], mapped === undefined ? null : 'topic2TableMap', true);
}

function storage(scheme: string, bucket: string, path: string, setting: string): End | null {
  const known = isUnknown(path) || path.includes('{{') ? path.replace(/[^/]*(\$\{|\{\{).*$/, '') : path;
  if (isUnknown(bucket)) return null;
  const uri = `${scheme}://${bucket}/${known}`;
  const id = locationKey(uri);
  return id === null ? null : end(id, 'storage.path', uri.replace(/\/+$/, ''), setting);
}

/** `a:b,c:d` as a map. */
export function mapOf(text: string | null, separator: ':' | '='): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  for (const pair of (text ?? '').split(',')) {
    const at = pair.lastIndexOf(separator);
    if (at > 0) out.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
  return out;
}

function databaseOf(uri: string | null): string | null {
  return /^mongodb(?:\+srv)?:\/\/[^/]+\/(\w[\w-]*)/.exec(uri ?? '')?.[1] ?? null;
}
