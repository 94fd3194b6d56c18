import { locationKey, streamKey, tableKey } from '../../shared/names';
import { at, type Resource, symbolicOf, textOf, type Value } from '../resource';
import { config, facts, places, sql } from './aws';
import { type ColumnMeaning, dotted, type Meaning, type MeaningOf, simple } from './meaning';

/** Resources of Google Cloud that hold or move data, by the Terraform provider hashicorp/google. */
export const google: { readonly [type: string]: MeaningOf } = {
  google_storage_bucket: r => simple('dataset', 'gcs.bucket', at(r.body, 'name'), name => {
    const k = locationKey(`gs://${name}`);
    return k === null ? [] : [k];
  }),
  google_bigquery_dataset: r => simple('symbol', 'bigquery.dataset', at(r.body, 'dataset_id'), () => []),
  google_bigquery_table: bigqueryTable,
  google_bigquery_data_transfer_config: r => simple('job', 'bigquery.scheduled_query', at(r.body, 'display_name'), () => [], { schedule: textOf(at(r.body, 'schedule')), ...sql(at(r.body, 'params.query'), 'bigquery', textOf(at(r.body, 'destination_dataset_id'))) }),
  google_pubsub_topic: r => simple('dataset', 'pubsub.topic', at(r.body, 'name'), name => [streamKey('pubsub', name)]),
  google_pubsub_subscription: r => simple('job', 'pubsub.subscription', at(r.body, 'name'), () => [], { places: places(r, [['topic', 'reads', 'pubsub'], ['bigquery_config.table', 'writes', 'table'], ['cloud_storage_config.bucket', 'writes', 'gs']]) }),
  google_dataflow_job: r => simple('job', 'dataflow.job', at(r.body, 'name'), () => [], { places: places(r, [['parameters.inputTopic', 'reads', 'pubsub'], ['parameters.outputTableSpec', 'writes', 'table'], ['parameters.inputFilePattern', 'reads', 'uri'], ['parameters.outputDirectory', 'writes', 'uri']]) }),
  google_dataproc_cluster: r => simple('symbol', 'dataproc.cluster', at(r.body, 'name'), () => []),
  google_sql_database_instance: r => simple('symbol', 'cloudsql.instance', at(r.body, 'name'), () => []),
  google_spanner_instance: r => simple('symbol', 'spanner.instance', at(r.body, 'name'), () => []),
  google_composer_environment: r => simple('symbol', 'airflow.environment', at(r.body, 'name'), () => []),
  google_datastream_stream: r => simple('job', 'datastream.stream', at(r.body, 'display_name'), () => []),
};

function bigqueryTable(r: Resource): Meaning {
  const view = at(r.body, 'view.query') ?? at(r.body, 'materialized_view.query');
  const name = dotted(at(r.body, 'dataset_id'), at(r.body, 'table_id'));
  const schema = at(r.body, 'schema');
  const columns = schemaColumns(schema);
  return simple('dataset', view ? 'bigquery.view' : 'bigquery.table', at(r.body, 'table_id'), known => [tableKey((name ?? known).split('.'))], {
    columns, columnsComplete: columns.length > 0 && schema?.kind !== 'unknown',
    description: symbolicOf(at(r.body, 'description')),
    config: config(r, ['time_partitioning', 'range_partitioning', 'clustering', 'deletion_protection', 'require_partition_filter']),
    facts: facts([['partitioned by', symbolicOf(at(r.body, 'time_partitioning.field')) ?? symbolicOf(at(r.body, 'range_partitioning.field'))]]),
    places: places(r, [['external_data_configuration.source_uris', 'reads', 'uri']]),
    ...(view ? sql(view, 'bigquery', textOf(at(r.body, 'dataset_id'))) : {}),
  });
}

/** The columns of BigQuery's JSON schema, written as a text (with places in it) or as a value for `jsonencode`. */
export function schemaColumns(schema: Value | undefined): ColumnMeaning[] {
  if (schema?.kind === 'known' && typeof schema.value === 'string') return jsonColumns(schema, schema.value);
  if (schema?.kind !== 'list') return [];
  return schema.items.flatMap(item => {
    const name = at(item, 'name');
    if (!name || textOf(name) === null) return [];
    const description = symbolicOf(at(item, 'description'));
    return [{ name, type: typeName(symbolicOf(at(item, 'type')), symbolicOf(at(item, 'mode'))), nullable: symbolicOf(at(item, 'mode')) !== 'REQUIRED', ...(description ? { description } : {}) }];
  });
}

function jsonColumns(schema: Value & { readonly kind: 'known' }, text: string): ColumnMeaning[] {
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(fields)) return [];
  let from = 0;
  return fields.flatMap((f: unknown): ColumnMeaning[] => {
    const { name, type, mode, description } = (f ?? {}) as { name?: unknown; type?: unknown; mode?: unknown; description?: unknown };
    if (typeof name !== 'string') return [];
    // The name's place in the text: names come in the order of the fields.
    const found = text.indexOf(`"${name}"`, from);
    if (found >= 0) from = found + name.length;
    const start = schema.content.start + Math.max(0, found + 1);
    const span = found >= 0 && schema.content.end - schema.content.start === text.length ? { start, end: start + name.length } : { start: schema.span.start, end: schema.span.start };
    return [{ name: { kind: 'known', value: name, span, content: span }, type: typeName(typeof type === 'string' ? type : null, typeof mode === 'string' ? mode : null), nullable: mode !== 'REQUIRED', ...(typeof description === 'string' ? { description } : {}) }];
  });
}

function typeName(type: string | null, mode: string | null): string | null {
  if (type === null) return null;
  return mode === 'REPEATED' ? `array<${type.toLowerCase()}>` : type.toLowerCase();
}
