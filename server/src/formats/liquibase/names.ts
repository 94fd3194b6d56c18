import { key, type Key } from '../../model/key';

/** A changelog as a job, for what it loads and writes. */
export function changelogKey(path: string): Key {
  return key('liquibase', path);
}
