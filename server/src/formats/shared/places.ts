import type { Key } from '../../model/key';
import { locationKey, tableKey, tableTargets } from './names';

/** A dataset that parameters of an operator name. */
export interface Place {
  readonly targets: readonly Key[];
  readonly id: Key;
  readonly name: string;
  /** What it is meant to be: `sql.table`, `storage.path`, `kafka.topic`… */
  readonly type: string;
}

export interface Parameter {
  readonly name: string;
  readonly value: string;
}

/**
 * The dataset that parameters together name: a bucket with a key, a schema with a table, a URI. `system` is the side of the
 * operator's name that they are on (`S3` of `S3ToRedshift`). Null where too much of it is only known in a run.
 */
export function placeOf(parameters: readonly Parameter[], system: string, written: boolean): Place | null {
  const named = parameters.map(p => ({ ...p, value: symbolic(p.value) })).filter(p => p.value !== '' && (!/^\$\{[^/.]*\}$/.test(p.value) || /^\$\{[A-Z][A-Z0-9_]*\}$/.test(p.value)));
  const uri = named.find(p => /^[a-z][a-z0-9+.-]*:\/\//i.test(p.value));
  if (uri) return storage(uri.value);
  const find = (pattern: RegExp): string | undefined => named.find(p => pattern.test(p.name))?.value;
  const whole = find(/(dataset_table|dataset_tables)$/);
  if (whole) return table(whole.replace(':', '.').split('.'), written);
  const bucket = find(/bucket(_name)?$/);
  const scheme = schemeOf(system, named.map(p => p.name).join(' '));
  if (bucket && scheme) {
    const path = find(/(key|object|objects|object_name|prefix|blob_name|glob|path)$/);
    return storage(`${scheme}://${bucket}/${path ?? ''}`);
  }
  const container = find(/^(container_name|file_system_name)$/);
  if (container) return null;
  const last = find(/^((\w+_)?table(_id|_name)?|collection_name|mongo_collection)$/);
  if (last && !/dynamodb/i.test(system)) {
    if (last.includes('.')) return table(last.split('.'), written);
    const schema = find(/^(schema|dataset_id)$/);
    const database = find(/^(database|project_id)$/);
    if (schema) return table([...(database ? [database] : []), schema, last], written);
    return table([last], written);
  }
  return null;
}

function schemeOf(system: string, names: string): string | null {
  if (/s3/i.test(system)) return 's3';
  if (/gcs|gs|google|cloudstorage/i.test(system)) return 'gs';
  if (/\bs3_/.test(names)) return 's3';
  return /\bgcs_/.test(names) ? 'gs' : null;
}

function table(parts: readonly string[], written: boolean): Place | null {
  const clean = parts.map(p => p.trim().replace(/^["'`]|["'`]$/g, '').replace(/\$.*$/, ''));
  const known = clean.slice(clean.findLastIndex(p => /[{}]/.test(p)) + 1);
  if (known.length === 0 || known.some(p => p === '' || /\s/.test(p))) return null;
  return { targets: [...new Set([...tableTargets(known, written), tableKey(known)])], id: tableKey(known), name: known.join('.'), type: 'sql.table' };
}

function storage(uri: string): Place | null {
  // A pattern stands for the folder it is in. A bucket may be a variable of the environment, which has one name everywhere.
  const folder = uri.replace(/\/[^/]*\*.*$/, '');
  const id = locationKey(folder);
  if (id === null || (/:\/\/[^/]*[{$]/.test(folder) && !/:\/\/\$\{[A-Z][A-Z0-9_]*\}(\/|$)/.test(folder))) return null;
  return { targets: [id], id, name: folder, type: 'storage.path' };
}

/** `{{ ds }}` and `{BUCKET}` become `${ds}` and `${BUCKET}`: what only a run knows is a symbol in the names of datasets. */
function symbolic(value: string): string {
  return value.trim().replace(/\{\{\s*([^{}]*?)\s*\}\}|(?<!\$)\{(\w*)\}/g, (_, template: string | undefined, name: string | undefined) => `\${${template ?? name ?? ''}}`);
}

/** A table as named in SQL. */
export function tablePlace(parts: readonly string[], written: boolean): Place | null {
  return table(parts, written);
}
