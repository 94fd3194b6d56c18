import { key, type Key } from '../../model/key';

/** The keys of what dlt names: a pipeline `dlt|shop`, a resource `dlt.resource|orders@file`. The only place that builds them. */
export function pipelineKey(name: string): Key {
  return key('dlt', name);
}

export function resourceKey(name: string, path: string): Key {
  return key('dlt.resource', `${name}@${path}`);
}
