import type { Draft } from '../../shared/draft';
import { at, flagOf, isAbsent, isSure, numberOf, type Resource, symbolicOf, textOf, type Value } from '../resource';

/** One thing that well-kept infrastructure has. `wrong` is asked about the resource; null if it is fine or can't be told. */
interface Care {
  readonly types: readonly string[];
  readonly rule: 'infrastructure-unencrypted' | 'infrastructure-public' | 'infrastructure-no-backup' | 'infrastructure-no-logs' | 'infrastructure-unprotected' | 'pipeline-job-limits';
  /** The well-known checker's id. */
  readonly id: string;
  readonly message: string;
  wrong(r: Resource): Value | true | null;
}

/** Wrong if an attribute is absent or surely `false`. */
const off = (path: string) => (r: Resource): Value | true | null => {
  const v = at(r.body, path);
  return isAbsent(v) && !unknownAbove(r, path) ? true : isSure(v) && flagOf(v) === false ? v! : null;
};
/** Wrong if an attribute is surely `true`. */
const on = (path: string) => (r: Resource): Value | true | null => {
  const v = at(r.body, path);
  return v && isSure(v) && flagOf(v) === true ? v : null;
};
/** Wrong if nothing stands there. */
const missing = (...paths: readonly string[]) => (r: Resource): true | null => (paths.every(p => isAbsent(at(r.body, p)) && !unknownAbove(r, p)) ? true : null);

function unknownAbove(r: Resource, path: string): boolean {
  const parts = path.split('.');
  return parts.some((_, i) => i > 0 && at(r.body, parts.slice(0, i).join('.'))?.kind === 'unknown');
}

const CARES: readonly Care[] = [
  { types: ['aws_kinesis_stream'], rule: 'infrastructure-unencrypted', id: 'CKV_AWS_43', message: 'The stream is not encrypted', wrong: r => (isAbsent(at(r.body, 'encryption_type')) ? true : isSure(at(r.body, 'encryption_type')) && textOf(at(r.body, 'encryption_type')) === 'NONE' ? at(r.body, 'encryption_type')! : null) },
  { types: ['aws_kinesis_firehose_delivery_stream'], rule: 'infrastructure-unencrypted', id: 'CKV_AWS_240', message: 'The delivery stream is not encrypted', wrong: r => (at(r.body, 'kinesis_source_configuration') ? null : off('server_side_encryption.enabled')(r)) },
  { types: ['aws_sns_topic'], rule: 'infrastructure-unencrypted', id: 'CKV_AWS_26', message: 'The topic is not encrypted', wrong: missing('kms_master_key_id') },
  { types: ['aws_sqs_queue'], rule: 'infrastructure-unencrypted', id: 'CKV_AWS_27', message: 'The queue is not encrypted', wrong: r => (isSure(at(r.body, 'sqs_managed_sse_enabled')) && flagOf(at(r.body, 'sqs_managed_sse_enabled')) === false && isAbsent(at(r.body, 'kms_master_key_id')) ? at(r.body, 'sqs_managed_sse_enabled')! : null) },
  { types: ['aws_redshift_cluster'], rule: 'infrastructure-unencrypted', id: 'CKV_AWS_64', message: 'The cluster is not encrypted', wrong: off('encrypted') },
  { types: ['aws_db_instance', 'aws_rds_cluster'], rule: 'infrastructure-unencrypted', id: 'CKV_AWS_16', message: 'The database is not encrypted', wrong: r => (at(r.body, 'snapshot_identifier') || at(r.body, 'replicate_source_db') ? null : off('storage_encrypted')(r)) },
  { types: ['aws_elasticache_replication_group'], rule: 'infrastructure-unencrypted', id: 'CKV_AWS_29', message: 'Data at rest is not encrypted', wrong: off('at_rest_encryption_enabled') },
  { types: ['aws_elasticache_replication_group'], rule: 'infrastructure-unencrypted', id: 'CKV_AWS_30', message: 'Data in transit is not encrypted', wrong: off('transit_encryption_enabled') },
  { types: ['aws_msk_cluster'], rule: 'infrastructure-unencrypted', id: 'CKV_AWS_81', message: 'Clients may talk to the brokers in plain text', wrong: r => { const v = at(r.body, 'encryption_info.encryption_in_transit.client_broker'); return v && isSure(v) && textOf(v) !== 'TLS' ? v : null; } },
  { types: ['aws_athena_workgroup'], rule: 'infrastructure-unencrypted', id: 'CKV_AWS_159', message: 'Results of queries are not encrypted', wrong: missing('configuration.result_configuration.encryption_configuration') },
  { types: ['aws_redshift_cluster'], rule: 'infrastructure-public', id: 'CKV_AWS_87', message: 'The cluster can be reached from the internet', wrong: on('publicly_accessible') },
  { types: ['aws_db_instance', 'aws_rds_cluster_instance'], rule: 'infrastructure-public', id: 'CKV_AWS_17', message: 'The database can be reached from the internet', wrong: on('publicly_accessible') },
  { types: ['aws_dms_replication_instance'], rule: 'infrastructure-public', id: 'CKV_AWS_89', message: 'The replication instance can be reached from the internet', wrong: on('publicly_accessible') },
  { types: ['aws_s3_bucket', 'aws_s3_bucket_acl'], rule: 'infrastructure-public', id: 'CKV_AWS_20', message: 'Everybody may read the bucket', wrong: r => aclIs(r, 'public-read') },
  { types: ['aws_s3_bucket', 'aws_s3_bucket_acl'], rule: 'infrastructure-public', id: 'CKV_AWS_57', message: 'Everybody may write to the bucket', wrong: r => aclIs(r, 'public-read-write') },
  { types: ['google_sql_database_instance'], rule: 'infrastructure-public', id: 'CKV_GCP_11', message: 'The database can be reached from every address', wrong: r => { const v = at(r.body, 'settings.ip_configuration.authorized_networks.value'); return v && isSure(v) && textOf(v) === '0.0.0.0/0' ? v : null; } },
  { types: ['aws_dynamodb_table'], rule: 'infrastructure-no-backup', id: 'CKV_AWS_28', message: 'The table can\'t be brought back to an earlier moment', wrong: off('point_in_time_recovery.enabled') },
  { types: ['aws_db_instance', 'aws_rds_cluster'], rule: 'infrastructure-no-backup', id: 'CKV_AWS_133', message: 'No backups are kept', wrong: r => { const v = at(r.body, 'backup_retention_period'); return v && isSure(v) && numberOf(v) === 0 ? v : null; } },
  { types: ['google_sql_database_instance'], rule: 'infrastructure-no-backup', id: 'CKV_GCP_14', message: 'No backups are made', wrong: off('settings.backup_configuration.enabled') },
  { types: ['aws_msk_cluster'], rule: 'infrastructure-no-logs', id: 'CKV_AWS_80', message: 'The brokers\' logs are not kept', wrong: missing('logging_info') },
  { types: ['aws_redshift_cluster'], rule: 'infrastructure-no-logs', id: 'CKV_AWS_71', message: 'Queries and connections are not logged', wrong: r => (isSure(at(r.body, 'logging.enable')) && flagOf(at(r.body, 'logging.enable')) === false ? at(r.body, 'logging.enable')! : null) },
  { types: ['aws_kinesis_firehose_delivery_stream'], rule: 'infrastructure-no-logs', id: 'Pipewright', message: 'What can\'t be delivered is not logged: set cloudwatch_logging_options', wrong: r => (at(r.body, 'extended_s3_configuration') && !at(r.body, 'extended_s3_configuration.cloudwatch_logging_options') ? true : null) },
  { types: ['google_bigquery_table'], rule: 'infrastructure-unprotected', id: 'CKV_GCP_121', message: 'The table may be deleted by a plan', wrong: r => { const v = at(r.body, 'deletion_protection'); return v && isSure(v) && flagOf(v) === false ? v : null; } },
  { types: ['aws_s3_bucket', 'google_storage_bucket', 'google_bigquery_dataset'], rule: 'infrastructure-unprotected', id: 'Pipewright', message: 'Its data is deleted with it, whatever is in there', wrong: r => on('force_destroy')(r) ?? on('delete_contents_on_destroy')(r) },
  { types: ['aws_glue_job'], rule: 'pipeline-job-limits', id: 'Pipewright', message: 'The job is not tried again: set max_retries', wrong: missing('max_retries') },
  { types: ['aws_glue_job'], rule: 'pipeline-job-limits', id: 'Pipewright', message: 'The job may run for two days before it is stopped: set timeout', wrong: missing('timeout') },
];

