import type { Dialect } from './types';

export const DIALECTS: readonly Dialect[] = [
  'snowflake', 'bigquery', 'redshift', 'databricks', 'postgres', 'mysql', 'clickhouse', 'duckdb', 'trino', 'tsql', 'flink', 'ksqldb',
];

/** What the lexer and the parser need to know of a dialect. In union mode the more permissive value holds. */
export interface Traits {
  readonly dialect: Dialect | null;
  /** `# comment`: `yes`, `no`, or `maybe` (union mode: only where `#` is followed by a space or another `#`). */
  readonly hashComment: 'yes' | 'no' | 'maybe';
  /** `// comment`: `maybe` counts it only at the start of a line. */
  readonly slashComment: 'yes' | 'no' | 'maybe';
  /** `#t` is a name; `maybe`: except at the start of a line. */
  readonly hashNames: 'yes' | 'no' | 'maybe';
  readonly nestedComments: boolean;
  /** A backslash escapes the next character of a plain string. */
  readonly backslash: boolean;
  /** `"x"` is a string, not a name. */
  readonly doubleQuotedStrings: boolean;
  readonly tripleQuotes: boolean;
  /** `[x]` is a name. `maybe`: only where the neighbours say so. */
  readonly bracketNames: 'yes' | 'no' | 'maybe';
  readonly dollarQuotes: boolean;
  /** `select a, from t` is accepted. */
  readonly trailingComma: boolean;
  /** A recursive CTE needs no RECURSIVE. */
  readonly implicitRecursion: boolean;
  /** `x -> …` in an argument is a lambda: `no` where the arrow is JSON access only. */
  readonly lambda: 'yes' | 'no' | 'maybe';
  /** A table path whose first part is an earlier FROM item is an array of it: `from t, t.items`. */
  readonly arrayPaths: boolean;
  /** An item without alias takes the name of its function or of the column cast. */
  readonly functionNames: boolean;
}

function traitsOf(dialect: Dialect | null): Traits {
  const is = (...names: Dialect[]): boolean => dialect !== null && names.includes(dialect);
  const three = (...names: Dialect[]): 'yes' | 'no' | 'maybe' => (dialect === null ? 'maybe' : is(...names) ? 'yes' : 'no');
  return {
    dialect,
    hashComment: is('clickhouse') ? 'maybe' : three('mysql', 'bigquery'),
    slashComment: three('snowflake'),
    hashNames: three('tsql', 'redshift'),
    nestedComments: dialect === null || is('postgres', 'duckdb', 'tsql', 'redshift', 'clickhouse', 'databricks'),
    backslash: dialect === null || is('bigquery', 'mysql', 'databricks', 'snowflake', 'clickhouse', 'redshift'),
    doubleQuotedStrings: is('bigquery', 'mysql', 'databricks'),
    tripleQuotes: is('bigquery'),
    bracketNames: three('tsql'),
    dollarQuotes: !is('mysql', 'bigquery', 'tsql', 'flink', 'ksqldb', 'trino'),
    trailingComma: dialect === null || is('bigquery', 'duckdb', 'snowflake', 'databricks', 'clickhouse', 'redshift'),
    implicitRecursion: dialect === null || is('tsql', 'snowflake'),
    lambda: is('duckdb') ? 'maybe' : three('databricks', 'snowflake', 'trino', 'clickhouse', 'flink'),
    arrayPaths: dialect === null || is('bigquery', 'redshift'),
    functionNames: is('postgres', 'redshift'),
  };
}

const TRAITS = new Map<Dialect | null, Traits>([null, ...DIALECTS].map(d => [d, traitsOf(d)]));

/** The traits of a dialect; a name that is not one counts as union mode. */
export function traits(dialect: Dialect | null): Traits {
  return TRAITS.get(dialect) ?? TRAITS.get(null)!;
}
