import type { Facts } from '../../model/facts';
import type { Document, Format } from '../../model/format';
import type { Key } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { jsonEdits, readJson } from '../../syntax/json';
import { readYaml, valueOf as child, yamlEdits, type YamlDocument, type YamlNode, type YamlPair } from '../../syntax/yaml';
import { Draft } from '../shared/draft';
import { entry } from '../../text/entry';
import { checkResource } from './checks';
import { type Declared, extractResource } from './extract';
import { exportKey, logicalKey } from './names';
import { type Resource, textOf, type Value } from './resource';
import { expectTemplate, explainTemplate } from './templateEditing';
import { functionOf, referToNames, type Template, templateOf } from './template';

/** CloudFormation and SAM templates: the same resources as Terraform's, under Amazon's names. */
export const cloudformation: Format = {
  id: 'cloudformation',
  version: 3,
  extensions: ['yaml', 'yml', 'json', 'template'],
  recognises(_path, head) {
    const text = head();
    return /AWSTemplateFormatVersion|AWS::Serverless-2016-10-31/.test(text) || (/["']?Resources["']?\s*:/.test(text) && /["']?Type["']?\s*:\s*["']?AWS::(Kinesis|KinesisFirehose|MSK|Glue|Redshift|S3|DynamoDB|SNS|SQS|RDS|Athena|DMS|Lambda|Serverless)::/.test(text));
  },
  extract,
  expect: (document, _project, offset) => expectTemplate(document, isJson(document), offset),
  explain: (document, _project, offset) => explainTemplate(document, isJson(document), offset),
  edit: (document, operations) => (isJson(document) ? jsonEdits(document.text, operations) : yamlEdits(document.text, operations)),
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
  const t = templateOf(document.path, read.root);
  const exported = exportsOf(t, read.root);
  const keyOf = (id: string) => (id.startsWith('import:') ? exportKey(id.slice(7)) : logicalKey(document.path, id));
  const x: Declared = { text: document.text, keyOf, keysOf: id => [keyOf(id)], addressIn: text => /^[a-z0-9]+:\/\/\$\{(\w+)(?:\.\w+)?\}/.exec(text)?.[1] ?? null, tool: 'cloudformation' };
  for (const pair of resources.pairs) {
    const r = resourceOf(t, pair);
    if (!r) continue;
    checkResource(draft, r);
    extractResource(draft, x, r, null, exported.get(r.address) ?? []);
    draft.folds.push(pair.span);
  }
  const parameters = child(read.root, 'Parameters');
  if (parameters?.kind === 'map') for (const p of parameters.pairs) draft.declare({ id: logicalKey(document.path, p.key.text), kind: 'symbol', type: 'cloudformation.parameter', role: 'defines', name: p.key.text, keys: [], nameSpan: p.key.content, span: p.span, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false });
  referToNames(draft, t, read.root);
  return draft.facts();
}

/** What the outputs export of each resource: names that other stacks import. */
function exportsOf(t: Template, root: YamlNode | null): ReadonlyMap<string, readonly Key[]> {
  const outputs = child(root, 'Outputs');
  const out = new Map<string, Key[]>();
  if (outputs?.kind !== 'map') return out;
  for (const { value } of outputs.pairs) {
    const exports = child(child(value, 'Export'), 'Name');
    const name = exports === null ? null : textOf(valueOf(t, exports, null, 0));
    const of = child(value, 'Value');
    const what = of === null ? null : valueOf(t, of, null, 0);
    if (name !== null && what?.kind === 'resource') out.set(what.address, [...(out.get(what.address) ?? []), exportKey(name)]);
  }
  return out;
}

function resourceOf(t: Template, pair: YamlPair): Resource | null {
  const type = child(pair.value, 'Type');
  if (type?.kind !== 'scalar') return null;
  const properties = child(pair.value, 'Properties');
  const terraformType = entry(TYPES, type.text);
  const body = properties?.kind === 'map' ? valueOf(t, properties, terraformType ?? null, 0) : null;
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

/** All of Amazon's types that hold or move data. */
export function amazonTypes(): readonly string[] {
  return Object.keys(TYPES);
}

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

/** A YAML or JSON value with the provider's names. Functions (`!Ref`, `Fn::GetAtt`, `!Sub`, `!Join`…) become resources, texts, symbols, or unknown. */
function valueOf(t: Template, node: YamlNode | null, type: string | null, depth: number): Value {
  if (node === null || depth > MOST_DEPTH) return { kind: 'unknown', span: node?.span ?? { start: 0, end: 0 } };
  const inner = (n: YamlNode | null): Value => valueOf(t, n, type, depth + 1);
  if (node.tag?.startsWith('!') && !node.tag.startsWith('!!')) {
    const name = node.tag.slice(1);
    return functionOf(t, name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`, node, node.span, n => (n === node ? { kind: 'unknown', span: node.span } : inner(n))) ?? { kind: 'unknown', span: node.span };
  }
  if (node.kind === 'scalar') return { kind: 'known', value: node.value, span: node.span, content: node.content };
  if (node.kind === 'seq') return { kind: 'list', items: node.items.map(i => inner(i.value)), span: node.span };
  const [only] = node.pairs;
  if (node.pairs.length === 1 && only) {
    const made = functionOf(t, only.key.text, only.value, only.span, inner);
    if (made) return made;
  }
  const entries: { key: string; keySpan: Resource['head']; value: Value }[] = [];
  for (const p of node.pairs) {
    const key = (type === null ? undefined : entry(entry(NAMES, type) ?? {}, p.key.text)) ?? entry(NAMES['']!, p.key.text) ?? snake(p.key.text);
    const value = inner(p.value);
    // Properties that the provider has one level higher.
    if (key === '' && value.kind === 'map') entries.push(...value.entries.map(e => ({ ...e, keySpan: e.keySpan })));
    else if (key !== '') entries.push({ key, keySpan: p.key.span, value: value.kind === 'map' ? { kind: 'list', items: [value], span: value.span } : value });
  }
  return { kind: 'map', entries, span: node.span };
}

/** `RetentionPeriodHours` -> `retention_period_hours`, `KinesisStreamARN` -> `kinesis_stream_arn`. */
function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2').toLowerCase();
}
