import type { Draft } from '../../shared/draft';
import { all, at, flagOf, isAbsent, isSure, numberOf, type Resource, symbolicOf, textOf, type Value } from '../resource';

/** Values outside of what the service takes. Unknown values and defaults of variables are never wrong. */
export function limitChecks(draft: Draft, r: Resource): void {
  for (const l of LIMITS) if (l.type === r.type) for (const v of all(r.body, l.path)) checkLimit(draft, r, l, v);
  if (r.type === 'aws_kinesis_firehose_delivery_stream') checkFirehose(draft, r);
  if (r.type === 'aws_kinesis_stream' && textOf(at(r.body, 'encryption_type')) === 'KMS' && isSure(at(r.body, 'encryption_type')) && isAbsent(at(r.body, 'kms_key_id'))) {
    draft.problem('infrastructure-limit', at(r.body, 'encryption_type')!.span, 'encryption_type "KMS" needs kms_key_id', { severity: 'warning' });
  }
}

type Limit = { readonly type: string; readonly path: string; readonly source: string } & ({ readonly from: number; readonly to: number; readonly unit: string } | { readonly oneOf: readonly string[] });

const LIMITS: readonly Limit[] = [
  { type: 'aws_kinesis_stream', path: 'retention_period', from: 24, to: 8_760, unit: 'hours', source: 'Kinesis Data Streams: data retention period' },
  { type: 'aws_kinesis_stream', path: 'encryption_type', oneOf: ['NONE', 'KMS'], source: 'provider aws: aws_kinesis_stream' },
  { type: 'aws_kinesis_stream', path: 'stream_mode_details.stream_mode', oneOf: ['ON_DEMAND', 'PROVISIONED'], source: 'provider aws: aws_kinesis_stream' },
  { type: 'azurerm_eventhub', path: 'capture_description.interval_in_seconds', from: 60, to: 900, unit: 'seconds', source: 'provider azurerm: azurerm_eventhub' },
  { type: 'azurerm_eventhub', path: 'capture_description.size_limit_in_bytes', from: 10_485_760, to: 524_288_000, unit: 'bytes', source: 'provider azurerm: azurerm_eventhub' },
  { type: 'azurerm_eventhub', path: 'capture_description.encoding', oneOf: ['Avro', 'AvroDeflate'], source: 'provider azurerm: azurerm_eventhub' },
  { type: 'aws_sqs_queue', path: 'message_retention_seconds', from: 60, to: 1_209_600, unit: 'seconds', source: 'SQS: SetQueueAttributes, MessageRetentionPeriod' },
  { type: 'aws_sqs_queue', path: 'visibility_timeout_seconds', from: 0, to: 43_200, unit: 'seconds', source: 'SQS: SetQueueAttributes, VisibilityTimeout' },
  { type: 'aws_dynamodb_table', path: 'billing_mode', oneOf: ['PROVISIONED', 'PAY_PER_REQUEST'], source: 'provider aws: aws_dynamodb_table' },
  { type: 'google_bigquery_table', path: 'time_partitioning.type', oneOf: ['DAY', 'HOUR', 'MONTH', 'YEAR'], source: 'provider google: google_bigquery_table' },
];

function checkLimit(draft: Draft, r: Resource, l: Limit, v: Value): void {
  if (!isSure(v)) return;
  const name = l.path.slice(l.path.lastIndexOf('.') + 1);
  if ('oneOf' in l) {
    const text = textOf(v);
    if (text !== null && !l.oneOf.includes(text)) draft.problem('infrastructure-limit', v.kind === 'known' ? v.content : v.span, `${name} is ${l.oneOf.join(' or ')}, not '${text}'`, { resource: r.address });
    return;
  }
  const n = numberOf(v);
  if (n !== null && (n < l.from || n > l.to)) draft.problem('infrastructure-limit', v.span, `${name} must be ${l.from} to ${l.to} ${l.unit}, not ${n}`, { resource: r.address });
}

/** Dynamic partitioning of Firehose: what its prefix names must be switched on and made. */
function checkFirehose(draft: Draft, r: Resource): void {
  const s3 = at(r.body, 'extended_s3_configuration');
  if (s3?.kind !== 'list' || s3.items[0]?.kind !== 'map') return;
  const here = s3.items[0];
  const prefix = at(here, 'prefix');
  const text = symbolicOf(prefix);
  const block = at(here, 'dynamic_partitioning_configuration');
  const enabled = flagOf(at(here, 'dynamic_partitioning_configuration.enabled'));
  if (prefix && text !== null && /!\{partitionKeyFrom(Query|Lambda):/.test(text) && (block === undefined || enabled === false)) {
    draft.problem('firehose-partitioning', prefix.span, 'Partition keys in prefix need dynamic_partitioning_configuration { enabled = true }');
  }
  if (enabled !== true || !isSure(at(here, 'dynamic_partitioning_configuration.enabled'))) return;
  if (isAbsent(at(here, 'error_output_prefix'))) draft.problem('firehose-partitioning', block!.span, 'Dynamic partitioning needs error_output_prefix');
  const processors = all(here, 'processing_configuration.processors.type');
  const known = processors.every(p => textOf(p) !== null);
  if (at(here, 'processing_configuration')?.kind !== 'unknown' && known && !processors.some(p => /^(MetadataExtraction|Lambda)$/.test(textOf(p) ?? ''))) {
    draft.problem('firehose-partitioning', block!.span, 'Dynamic partitioning needs a MetadataExtraction or Lambda processor that makes the partition keys');
  }
  const buffer = at(here, 'buffering_size') ?? at(here, 'buffer_size');
  const size = numberOf(buffer);
  if (buffer && isSure(buffer) && size !== null && size < 64) draft.problem('firehose-partitioning', buffer.span, `Dynamic partitioning needs a buffer of at least 64 MB, not ${size}`, { severity: 'warning' });
}
