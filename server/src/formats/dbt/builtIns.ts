/** Whether dbt itself, or an adapter of it, brings a macro of that name. */
export function isBuiltInMacro(name: string): boolean {
  return BUILT_IN.has(name) || /^(default|snowflake|bigquery|postgres|redshift|spark|databricks|duckdb|trino|athena|clickhouse|sqlserver|fabric|synapse)__/.test(name);
}

const BUILT_IN: ReadonlySet<string> = new Set([
  'is_incremental', 'should_full_refresh', 'statement', 'run_query', 'noop_statement', 'generate_schema_name', 'generate_alias_name', 'generate_database_name', 'generate_schema_name_for_env',
  'any_value', 'array_append', 'array_concat', 'array_construct', 'bool_or', 'cast', 'cast_bool_to_text', 'concat', 'current_timestamp', 'current_timestamp_backcompat', 'current_timestamp_in_utc', 'date',
  'date_spine', 'date_trunc', 'dateadd', 'datediff', 'escape_single_quotes', 'except', 'generate_series', 'get_intervals_between', 'get_powers_of_two', 'hash', 'intersect', 'last_day', 'length', 'listagg',
  'position', 'replace', 'right', 'safe_cast', 'split_part', 'string_literal', 'type_bigint', 'type_boolean', 'type_float', 'type_int', 'type_numeric', 'type_string', 'type_timestamp', 'equals',
  'snapshot_get_time', 'create_schema', 'drop_schema', 'drop_relation', 'create_table_as', 'create_view_as', 'get_columns_in_query', 'get_columns_in_relation', 'get_relation', 'load_cached_relation', 'load_relation',
  'make_temp_relation', 'make_intermediate_relation', 'make_backup_relation', 'get_merge_sql', 'get_delete_insert_merge_sql', 'get_insert_overwrite_merge_sql', 'get_where_subquery', 'should_store_failures',
  'run_hooks', 'should_revoke', 'apply_grants', 'persist_docs', 'create_indexes', 'get_create_table_as_sql', 'get_create_view_as_sql', 'partition_range', 'dates_in_range', 'convert_datetime', 'truncate_relation',
  'rename_relation', 'alter_column_comment', 'alter_relation_comment', 'grant', 'before_begin', 'in_transaction', 'after_commit', 'copy_grants', 'get_batch_size', 'get_quoted_csv', 'diff_columns', 'diff_column_data_types',
  'get_empty_subquery_sql', 'get_empty_schema_sql', 'get_limit_subquery_sql', 'get_limit_sql', 'get_show_sql', 'collect_freshness', 'list_relations_without_caching', 'list_schemas', 'information_schema_name', 'check_schema_exists',
  'process_schema_changes', 'incremental_validate_on_schema_change', 'sync_column_schemas', 'check_for_schema_changes', 'get_test_sql', 'get_unit_test_sql', 'get_fixture_sql', 'get_expected_sql', 'format_row', 'get_catalog',
  'strategy_dispatch', 'snapshot_hash_arguments', 'snapshot_string_as_time', 'snapshot_timestamp_strategy', 'snapshot_check_strategy', 'build_snapshot_table', 'snapshot_staging_table', 'create_csv_table', 'load_csv_rows', 'create_or_replace_view',
  'handle_existing_table', 'set_sql_header', 'default_last_day', 'timestamp_add_sql', 'test_unique', 'test_not_null', 'test_accepted_values', 'test_relationships', 'get_assert_columns_equivalent', 'get_table_columns_and_constraints',
  'resolve_model_name', 'build_ref_function', 'build_source_function', 'build_config_dict', 'py_script_postfix', 'py_current_timestring', 'create_columns', 'post_snapshot', 'drop_schema_named', 'get_dcl_statement_list', 'call_dcl_statements',
]);
