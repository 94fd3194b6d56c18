import { key, type Key } from '../../model/key';

/** A macro that a command names, whatever project it is in. Nothing answers to it: rules compare the name. */
export function operationKey(name: string): Key {
  return key('commands.operation', name);
}
