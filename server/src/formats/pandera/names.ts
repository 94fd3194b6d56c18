import { key, type Key } from '../../model/key';

/** A schema by the file and the name of its class or variable. */
export function panderaKey(path: string, name: string): Key {
  return key('pandera', `${path}#${name}`);
}
