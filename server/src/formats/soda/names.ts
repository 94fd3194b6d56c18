import { key, type Key } from '../../model/key';

/** A check by the file it stands in and its place there: Soda gives most checks no name. */
export function sodaCheckKey(path: string, number: number): Key {
  return key('soda.check', `${path}#${number}`);
}

/** A filter (a part of a dataset) by file, dataset and name: filters hold within their file. */
export function sodaFilterKey(path: string, dataset: string, name: string): Key {
  return key(`soda.filter:${path}`, `${dataset.toLowerCase()}[${name}]`);
}

export function sodaDataSourceKey(name: string): Key {
  return key('soda.data_source', name);
}
