import { locationKey, streamKey, tableKey } from '../../shared/names';
import { serviceKey } from '../names';
import { all, at, flagOf, jsonOf, numberOf, type Resource, symbolicOf, textOf, type Value } from '../resource';
import { type ColumnMeaning, dotted, type Meaning, type MeaningOf, type PlaceMeaning, simple } from './meaning';

/** Resources of AWS that hold or move data. Names of attributes are those of the Terraform provider hashicorp/aws. */
export const aws: { readonly [type: string]: MeaningOf } = {
  aws_s3_bucket: r => simple('dataset', 's3.bucket', at(r.body, 'bucket'), name => one(locationKey(`s3://${name}`))),
  aws_kinesis_stream: r => simple('dataset', 'kinesis.stream', at(r.body, 'name'), name => [streamKey('kinesis', name)], {
    facts: facts([['shards', numberOf(at(r.body, 'shard_count'))], ['hours kept', numberOf(at(r.body, 'retention_period'))]]),
  }),
  aws_kinesis_firehose_delivery_stream: firehose,
  aws_sqs_queue: r => simple('dataset', 'sqs.queue', at(r.body, 'name'), name => [streamKey('sqs', name)]),
  aws_sns_topic: r => simple('dataset', 'sns.topic', at(r.body, 'name'), name => [streamKey('sns', name)]),
  aws_sns_topic_subscription: r => simple('job', 'sns.subscription', undefined, () => [], { places: places(r, [['topic_arn', 'reads', 'sns'], ['endpoint', 'writes', 'sqs']]) }),
  aws_dynamodb_table: r => simple('dataset', 'dynamodb.table', at(r.body, 'name'), name => [serviceKey('dynamodb', name)], {
    columns: all(r.body, 'attribute').flatMap(a => column(at(a, 'name'), symbolicOf(at(a, 'type')))),
  }),
  aws_glue_catalog_table: glueTable,
  aws_glue_catalog_database: r => simple('symbol', 'glue.database', at(r.body, 'name'), () => []),
  aws_glue_job: r => simple('job', 'glue.job', at(r.body, 'name'), name => [serviceKey('glue.job', name)], {
    facts: facts([['retries', numberOf(at(r.body, 'max_retries'))], ['workers', numberOf(at(r.body, 'number_of_workers'))]]),
    places: places(r, [['default_arguments.--source_path', 'reads', 'uri'], ['default_arguments.--target_path', 'writes', 'uri'], ['default_arguments.--output_path', 'writes', 'uri'], ['default_arguments.--input_path', 'reads', 'uri']]),
  }),
  aws_glue_crawler: r => simple('job', 'glue.crawler', at(r.body, 'name'), () => [], {
    schedule: textOf(at(r.body, 'schedule')), places: places(r, [['s3_target.path', 'reads', 'uri'], ['dynamodb_target.path', 'reads', 'dynamodb']]),
  }),
  aws_glue_trigger: r => simple('job', 'glue.trigger', at(r.body, 'name'), () => [], { schedule: textOf(at(r.body, 'schedule')) }),
  aws_lambda_function: r => simple('job', 'lambda.function', at(r.body, 'function_name'), name => [serviceKey('lambda', name)], { ...samEvents(r) }),
  aws_lambda_event_source_mapping: r => simple('job', 'lambda.trigger', undefined, () => [], { places: [...places(r, [['event_source_arn', 'reads', 'kinesis']]), ...all(r.body, 'topics').map((value): PlaceMeaning => ({ value, role: 'reads', as: 'topic' }))] }),
  aws_dms_replication_task: r => simple('job', 'dms.task', at(r.body, 'replication_task_id'), name => [serviceKey('dms', name)], { facts: facts([['kind', symbolicOf(at(r.body, 'migration_type'))]]) }),
  aws_redshift_cluster: r => simple('symbol', 'redshift.cluster', at(r.body, 'cluster_identifier'), () => []),
  aws_redshiftserverless_workgroup: r => simple('symbol', 'redshift.workgroup', at(r.body, 'workgroup_name'), () => []),
  aws_msk_cluster: r => simple('symbol', 'kafka.cluster', at(r.body, 'cluster_name'), () => []),
  aws_mskconnect_connector: r => simple('job', 'kafka-connect.connector', at(r.body, 'name'), name => [`kafka-connect|${name}`], { places: connectorTopics(at(r.body, 'connector_configuration')) }),
  aws_db_instance: r => simple('symbol', 'rds.database', at(r.body, 'identifier'), () => []),
  aws_rds_cluster: r => simple('symbol', 'rds.cluster', at(r.body, 'cluster_identifier'), () => []),
  aws_elasticache_replication_group: r => simple('symbol', 'redis.cluster', at(r.body, 'replication_group_id'), () => []),
  aws_athena_workgroup: r => simple('symbol', 'athena.workgroup', at(r.body, 'name'), () => []),
  aws_athena_named_query: r => simple('job', 'athena.query', at(r.body, 'name'), () => [], { ...sql(at(r.body, 'query'), 'trino', textOf(at(r.body, 'database'))) }),
  aws_mwaa_environment: r => simple('symbol', 'airflow.environment', at(r.body, 'name'), () => []),
  aws_emr_cluster: r => simple('symbol', 'emr.cluster', at(r.body, 'name'), () => []),
};

