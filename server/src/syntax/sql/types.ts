import type { Statement } from '../../model/query';
import type { Span } from '../../text/span';

/** The dialects the reader knows. `databricks` is also Spark and Hive, `trino` also Athena and Presto, `tsql` also Fabric and Synapse. */
export type Dialect =
  | 'snowflake' | 'bigquery' | 'redshift' | 'databricks' | 'postgres' | 'mysql' | 'clickhouse' | 'duckdb' | 'trino' | 'tsql' | 'flink' | 'ksqldb';

export interface SqlOptions {
  /** The dialect, or null for the union of all: what any dialect accepts is accepted. */
  readonly dialect: Dialect | null;
  /** Places that stand for Jinja (expressions and blanked blocks), sorted by start. No syntax problem is reported beside one. */
  readonly holes?: readonly Span[];
  /** The table's own name for a `__pw_rel…` placeholder that starts at the offset: it qualifies columns where there is no alias. */
  readonly relationName?: (start: number) => string | null;
}

/** What a stretch of SQL says. Every span is an offset into the text that was given. */
export interface SqlFile {
  readonly statements: readonly Statement[];
  readonly problems: readonly SqlProblem[];
  readonly dialect: Dialect | null;
}

/** A place no dialect in play accepts. `expected` says in words what could stand there. */
export interface SqlProblem {
  readonly rule: 'sql-syntax';
  readonly span: Span;
  readonly message: string;
  readonly expected: string;
}
