import { key, type Key } from '../../model/key';
import { locationKey, tableTargets, topicKey } from '../shared/names';

/** A job by its namespace and name: `openlineage:airflow-prod|daily.load`. */
export function openLineageJobKey(namespace: string, name: string): Key {
  return key(`openlineage:${namespace}`, name);
}

/** Keys that a dataset of an event may answer to: its place (`s3://bucket`), its table (`db.schema.table`), its topic; its own id first. */
export function eventDataset(namespace: string, name: string): { readonly id: Key; readonly targets: readonly Key[]; readonly type: string } {
  const own = key(namespace, name);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(namespace)?.[1]?.toLowerCase() ?? '';
  if (scheme === 'kafka') return { id: topicKey(name), targets: [topicKey(name), own], type: 'kafka.topic' };
  if (/^(s3|s3a|gs|gcs|abfss?|wasbs?|hdfs|dbfs|file)$/.test(scheme) || namespace === 'file') {
    const place = locationKey(namespace === 'file' ? `file://${name}` : `${namespace}/${name}`) ?? own;
    return { id: place, targets: [place, own], type: 'storage.path' };
  }
  const parts = name.split('.').filter(p => p !== '');
  return { id: own, targets: [...new Set([own, ...tableTargets(parts.length > 0 ? parts : [name], true)])], type: 'sql.table' };
}
