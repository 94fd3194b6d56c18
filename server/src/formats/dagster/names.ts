import { key, type Key } from '../../model/key';

/**
 * The keys of everything Dagster names. The only place that builds them.
 *
 * An asset is a dataset, `dagster.asset|shop/orders`; what computes it is a job, `dagster|shop/orders`, so that both have a place
 * in the graph. A key of which parts are known only in a run gets the file behind it.
 */
export function assetKey(name: string): Key {
  return key('dagster.asset', name);
}

/** The job that computes an asset. */
export function computeKey(name: string): Key {
  return key('dagster', name);
}

/** The function behind several assets at once: `@multi_asset`, `@dbt_assets`. */
export function multiKey(name: string): Key {
  return key('dagster.multi', name);
}

/** An asset by its group and the last part of its key: an input that no whole key answers to is looked for in the asset's own group. */
export function groupedKey(group: string, last: string): Key {
  return key('dagster.grouped', `${group}/${last}`);
}

export function checkKey(asset: string, name: string): Key {
  return key('dagster.check', `${asset}:${name}`);
}

export function jobKey(name: string): Key {
  return key('dagster.job', name);
}

/** A use of an op in a job. */
export function stepKey(job: string, step: string): Key {
  return key('dagster.step', `${job}.${step}`);
}

export function opKey(name: string): Key {
  return key('dagster.op', name);
}

export function scheduleKey(name: string): Key {
  return key('dagster.schedule', name);
}

export function sensorKey(name: string): Key {
  return key('dagster.sensor', name);
}

export function resourceKey(name: string): Key {
  return key('dagster.resource', name);
}

export function componentKey(path: string, index: number): Key {
  return key('dagster.component', `${path}#${index}`);
}

/** Says that a file makes assets which reading it doesn't show. */
export function openKey(path: string): Key {
  return key('dagster.open', path);
}
