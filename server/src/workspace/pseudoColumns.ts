/**
 * Names that engines understand although no table declares them: hidden columns of tables and files, and functions that
 * are called without brackets. Which engine knows which is not asked: a name of another engine is better passed over than
 * called unknown. Lower case; from the reference manuals of the engines.
 */
const NAMES: ReadonlySet<string> = new Set([
  // Values of the session and the clock, written without brackets.
  'current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp', 'sysdate', 'systimestamp', 'getdate', 'now', 'today', 'utc_date', 'utc_time', 'utc_timestamp', 'current_user', 'session_user', 'system_user',
  'user', 'uid', 'current_role', 'current_catalog', 'current_database', 'current_schema', 'current_path', 'current_warehouse', 'current_account', 'current_region', 'dbtimezone', 'sessiontimezone',
  // BigQuery.
  '_partitiontime', '_partitiondate', '_table_suffix', '_file_name', '_change_type', '_change_timestamp', '_change_sequence_number',
  // Oracle, Snowflake, DuckDB, SQLite, MySQL.
  'rownum', 'rowid', '_rowid_', '_rowid', 'ora_rowscn', 'level', 'connect_by_isleaf', 'connect_by_iscycle', 'connect_by_root', 'prior', 'object_id', 'object_value', 'row_start', 'row_end',
  // PostgreSQL and Redshift.
  'ctid', 'oid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax', 'ordinality',
  // ClickHouse.
  '_part', '_part_index', '_part_starting_offset', '_part_offset', '_part_granule_offset', '_part_uuid', '_part_data_version', '_partition_id', '_partition_value', '_sample_factor', '_row_exists', '_block_number', '_block_offset', '_disk_name',
  '_table', '_database', '_shard_num', '_path', '_file', '_size', '_time', '_etag', '_key', '_topic', '_offset', '_timestamp', '_timestamp_ms', '_partition', '_headers.name', '_headers.value', '_version', '_sign',
  // Spark, Databricks, Hive.
  '_metadata', '_rescued_data', '_corrupt_record', '_commit_version', '_commit_timestamp', 'input__file__name', 'block__offset__inside__file', 'row__offset__inside__block', 'raw__data__size', 'grouping__id', 'spark_grouping_id',
  // ksqlDB.
  'rowkey', 'rowtime', 'rowpartition', 'rowoffset', 'windowstart', 'windowend',
  // Triggers, upserts and what statements give back.
  'new', 'old', 'excluded', 'inserted', 'deleted',
  // Files read by DuckDB, and what readers of events add.
  'filename', 'file_row_number', 'file_index', '__index', '__index_level_0__', '__time',
]);

/** Families of such names: `$1` and `metadata$filename` of Snowflake, `#1` of DuckDB, `$path` of Trino, `@x` and `:x` parameters. */
const FAMILIES = [/^[$#@:?]/, /^metadata\$/];

/** Whether a name can mean something in a query though no table in scope has a column of that name. */
export function isPseudoColumn(name: string): boolean {
  const lower = name.toLowerCase();
  return NAMES.has(lower) || FAMILIES.some(f => f.test(lower));
}
