/** Keys that are also names of configs but are properties of entries of a section. */
export const NOT_CONFIG: { readonly [section: string]: readonly string[] } = { sources: ['database', 'schema'], tables: [], exposures: [], functions: ['language'] };

/** dbt rejects these both outside and inside `config`. */
export const REJECTED_TWICE = ['meta', 'docs', 'group', 'contract', 'access'];

/** Configs of dbt itself that people write as properties; adapters' own are in the schema. */
export const CONFIG_KEYS: ReadonlySet<string> = new Set([
  'access', 'alias', 'batch_size', 'begin', 'check_cols', 'cluster_by', 'column_types', 'concurrent_batches', 'contract', 'database', 'dbt_valid_to_current',
  'delimiter', 'docs', 'enabled', 'event_time', 'file_format', 'freshness', 'full_refresh', 'grants', 'group', 'hard_deletes', 'incremental_predicates',
  'incremental_strategy', 'indexes', 'invalidate_hard_deletes', 'loaded_at_field', 'loaded_at_query', 'lookback', 'materialized', 'merge_exclude_columns',
  'merge_update_columns', 'meta', 'on_configuration_change', 'on_schema_change', 'packages', 'partition_by', 'persist_docs', 'post_hook', 'pre_hook',
  'quote_columns', 'schema', 'snapshot_meta_column_names', 'sql_header', 'static_analysis', 'strategy', 'tags', 'target_database', 'target_schema',
  'unique_key', 'updated_at',
]);

/** Config arguments of a generic test. */
export const TEST_CONFIG: ReadonlySet<string> = new Set([
  'severity', 'tags', 'enabled', 'where', 'limit', 'warn_if', 'error_if', 'fail_calc', 'store_failures', 'store_failures_as', 'sql_header', 'meta', 'database',
  'schema', 'alias', 'group',
]);

/** Keys beside the arguments of a generic test. */
export const TEST_KEYS: ReadonlySet<string> = new Set(['name', 'description', 'config', 'column_name', 'test_name', 'arguments']);

/** Sections whose name the word stands for, by what an entry of it is. */
export const SECTION_TYPE: { readonly [section: string]: string } = {
  models: 'model', seeds: 'seed', snapshots: 'snapshot', analyses: 'analysis', sources: 'source', macros: 'macro', exposures: 'exposure', groups: 'group',
  metrics: 'metric', semantic_models: 'semantic_model', saved_queries: 'saved_query', unit_tests: 'unit_test', data_tests: 'test', tests: 'test', functions: 'function',
};
