// Written by scripts/generate.mjs from the formats.
/** Endings of files that formats read, lower case, without the dot. */
export const ENDINGS: readonly string[] = ['bq', 'conf', 'csv', 'dbtignore', 'ddl', 'fsql', 'hql', 'js', 'json', 'ksql', 'md', 'plan', 'psql', 'py', 'sql', 'sqlx', 'template', 'tf', 'tfvars', 'tofu', 'yaml', 'yml'];
