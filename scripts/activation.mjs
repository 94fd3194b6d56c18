// When the editor starts the extension, and which files it hands to the server: made from the formats.
//
// Starting is cheap but not free, so a folder has to show something of ours: a file whose ending or name nobody else uses.
// Endings and names that everybody uses (`yml`, `json`, `py`) start nothing by themselves; for those there are the names below.

/** Endings that many files have which are none of ours. */
const COMMON = new Set(['yml', 'yaml', 'json', 'py', 'md', 'csv', 'tsv', 'js', 'ts', 'txt', 'in', 'toml', 'cfg', 'ini', 'conf', 'template', 'properties', 'java', 'scala', 'kt', 'sc', 'sh', 'bash', 'zsh', 'ps1', 'bat', 'http', 'rest', 'adoc', 'ipynb', 'jsonl', 'ndjson', 'xml', 'j2', 'jinja', '']);

/** Markers of projects whose names are common too. */
const COMMON_MARKERS = new Set(['config.yaml', 'config.yml', 'config.py', 'pyproject.toml', 'requirements.txt', 'package.json']);

/** Names that tell a format whose endings are common. */
const NAMES = [
  'dags/**/*.py',
  'docker-compose*.{yml,yaml}',
  'compose*.{yml,yaml}',
  'pipewright.{yml,yaml}',
  'meltano.yml',
  '*source-*/manifest.{yml,yaml}',
  '{configured_catalog,tap-*}.json',
  'tap{,-*}/catalog.json',
  'databricks.{yml,yaml}',
  'feature_store.{yml,yaml}',
  '{spark-,}pipeline.{yml,yaml}',
  'dagster.yaml',
  'workspace.yaml',
  'dg.toml',
  'prefect.yaml',
  'luigi.{cfg,toml}',
  'airflow_settings.{yml,yaml}',
  'great_expectations.yml',
  'soda/**/*.{yml,yaml}',
  '{soda_,}configuration.yml',
  '*.{odcs,datacontract,contract,dhub,soda}.{yml,yaml}',
  '{datacontract,contracts,data_contracts,data-contracts}/**/*.{yml,yaml}',
  '{connectors,connect,kafka-connect}/**/*.{json,properties,yml,yaml}',
  '{sling,replication,bento,redpanda,benthos,vector,pulsar,druid,flink}*.{yml,yaml,json}',
  '{vector*.toml,redis*.conf,spark-defaults*.conf,my.cnf,mysql*.cnf,mysqld*.cnf}',
  'dask{,/*}.{yml,yaml}',
  '{template,cloudformation}*.{yml,yaml,json}',
  'connect{,or}.{yml,yaml}',
  '*-cdc.{yml,yaml}',
  'function{,s}.{yml,yaml}',
  '{supervisor,ingestion}*.json',
  'debezium*.{json,properties,yml,yaml}',
  'conf/**/catalog*.{yml,yaml}',
  'alembic/versions/*.py',
  '*changelog*.{xml,yml,yaml,json}',
  'defs.{yml,yaml}',
];

/** Languages whose files start it once they are opened, also outside any such folder. */
const LANGUAGES = ['python', 'scala', 'sql', 'jinja-sql', 'snowflake-sql', 'sql-bigquery', 'postgres', 'terraform'];

/** Endings of all files that formats read, without the dot; '' is for names without one. */
export function endings(formats) {
  return [...new Set(formats.flatMap(f => [...f.extensions, ...(f.project ? [...f.project.markers, ...f.project.companions].map(n => n.slice(n.lastIndexOf('.') + 1).toLowerCase()).filter(e => /^[a-z0-9]+$/.test(e)) : [])]))].sort();
}

export function activationEvents(formats) {
  const own = endings(formats).filter(e => !COMMON.has(e) && e !== '');
  const markers = formats.flatMap(f => f.project?.markers ?? []).filter(m => !COMMON_MARKERS.has(m) && !own.includes(m.slice(m.lastIndexOf('.') + 1)));
  const patterns = [...new Set([...markers, ...(own.length > 0 ? [`*.{${own.join(',')}}`] : []), ...NAMES])];
  return [...LANGUAGES.map(l => `onLanguage:${l}`), ...patterns.map(p => `workspaceContains:**/${p}`)];
}

/** The client's list of files, as source. */
export function filesSource(formats) {
  const all = endings(formats).filter(e => e !== '');
  return `// Written by scripts/generate.mjs from the formats.\n/** Endings of files that formats read, lower case, without the dot. */\nexport const ENDINGS: readonly string[] = [${all.map(e => `'${e}'`).join(', ')}];\n`;
}
