import { key, type Key, nameOf } from '../../model/key';
import { locationKey } from '../shared/names';

/**
 * The keys of everything Prefect names. The only place that builds them.
 *
 * A flow is `prefect|daily-orders`, the use of a task in it `prefect|daily-orders.extract`. Names that only a run knows get the file.
 */
export function flowKey(name: string): Key {
  return key('prefect', name);
}

export function taskRunKey(flow: Key, task: string): Key {
  return key('prefect', `${nameOf(flow)}.${task}`);
}

/** A task where it is defined; tasks of one name in two files are two. */
export function taskKey(name: string, path: string): Key {
  return key('prefect.task', `${name}@${path}`);
}

/** A flow by the file and function that a deployment names: `flows/orders.py:daily_orders`. */
export function entrypointKey(path: string, name: string): Key {
  return key('prefect.entrypoint', `${path}:${name}`);
}

export function deploymentKey(flow: string, name: string): Key {
  return key('prefect.deployment', `${flow}/${name}`);
}

export function blockKey(type: string, name: string): Key {
  return key('prefect.block', `${type}/${name}`);
}

export function variableKey(name: string): Key {
  return key('prefect.variable', name);
}

export function poolKey(name: string): Key {
  return key('prefect.work_pool', name);
}

/** An asset by its URI; what is no place in storage is a name. */
export function assetKey(uri: string): Key {
  return locationKey(uri) ?? key('prefect.asset', uri);
}
