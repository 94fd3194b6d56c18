import { key, type Key } from '../../model/key';

/** The keys of what Luigi names: a task class `luigi|Orders@jobs/orders.py` (classes of one name in two files are two). The only place that builds them. */
export function taskKey(name: string, path: string): Key {
  return key('luigi', `${name}@${path}`);
}
