import type { Word } from '../../model/format';

/** Kinds of model, with what each needs and means, in our words. */
export const KINDS: { readonly [kind: string]: { readonly doc: string; readonly needs: readonly string[]; readonly insert?: string } } = {
  FULL: { doc: 'The table is built anew in every run.', needs: [] },
  VIEW: { doc: 'A view; its query runs when it is read. This is the default.', needs: [] },
  INCREMENTAL_BY_TIME_RANGE: { doc: 'Each run replaces the rows of a range of time. The query must filter by `@start_ds` and `@end_ds` or their kin.', needs: ['time_column'], insert: 'INCREMENTAL_BY_TIME_RANGE (\n    time_column $1\n  )' },
  INCREMENTAL_BY_UNIQUE_KEY: { doc: 'Rows are merged by a key.', needs: ['unique_key'], insert: 'INCREMENTAL_BY_UNIQUE_KEY (\n    unique_key $1\n  )' },
  INCREMENTAL_BY_PARTITION: { doc: 'Each run replaces whole partitions; needs `partitioned_by`.', needs: [] },
  INCREMENTAL_UNMANAGED: { doc: 'Each run appends rows; SQLMesh keeps no account of what is loaded.', needs: [] },
  SCD_TYPE_2: { doc: 'Keeps old versions of rows, by a column that says when a row changed.', needs: ['unique_key'] },
  SCD_TYPE_2_BY_TIME: { doc: 'Keeps old versions of rows, by a column that says when a row changed.', needs: ['unique_key'], insert: 'SCD_TYPE_2_BY_TIME (\n    unique_key $1\n  )' },
  SCD_TYPE_2_BY_COLUMN: { doc: 'Keeps old versions of rows, by comparing columns.', needs: ['unique_key', 'columns'], insert: 'SCD_TYPE_2_BY_COLUMN (\n    unique_key $1,\n    columns [$2]\n  )' },
  EMBEDDED: { doc: 'No table: the query is written into those that read it.', needs: [] },
  SEED: { doc: 'The rows of a CSV file.', needs: ['path'], insert: "SEED (\n    path '$1'\n  )" },
  EXTERNAL: { doc: 'A table that is made elsewhere; described in `external_models.yaml`.', needs: [] },
  MANAGED: { doc: 'A table that the engine keeps up to date by itself (dynamic tables of Snowflake).', needs: [] },
  CUSTOM: { doc: 'A kind that the project itself defines.', needs: ['materialization'], insert: "CUSTOM (\n    materialization '$1'\n  )" },
  DBT_CUSTOM: { doc: 'A custom materialization of a dbt project.', needs: [] },
};

