/** Keys that dbt's property files know, by place. From the documentation and the JSON schema of dbt's property files. */

export const TOP_LEVEL = [
  'version', 'models', 'seeds', 'snapshots', 'sources', 'macros', 'analyses', 'exposures', 'functions', 'groups', 'metrics', 'saved_queries',
  'semantic_models', 'unit_tests', 'data_tests', 'tests', 'anchors',
] as const;

const NODE = ['name', 'description', 'config', 'columns', 'data_tests', 'tests', 'static_analysis_off_reason'];

/** Keys of an entry of each section. */
export const ENTRY_KEYS: { readonly [section: string]: readonly string[] } = {
  models: [
    ...NODE, 'constraints', 'versions', 'latest_version', 'deprecation_date', 'time_spine', 'identifier', 'semantic_model', 'metrics',
    'derived_semantics', 'agg_time_dimension', 'primary_entity',
  ],
  seeds: NODE,
  snapshots: [...NODE, 'relation'],
  analyses: ['name', 'description', 'config', 'columns', 'data_tests', 'tests'],
  sources: ['name', 'description', 'config', 'database', 'schema', 'catalog', 'loader', 'quoting', 'tables', 'data_tests', 'tests', 'overrides', 'dataset', 'project', 'unrendered_database', 'unrendered_schema'],
  tables: ['name', 'description', 'config', 'columns', 'identifier', 'loader', 'quoting', 'external', 'data_tests', 'tests'],
  columns: [
    'name', 'description', 'data_type', 'quote', 'constraints', 'data_tests', 'tests', 'config', 'granularity', 'dimension', 'entity', 'policy_tags',
    'databricks_tags', 'column_mask', 'classifiers',
  ],
  macros: ['name', 'description', 'config', 'arguments'],
  exposures: ['name', 'type', 'owner', 'label', 'maturity', 'url', 'description', 'depends_on', 'config'],
  groups: ['name', 'owner', 'description', 'config'],
  unit_tests: ['name', 'model', 'description', 'given', 'expect', 'overrides', 'versions', 'config'],
  metrics: [
    'name', 'label', 'description', 'type', 'type_params', 'filter', 'config', 'time_granularity', 'agg', 'expr', 'percentile', 'fill_nulls_with',
    'join_to_timespine', 'numerator', 'denominator', 'input_metrics', 'input_metric', 'base_metric', 'conversion_metric', 'entity', 'calculation', 'window',
    'grain_to_date', 'period_agg', 'constant_properties', 'agg_time_dimension', 'non_additive_dimension', 'hidden', 'percentile_type', 'sum_boolean',
  ],
  semantic_models: ['name', 'model', 'description', 'label', 'defaults', 'entities', 'dimensions', 'measures', 'primary_entity', 'config'],
  saved_queries: ['name', 'description', 'label', 'query_params', 'exports', 'config'],
  data_tests: ['name', 'description', 'config'],
  tests: ['name', 'description', 'config'],
  functions: ['name', 'description', 'config', 'arguments', 'returns', 'overloads', 'type', 'language', 'runtime_version', 'entry_point', 'data_tests', 'tests'],
};

/** Config keys that may stand both as property and in `config` without a warning. */
export const BOTH_PLACES: { readonly [section: string]: readonly string[] } = {
  metrics: ['meta', 'group', 'enabled', 'tags'],
  semantic_models: ['meta', 'group', 'enabled'],
  saved_queries: ['meta', 'group', 'enabled', 'tags'],
};

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
