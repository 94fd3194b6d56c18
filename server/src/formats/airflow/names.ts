import { key, type Key, nameOf } from '../../model/key';
import { airflowKey } from '../shared/names';

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

/** Namespaces for completion of DAG and task ids. */
export const JOBS_NAMESPACE = 'airflow';

export function assetKey(name: string): Key {
  return key('airflow.asset', name);
}

export function connectionKey(id: string): Key {
  return airflowKey('connection', id);
}

export function variableKey(id: string): Key {
  return airflowKey('variable', id);
}

export function poolKey(id: string): Key {
  return key('airflow.pool', id);
}