/** Properties of MODEL. */
export const PROPERTIES: { readonly [name: string]: string } = {
  name: 'The name by which queries refer to the model: `schema.table` or `catalog.schema.table`.',
  kind: 'How the table is kept: `FULL`, `VIEW`, `INCREMENTAL_BY_TIME_RANGE (…)` and others.',
  dialect: 'The SQL dialect of the query; that of the configuration if absent.',
  owner: 'Who answers for the model; told when it fails.',
  stamp: 'Any text; changing it makes a new version of the model.',
  cron: 'How often the model runs: a cron expression or `@daily`, `@hourly` and the like.',
  cron_tz: 'The time zone of `cron`.',
  interval_unit: 'The unit of time that runs are cut into, if not that of `cron`.',
  start: 'From when data is loaded: a date or `1 week ago`.',
  end: 'Until when data is loaded.',
  tags: 'Labels by which models are chosen.',
  grain: 'Columns that tell rows apart. Used to compare versions of the table.',
  grains: 'Several grains.',
  references: 'Columns that other models\' grains can be joined by.',
  description: 'What the table holds.',
  column_descriptions: 'Descriptions of columns: `(id = \'…\')`.',
  columns: 'All columns with their types: `(id INT, name TEXT)`. Else they come from the query.',
  depends_on: 'Models this one needs, where the query does not show it.',
  partitioned_by: 'Columns or expressions by which the table is partitioned.',
  clustered_by: 'Columns by which rows are sorted within the table.',
  table_format: 'The format of the table: `iceberg`, `hive`, `delta`.',
  storage_format: 'The format of the files: `parquet`, `orc`.',
  audits: 'Checks that run after the model: names of audits with arguments.',
  assertions: 'Another word for `audits`.',
  physical_properties: 'Properties of the table that holds the data.',
  table_properties: 'An older word for `physical_properties`.',
  virtual_properties: 'Properties of the view that readers see.',
  session_properties: 'Settings of the session in which the model runs.',
  allow_partials: 'Whether intervals that are not over yet are loaded.',
  enabled: 'False leaves the model out.',
  gateway: 'The connection on which the model runs.',
  optimize_query: 'Whether SQLMesh rewrites the query before it runs.',
  ignored_rules: 'Rules of the linter that do not apply here.',
  formatting: 'Whether `sqlmesh format` touches the file.',
  validate_query: 'An older word: whether problems of the query stop the run.',
  physical_version: 'Pins the version of the table.',
  signals: 'Conditions to wait for before a run.',
  default_catalog: 'The catalog of names without one.',
  project: 'The project of several in one repository.',
  blueprints: 'Values for which the model is made several times.',
  virtual_environment_mode: 'How environments see the model.',
  retention: 'How long rows are kept.',
  lookback: 'How many intervals are loaded again in each run.',
  time_column: 'The column by which an incremental model is cut into ranges.',
  unique_key: 'Columns that tell rows apart.',
  batch_size: 'How many intervals one query loads at most.',
  batch_concurrency: 'How many batches run at the same time.',
  forward_only: 'Changes apply to new data only.',
  disable_restatement: 'Whether old intervals can be loaded again.',
  physical_schema_override: 'The schema of the table that holds the data.',
  grants: 'Rights on the table, by name.',
  grants_target_layer: 'Whether rights are given on the view, the table, or both.',
  pre_statements: 'Statements that run before the query.',
  post_statements: 'Statements that run after the query.',
  on_virtual_update: 'Statements that run when the view is pointed at another version.',
};

/** Words that stand in MODEL's brackets itself; the others belong to a kind. */
const OF_KIND = new Set(['time_column', 'unique_key', 'batch_size', 'batch_concurrency', 'forward_only', 'disable_restatement', 'lookback', 'pre_statements', 'post_statements', 'on_virtual_update']);

/** Audits that SQLMesh brings, with the meaning that other tools have for them. */
export const AUDITS: { readonly [name: string]: string } = {
  not_null: 'not_null', unique_values: 'unique', accepted_values: 'accepted_values', unique_combination_of_columns: 'unique_combination', number_of_rows: 'row_count', forall: 'expression', accepted_range: 'accepted_range', at_least_one: 'at_least_one', not_constant: 'not_constant',
  not_empty_string: 'not_empty_string', not_null_proportion: 'not_null_proportion', not_accepted_values: 'not_accepted_values', sequential_values: 'sequential_values', mutually_exclusive_ranges: 'mutually_exclusive_ranges', valid_uuid: 'valid_uuid', valid_url: 'valid_url', valid_http_method: 'valid_http_method',
  valid_email: 'valid_email', match_regex_pattern_list: 'regex', not_match_regex_pattern_list: 'regex', match_like_pattern_list: 'like', not_match_like_pattern_list: 'like', z_score: 'z_score', string_length_between: 'length', string_length_equal: 'length', stddev_in_range: 'stddev', mean_in_range: 'mean', kl_divergence: 'kl_divergence', chi_square: 'chi_square',
};

export function propertyWords(present: ReadonlySet<string>): readonly Word[] {
  return Object.entries(PROPERTIES).flatMap(([label, documentation]) => (present.has(label) || OF_KIND.has(label) ? [] : [{ label, kind: 'key' as const, documentation, insert: `${label} ` }]));
}

export function kindWords(): readonly Word[] {
  return Object.entries(KINDS).map(([label, k]) => ({ label, kind: 'value' as const, documentation: k.doc, ...(k.insert ? { insert: k.insert } : {}) }));
}