/** What sets off a function of SAM: streams, queues, buckets, topics, a schedule. */
function samEvents(r: Resource): Partial<Meaning> {
  const events = at(r.body, 'events');
  const map = events?.kind === 'list' ? events.items[0] : events;
  if (map?.kind !== 'map') return {};
  const found: PlaceMeaning[] = [];
  let schedule: string | null = null;
  for (const { value } of map.entries) {
    const type = textOf(at(value, 'type'));
    const properties = at(value, 'properties');
    const add = (name: string, as: PlaceMeaning['as']): void => {
      for (const v of all(properties, name)) found.push({ value: v, role: 'reads', as });
    };
    if (type === 'Kinesis') add('stream', 'kinesis');
    else if (type === 'DynamoDB') add('stream', 'dynamodb');
    else if (type === 'SQS') add('queue', 'sqs');
    else if (type === 'S3') add('bucket', 's3');
    else if (type === 'SNS') add('topic', 'sns');
    else if (type === 'MSK' || type === 'SelfManagedKafka') add('topics', 'topic');
    else if (type === 'Schedule' || type === 'ScheduleV2') schedule ??= textOf(at(properties, 'schedule')) ?? textOf(at(properties, 'schedule_expression'));
  }
  return { places: found, ...(schedule === null ? {} : { schedule }) };
}

function firehose(r: Resource): Meaning {
  const name = at(r.body, 'name');
  const table = at(r.body, 'redshift_configuration.data_table_name');
  return simple('job', 'firehose.stream', name, known => [serviceKey('firehose', known)], {
    places: [
      ...places(r, [
        ['kinesis_source_configuration.kinesis_stream_arn', 'reads', 'kinesis'], ['msk_source_configuration.topic_name', 'reads', 'topic'],
        ['extended_s3_configuration.bucket_arn', 'writes', 's3'], ['iceberg_configuration.s3_configuration.bucket_arn', 'writes', 's3'],
      ]),
      ...(table ? [{ value: table, role: 'writes', as: 'table' } as const] : []),
    ],
  });
}

function glueTable(r: Resource): Meaning {
  const columns = [...all(r.body, 'storage_descriptor.columns'), ...all(r.body, 'partition_keys')];
  const name = dotted(at(r.body, 'database_name'), at(r.body, 'name'));
  return simple('dataset', 'glue.table', at(r.body, 'name'), known => [tableKey((name ?? known).split('.'))], {
    columns: columns.flatMap(c => column(at(c, 'name'), symbolicOf(at(c, 'type')), symbolicOf(at(c, 'comment')))),
    columnsComplete: columns.length > 0 && columns.every(c => c.kind === 'map' && textOf(at(c, 'name')) !== null),
    description: symbolicOf(at(r.body, 'description')),
    config: config(r, ['parameters', 'table_type']),
    places: places(r, [['storage_descriptor.location', 'reads', 'uri']]),
  });
}

/** Topics in a connector's own configuration; which side they are on its class tells. */
export function connectorTopics(configuration: Value | undefined): PlaceMeaning[] {
  const topics = at(configuration, 'topics') ?? at(configuration, 'kafka.topic');
  const source = /source/i.test(symbolicOf(at(configuration, 'connector.class')) ?? '');
  if (topics?.kind === 'resource') return [{ value: topics, role: source ? 'writes' : 'reads', as: 'topic' }];
  const text = symbolicOf(topics);
  if (topics?.kind !== 'known' || text === null) return [];
  const role = source ? 'writes' : 'reads';
  return text.split(',').map(t => t.trim()).filter(t => t !== '').map(t => ({ value: { ...topics, value: t }, role, as: 'topic' }));
}

export function places(r: Resource, list: readonly (readonly [string, PlaceMeaning['role'], PlaceMeaning['as']])[]): PlaceMeaning[] {
  return list.flatMap(([path, role, as]) => all(r.body, path).map((value): PlaceMeaning => ({ value, role, as })));
}

export function column(name: Value | undefined, type: string | null, description: string | null = null): ColumnMeaning[] {
  return name === undefined || textOf(name) === null ? [] : [{ name, type, ...(description ? { description } : {}) }];
}

export function sql(value: Value | undefined, dialect: NonNullable<Meaning['sql']>['dialect'], schema: string | null): Partial<Meaning> {
  return value ? { sql: { value, dialect, schema } } : {};
}

export function config(r: Resource, names: readonly string[]): NonNullable<Meaning['config']> {
  return Object.fromEntries(names.flatMap(n => {
    const value = at(r.body, n);
    return value ? [[n, jsonOf(value)]] : [];
  }));
}

export function facts(list: readonly (readonly [string, string | number | boolean | null])[]): string[] {
  return list.flatMap(([label, value]) => (value === null || value === false ? [] : value === true ? [label] : [typeof value === 'number' ? `${value} ${label}` : `${label} ${value}`]));
}

export function isOn(r: Resource, path: string): boolean {
  return flagOf(at(r.body, path)) === true;
}

function one<T>(k: T | null): readonly T[] {
  return k === null ? [] : [k];
}
