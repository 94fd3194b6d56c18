import { DIALECTS, type Dialect } from '../../syntax/sql';

/** Names that settings, paths and tools use, and the dialect that reads them. */
const SPOKEN: { readonly [name: string]: Dialect } = {
  snowflake: 'snowflake', bigquery: 'bigquery', bq: 'bigquery', redshift: 'redshift', databricks: 'databricks', spark: 'databricks', sparksql: 'databricks', hive: 'databricks', delta: 'databricks', iceberg: 'databricks', postgres: 'postgres', postgresql: 'postgres', pg: 'postgres', psql: 'postgres', cockroach: 'postgres',
  supabase: 'postgres', timescale: 'postgres', timescaledb: 'postgres', alloydb: 'postgres', mysql: 'mysql', mariadb: 'mysql', clickhouse: 'clickhouse', duckdb: 'duckdb', motherduck: 'duckdb', trino: 'trino', presto: 'trino', athena: 'trino', tsql: 'tsql', mssql: 'tsql', sqlserver: 'tsql', synapse: 'tsql', fabric: 'tsql',
  flink: 'flink', 'flink-sql': 'flink', ksql: 'ksqldb', ksqldb: 'ksqldb',
};

/** The dialect that a setting names; null for those that we read in union mode (`ansi`, `oracle`, `sqlite`) and for unknown words. */
export function dialectNamed(name: string | null): Dialect | null {
  if (name === null) return null;
  const lower = name.toLowerCase();
  return DIALECTS.find(d => d === lower) ?? (Object.hasOwn(SPOKEN, lower) ? SPOKEN[lower]! : null);
}

/** What only one dialect writes, weighed; read in the first part of a file without its comments. */
const SIGNALS: readonly (readonly [RegExp, Dialect, number])[] = [
  [/\bcreate\s+(?:or\s+replace\s+)?(?:stream|task|pipe|file\s+format|warehouse|transient\s+table|dynamic\s+table)\b/i, 'snowflake', 1],
  [/\btimestamp_(?:ntz|ltz|tz)\b|\bvariant\b|\bcopy\s+into\b|\blateral\s+flatten\b|\buse\s+warehouse\b/i, 'snowflake', 2],
  [/\b(?:int64|float64|bignumeric)\b|\bstruct<|\bsafe_(?:cast|divide)\b|\bcreate\s+temp\s+function\b|`[\w-]+\.[\w-]+\.[\w*-]+`|\bexport\s+data\b/i, 'bigquery', 2],
  [/\b(?:distkey|sortkey|diststyle)\b|\bencode\s+(?:az64|zstd|lzo)\b|\biam_role\b|\bunload\s*\(\s*(?:'|\$\$)/i, 'redshift', 3],
  [/\busing\s+(?:delta|iceberg|parquet)\b|\btblproperties\b|\bcreate\s+or\s+refresh\b|\bstored\s+as\b|\bzorder\s+by\b|\blateral\s+view\b/i, 'databricks', 3],
  [/\b(?:big|small)?serial\b|::\s*(?:text|jsonb?|regclass|uuid)\b|\bjsonb\b|\bplpgsql\b|\bcreate\s+extension\b|\btimestamptz\b|\bconcurrently\b|\bcreate\s+type\s+[\w."]+\s+as\s+enum\b|\bpg_catalog\b/i, 'postgres', 2],
  [/\bauto_increment\b|\bengine\s*=?\s*innodb\b|\bunsigned\b|\btinyint\(1\)|\bdelimiter\s+(?:\/\/|\$\$|;;)|\bcharset\s*=/i, 'mysql', 3],
  [/\bengine\s*=\s*(?:\w*mergetree|kafka|distributed|memory|log|null|s3|buffer|replicated\w*)\b|\blowcardinality\s*\(|\bnullable\s*\(|\bcodec\s*\(|\bdatetime64\b|\btoyyyymm\s*\(|\bon\s+cluster\b|\buint(?:8|16|32|64)\b/i, 'clickhouse', 3],
  [/\bread_(?:csv|parquet|json)(?:_auto)?\s*\(|\bpragma\s+(?!foreign_keys|journal)|\binstall\s+\w+\s*;\s*load\b|\bgroup\s+by\s+all\b.*\bfrom\s+'/is, 'duckdb', 2],
  [/\bwith\s*\(\s*partitioning\s*=|\bunnest\s*\([^)]*\)\s+with\s+ordinality\b.*\bvarchar\b.*\brow\(/is, 'trino', 2],
  [/\bnvarchar\b|\bidentity\s*\(\s*\d|^\s*go\s*$|\[dbo\]|\bdbo\.|\bgetdate\s*\(\)|\bsp_rename\b|@@\w+|\bdeclare\s+@/im, 'tsql', 2],
  [/'connector'\s*=|\bwatermark\s+for\b|\bexecute\s+statement\s+set\b|\bset\s+'(?:execution|table|pipeline)\./i, 'flink', 4],
  [/\bkafka_topic\s*=|\bvalue_format\s*=|\bemit\s+changes\b|\bset\s+'auto\.offset\.reset'/i, 'ksqldb', 4],
];

/** Signals are looked for in so much of a file. */
const LOOKED_AT = 40_000;

/** The dialect that a file's own words show; null where they show none or several alike. */
export function dialectOfText(text: string): Dialect | null {
  const head = text.slice(0, LOOKED_AT).replace(/--[^\n]*/g, '').replace(/\/\*[\s\S]*?\*\//g, ' ');
  const score = new Map<Dialect, number>();
  for (const [pattern, dialect, weight] of SIGNALS) if (pattern.test(head)) score.set(dialect, (score.get(dialect) ?? 0) + weight);
  const [first, second] = [...score].sort((a, b) => b[1] - a[1]);
  return first && first[1] >= 2 && (!second || second[1] < first[1]) ? first[0] : null;
}

/** The dialect that a folder or file name shows (`sql/snowflake/load.sql`, `schema.mysql.sql`). */
export function dialectOfPath(path: string): Dialect | null {
  const words = path.toLowerCase().split(/[/._\s-]+/);
  const named = [...new Set(words.flatMap(w => (Object.hasOwn(SPOKEN, w) && w !== 'delta' && w !== 'iceberg' ? [SPOKEN[w]!] : [])))];
  return named.length === 1 ? named[0]! : null;
}
