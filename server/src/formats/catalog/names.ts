import { key, type Key } from '../../model/key';
import { locationKey, tableTargets, topicKey } from '../shared/names';

/** An ingestion of a data catalog, by the file that describes it. */
export function ingestionKey(path: string): Key {
  return key('catalog.ingestion', path);
}

/** Keys that a dataset of DataHub may answer to by its platform and its name there: a topic, a place in storage, a table; its own id first. */
export function catalogDataset(platform: string, name: string): { readonly id: Key; readonly targets: readonly Key[]; readonly type: string } {
  const own = key(`datahub:${platform.toLowerCase()}`, name);
  if (/^kafka$/i.test(platform)) return { id: topicKey(name), targets: [topicKey(name), own], type: 'kafka.topic' };
  if (/^(s3|gcs|abs|hdfs|file)$/i.test(platform)) {
    const place = locationKey(/^[a-z][a-z0-9+.-]*:\/\//i.test(name) ? name : `${platform.toLowerCase() === 'gcs' ? 'gs' : platform.toLowerCase()}://${name}`) ?? own;
    return { id: place, targets: [place, own], type: 'storage.path' };
  }
  const parts = name.split('.').filter(p => p !== '');
  return { id: own, targets: [...new Set([own, ...tableTargets(parts.length > 0 ? parts : [name], true)])], type: 'sql.table' };
}
