import type { Facts } from '../../model/facts';
import type { Document, Format } from '../../model/format';
import { readSuppressions } from '../../model/suppression';
import { readJson } from '../../syntax/json';
import { readYaml, valueOf as child, yamlEdits, type YamlDocument, type YamlNode, type YamlPair } from '../../syntax/yaml';
import { Draft } from '../shared/draft';
import { entry } from '../../text/entry';
import { checkResource } from './checks';
import { type Declared, extractResource } from './extract';
import { logicalKey } from './names';
import type { Resource, Value } from './resource';

/** CloudFormation and SAM templates: the same resources as Terraform's, under Amazon's names. */
export const cloudformation: Format = {
  id: 'cloudformation',
  version: 1,
  extensions: ['yaml', 'yml', 'json', 'template'],
  recognises(_path, head) {
    const text = head();
    return /AWSTemplateFormatVersion|AWS::Serverless-2016-10-31/.test(text) || (/["']?Resources["']?\s*:/.test(text) && /["']?Type["']?\s*:\s*["']?AWS::(Kinesis|KinesisFirehose|MSK|Glue|Redshift|S3|DynamoDB|SNS|SQS|RDS|Athena|DMS|Lambda|Serverless)::/.test(text));
  },
  extract,
  edit: (document, operations) => (isJson(document) ? operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])) : yamlEdits(document.text, operations)),
};

function isJson(document: Document): boolean {
  return /\.(json|template)$/.test(document.path) && document.text.trimStart().startsWith('{');
}

function extract(document: Document): Facts {
  const read: YamlDocument = isJson(document) ? readJson(document.text) : readYaml(document.text);
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, read.comments);
  const resources = child(read.root, 'Resources');
  if (resources?.kind !== 'map') return draft.facts();
  const x: Declared = { text: document.text, keyOf: id => logicalKey(document.path, id), keysOf: id => [logicalKey(document.path, id)], addressIn: text => /^[a-z0-9]+:\/\/\$\{(\w+)(?:\.\w+)?\}/.exec(text)?.[1] ?? null, tool: 'cloudformation' };
  for (const pair of resources.pairs) {
    const r = resourceOf(pair);
    if (!r) continue;
    checkResource(draft, r);
    extractResource(draft, x, r);
    draft.folds.push(pair.span);
  }
  return draft.facts();
}

function resourceOf(pair: YamlPair): Resource | null {
  const type = child(pair.value, 'Type');
  if (type?.kind !== 'scalar') return null;
  const properties = child(pair.value, 'Properties');
  const terraformType = entry(TYPES, type.text);
  const body = properties?.kind === 'map' ? valueOf(properties, terraformType ?? null, 0) : null;
  const empty: Resource['body'] = { kind: 'map', entries: [], span: pair.key.span };
  return {
    type: terraformType ?? type.text, address: pair.key.text, label: pair.key.text, labelSpan: pair.key.content, head: pair.key.span, span: pair.span,
    body: body?.kind === 'map' ? body : empty, many: child(pair.value, 'Condition') !== null,
  };
}

/** What Terraform's provider calls a type; those that hold or move data. */
const TYPES: { readonly [type: string]: string } = {
  'AWS::S3::Bucket': 'aws_s3_bucket', 'AWS::Kinesis::Stream': 'aws_kinesis_stream', 'AWS::KinesisFirehose::DeliveryStream': 'aws_kinesis_firehose_delivery_stream',
  'AWS::SQS::Queue': 'aws_sqs_queue', 'AWS::SNS::Topic': 'aws_sns_topic', 'AWS::SNS::Subscription': 'aws_sns_topic_subscription', 'AWS::DynamoDB::Table': 'aws_dynamodb_table', 'AWS::Serverless::SimpleTable': 'aws_dynamodb_table',
  'AWS::Glue::Table': 'aws_glue_catalog_table', 'AWS::Glue::Database': 'aws_glue_catalog_database', 'AWS::Glue::Job': 'aws_glue_job', 'AWS::Glue::Crawler': 'aws_glue_crawler', 'AWS::Glue::Trigger': 'aws_glue_trigger',
  'AWS::Lambda::Function': 'aws_lambda_function', 'AWS::Serverless::Function': 'aws_lambda_function', 'AWS::Lambda::EventSourceMapping': 'aws_lambda_event_source_mapping', 'AWS::DMS::ReplicationTask': 'aws_dms_replication_task', 'AWS::DMS::ReplicationInstance': 'aws_dms_replication_instance',
  'AWS::Redshift::Cluster': 'aws_redshift_cluster', 'AWS::RedshiftServerless::Workgroup': 'aws_redshiftserverless_workgroup', 'AWS::MSK::Cluster': 'aws_msk_cluster', 'AWS::RDS::DBInstance': 'aws_db_instance', 'AWS::RDS::DBCluster': 'aws_rds_cluster',
  'AWS::Athena::WorkGroup': 'aws_athena_workgroup', 'AWS::Athena::NamedQuery': 'aws_athena_named_query', 'AWS::MWAA::Environment': 'aws_mwaa_environment', 'AWS::EMR::Cluster': 'aws_emr_cluster',
};

