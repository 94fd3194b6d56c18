// Written by scripts/generate.mjs from the formats.
/** Endings of files that formats read, lower case, without the dot. */
export const ENDINGS: readonly string[] = ['adoc', 'avdl', 'avpr', 'avro', 'avsc', 'bash', 'bat', 'bq', 'cfg', 'cnf', 'conf', 'csv', 'dbtignore', 'ddl', 'dqdl', 'fsql', 'hql', 'http', 'in', 'ini', 'ipynb', 'java', 'js', 'json', 'jsonl', 'ksql', 'kt', 'md', 'ndjson', 'parquet', 'plan', 'properties', 'proto', 'ps1', 'psql', 'py', 'rest', 'sc', 'scala', 'sh', 'sql', 'sqlx', 'template', 'tf', 'tfvars', 'tofu', 'toml', 'tsv', 'txt', 'xml', 'yaml', 'yml', 'zsh'];
