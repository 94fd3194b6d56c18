import { key, type Key } from '../../model/key';

/** An ingestion of a data catalog, by the file that describes it. */
export function ingestionKey(path: string): Key {
  return key('catalog.ingestion', path);
}
