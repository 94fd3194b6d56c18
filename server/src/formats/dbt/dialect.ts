import type { Dialect } from '../../syntax/sql';
import { entry } from '../../text/entry';

/** The SQL dialect of an adapter. Several adapters share one. */
const DIALECTS: { readonly [adapter: string]: Dialect } = {
  snowflake: 'snowflake', bigquery: 'bigquery', redshift: 'redshift', databricks: 'databricks', spark: 'databricks', hive: 'databricks', impala: 'databricks', postgres: 'postgres', materialize: 'postgres', risingwave: 'postgres',
  greenplum: 'postgres', alloydb: 'postgres', duckdb: 'duckdb', motherduck: 'duckdb', trino: 'trino', starburst: 'trino', athena: 'trino', presto: 'trino', clickhouse: 'clickhouse', sqlserver: 'tsql', fabric: 'tsql',
  synapse: 'tsql', mysql: 'mysql', mariadb: 'mysql',
};

/** The dialect of an adapter by its name in a profile; null for adapters whose SQL is like none we know. */
export function sqlDialect(adapter: string | null): Dialect | null {
  return adapter === null ? null : (entry(DIALECTS, adapter) ?? null);
}
