import { key, type Key, nameOf } from '../../model/key';

/**
 * The keys of everything Airflow names, and of the datasets that DAGs read and write. The only place that builds them.
 *
 * A DAG is `airflow|<dag_id>`, a task `airflow|<dag_id>.<task_id>` with its groups before it, as in Airflow itself.
 * What an id is only a run knows gets the file behind it, so that two such DAGs stay apart.
 */
export function dagKey(id: string, known: boolean, file: string): Key {
  return key('airflow', known ? id : `${id}@${file}`);
}

export function taskKey(dag: Key, task: string): Key {
  return key('airflow', `${nameOf(dag)}.${task}`);
}

export function groupKey(dag: Key, group: string): Key {
  return key('airflow.group', `${nameOf(dag)}.${group}`);
}

/** A `.sql` file that tasks run: the job it is part of takes it over. */
export function sqlFileKey(path: string): Key {
  return key('airflow.sql', path);
}

/** Namespaces for completion of DAG and task ids. */
export const JOBS_NAMESPACE = 'airflow';

export function assetKey(name: string): Key {
  return key('airflow.asset', name);
}

export function connectionKey(id: string): Key {
  return key('airflow.connection', id);
}

export function variableKey(id: string): Key {
  return key('airflow.variable', id);
}

export function poolKey(id: string): Key {
  return key('airflow.pool', id);
}

/**
 * The key of a place by its URI, as OpenLineage names it: `s3://bucket|key`, `gs://bucket|key`, `postgres://host:5432|db.schema.table`,
 * `bigquery|project.dataset.table`, `file|/path`. Null if the text is no URI.
 */
export function locationKey(uri: string): Key | null {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)\/?(.*)$/is.exec(uri.trim());
  if (!match) return null;
  const scheme = match[1]!.toLowerCase();
  const host = match[2]!;
  const rest = match[3]!.replace(/[?#].*$/s, '').replace(/\/+$/, '');
  if (scheme === 'x-airflow') return null;
  if (scheme === 'file') return rest === '' && host === '' ? null : key('file', `/${host === '' ? rest : `${host}/${rest}`}`.replace(/^\/\/+/, '/'));
  if (scheme === 'bigquery') return key('bigquery', [host, ...rest.split('/')].filter(p => p !== '').join('.'));
  if (host === '') return null;
  const name = /^(s3|s3a|s3n|gs|gcs|abfss?|wasbs?|hdfs|dbfs|https?|ftps?|sftp)$/.test(scheme) ? rest : rest.split('/').filter(p => p !== '').join('.');
  const normal = scheme === 's3a' || scheme === 's3n' ? 's3' : scheme === 'gcs' ? 'gs' : scheme;
  return key(`${normal}://${host}`, name === '' ? '/' : name);
}

/** A table by its name, in lower case, shared with everything else that names tables. */
export function tableKey(parts: readonly string[]): Key {
  return key('table', parts.map(p => p.toLowerCase()).join('.'));
}

/** A table whose schema no file tells answers to this: `table*|orders`. */
export function looseTableKey(name: string): Key {
  return key('table*', name.toLowerCase());
}

/** Names that hardly two schemas share: those that models have by convention. */
const TELLING = /^(fct|fact|dim|stg|int|mart|agg|rpt|obt|brg|bridge|snap|snp)_/i;

/**
 * Keys a table written as `a.b.c` may answer to: the name, shorter ones that still have a schema, and, where it is only read
 * and its name is telling, a table whose schema is not known.
 */
export function tableTargets(parts: readonly string[], written: boolean): Key[] {
  const last = parts.slice(-3);
  const name = last[last.length - 1] ?? '';
  const keys = last.slice(0, Math.max(1, last.length - 1)).map((_, i) => tableKey(last.slice(i)));
  return !written && (last.length === 1 || TELLING.test(name)) ? [...keys, looseTableKey(name)] : keys;
}

/** A dbt model, seed or snapshot by its name, whatever project it is in. */
export function dbtModelTargets(name: string): Key[] {
  return [key('dbt.node', name)];
}
