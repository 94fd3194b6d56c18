import { key, type Key } from '../../model/key';

/** A ruleset or a group of checks by the file it stands in and its number there. */
export function rulesetKey(path: string, number: number): Key {
  return key('deequ', `${path}#${number}`);
}