/** Properties that the provider calls otherwise than `SnakeCase` of Amazon's word; by type, '' for all. */
const NAMES: { readonly [type: string]: { readonly [property: string]: string } } = {
  '': { QueueName: 'name', TopicName: 'name', TableName: 'name', BucketName: 'bucket', Ref: 'Ref' },
  aws_kinesis_stream: { RetentionPeriodHours: 'retention_period', StreamEncryption: '', KeyId: 'kms_key_id', StreamModeDetails: 'stream_mode_details' },
  aws_kinesis_firehose_delivery_stream: {
    DeliveryStreamName: 'name', KinesisStreamSourceConfiguration: 'kinesis_source_configuration', KinesisStreamARN: 'kinesis_stream_arn', ExtendedS3DestinationConfiguration: 'extended_s3_configuration', BucketARN: 'bucket_arn',
    RedshiftDestinationConfiguration: 'redshift_configuration', DeliveryStreamEncryptionConfigurationInput: 'server_side_encryption', CloudWatchLoggingOptions: 'cloudwatch_logging_options', SizeInMBs: 'buffering_size', BufferingHints: '',
  },
  aws_sqs_queue: { MessageRetentionPeriod: 'message_retention_seconds', VisibilityTimeout: 'visibility_timeout_seconds' },
  aws_sns_topic: { KmsMasterKeyId: 'kms_master_key_id' },
  aws_dynamodb_table: { PointInTimeRecoverySpecification: 'point_in_time_recovery', PointInTimeRecoveryEnabled: 'enabled', AttributeDefinitions: 'attribute', AttributeName: 'name', AttributeType: 'type' },
  aws_glue_catalog_table: { TableInput: '', PartitionKeys: 'partition_keys' },
  aws_glue_job: { MaxRetries: 'max_retries' },
  aws_glue_crawler: { Targets: '', S3Targets: 's3_target', ScheduleExpression: 'schedule' },
  aws_rds_cluster: { DBClusterIdentifier: 'cluster_identifier' }, aws_db_instance: { DBInstanceIdentifier: 'identifier' },
  aws_lambda_function: { FunctionName: 'function_name' },
  aws_athena_workgroup: { WorkGroupConfiguration: 'configuration' }, aws_athena_named_query: { QueryString: 'query' },
};

const MOST_DEPTH = 40;

/** A YAML or JSON value with the provider's names. Functions (`!Ref`, `Fn::GetAtt`, `!Sub`) become resources, symbols, or unknown. */
function valueOf(node: YamlNode | null, type: string | null, depth: number): Value {
  if (node === null || depth > MOST_DEPTH) return { kind: 'unknown', span: node?.span ?? { start: 0, end: 0 } };
  if (node.kind === 'scalar') return scalarValue(node);
  if (node.kind === 'seq') {
    if (node.tag === '!GetAtt' || node.tag === '!Sub' || node.tag) return { kind: 'unknown', span: node.span };
    return { kind: 'list', items: node.items.map(i => valueOf(i.value, type, depth + 1)), span: node.span };
  }
  const [only] = node.pairs;
  if (node.pairs.length === 1 && only) {
    const made = functionValue(only);
    if (made) return made;
  }
  const entries: { key: string; keySpan: Resource['head']; value: Value }[] = [];
  for (const p of node.pairs) {
    const key = (type === null ? undefined : NAMES[type]?.[p.key.text]) ?? NAMES['']![p.key.text] ?? snake(p.key.text);
    const value = valueOf(p.value, type, depth + 1);
    // Properties that the provider has one level higher.
    if (key === '' && value.kind === 'map') entries.push(...value.entries.map(e => ({ ...e, keySpan: e.keySpan })));
    else if (key !== '') entries.push({ key, keySpan: p.key.span, value: value.kind === 'map' ? { kind: 'list', items: [value], span: value.span } : value });
  }
  return { kind: 'map', entries, span: node.span };
}

function scalarValue(node: Extract<YamlNode, { kind: 'scalar' }>): Value {
  const { span, content } = node;
  if (node.tag === '!Ref') return { kind: 'resource', address: node.text, attribute: '', span };
  if (node.tag === '!GetAtt') return { kind: 'resource', address: node.text.split('.')[0]!, attribute: node.text.split('.').slice(1).join('.'), span };
  if (node.tag === '!Sub') return substituted(node.text, span, content);
  if (node.tag) return { kind: 'unknown', span };
  return { kind: 'known', value: node.value, span, content };
}

function functionValue(pair: YamlPair): Value | null {
  const { span } = pair;
  const v = pair.value;
  switch (pair.key.text) {
    case 'Ref': return v?.kind === 'scalar' ? { kind: 'resource', address: v.text, attribute: '', span } : { kind: 'unknown', span };
    case 'Fn::GetAtt': {
      const first = v?.kind === 'seq' ? v.items[0]?.value : v;
      return first?.kind === 'scalar' ? { kind: 'resource', address: first.text.split('.')[0]!, attribute: '', span } : { kind: 'unknown', span };
    }
    case 'Fn::Sub': return v?.kind === 'scalar' ? substituted(v.text, span, v.content) : { kind: 'unknown', span };
    default: return pair.key.text.startsWith('Fn::') ? { kind: 'unknown', span } : null;
  }
}

function substituted(text: string, span: Resource['head'], content: Resource['head']): Value {
  return text.includes('${') ? { kind: 'symbolic', text, span } : { kind: 'known', value: text, span, content };
}

/** `RetentionPeriodHours` -> `retention_period_hours`, `KinesisStreamARN` -> `kinesis_stream_arn`. */
function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2').toLowerCase();
}