export function careChecks(draft: Draft, r: Resource): void {
  for (const c of CARES) {
    if (!c.types.includes(r.type)) continue;
    const wrong = c.wrong(r);
    if (wrong === null) continue;
    draft.problem(c.rule, wrong === true ? r.head : wrong.span, c.id === 'Pipewright' ? c.message : `${c.message} (${c.id})`, { resource: r.address, check: c.id });
  }
  personalBucket(draft, r);
  bareBucket(draft, r);
}

function aclIs(r: Resource, acl: string): Value | null {
  const v = at(r.body, 'acl');
  return v && isSure(v) && textOf(v) === acl ? v : null;
}

/** A place that by its name holds personal data, and keeps it for ever. Other resources of the module may set rules: a rule looks for them. */
function personalBucket(draft: Draft, r: Resource): void {
  if (r.type !== 'aws_s3_bucket' && r.type !== 'google_storage_bucket') return;
  const name = symbolicOf(at(r.body, r.type === 'aws_s3_bucket' ? 'bucket' : 'name')) ?? r.label;
  if (!/(^|[-_.])(pii|personal|gdpr|customer-?data)([-_.]|$)/i.test(name) || at(r.body, 'lifecycle_rule')) return;
  draft.problem('personal-data-kept-forever', r.head, `'${name}' seems to hold personal data, and no rule deletes any of it`, { resource: r.address });
}

/** A bucket that says nothing of what deletes its data, or of a key for it: worth telling where personal data is written into it, which a rule finds out. */
function bareBucket(draft: Draft, r: Resource): void {
  if (r.type !== 'aws_s3_bucket' && r.type !== 'google_storage_bucket') return;
  const kept = ['lifecycle_rule', 'lifecycle_configuration', 'retention_policy'].every(n => isAbsent(at(r.body, n)));
  const plain = ['server_side_encryption_configuration', 'bucket_encryption', 'encryption'].every(n => isAbsent(at(r.body, n)));
  if (kept || plain) draft.problem('pii-in-bucket', r.head, '', { resource: r.address, kept, plain });
}
