import { key, type Key, tableKey } from '../../model/key';

/** A rule by its id or group. Nothing declares rules: the key only tells references apart. */
export function ruleKey(id: string): Key {
  return key('pipewright.rule', id);
}

/** A dataset as a user names it: by the name of its table. */
export function datasetKey(name: string): readonly Key[] {
  return [tableKey(name)];
}
