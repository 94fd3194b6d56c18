import { key, type Key, tableKey } from '../../model/key';
import type { Value } from '../../syntax/python';
import { collectionKey, dataFileKey, flinkTableKey, locationKey, pulsarTopicKey, streamKey, topicKey } from './names';
import { type Place, tablePlace } from './places';

/**
 * The datasets that code names: paths, tables, topics, streams. What only a run knows is a symbol (`${name}`) in a name; a name
 * that is nothing but a symbol names nothing.
 *
 * A job is `spark|<file>` or `python|<file>`, a function that nothing in its file calls `python|<file>:<function>`
 * (`scriptKey`, `functionKey`). A path in the workspace is `path|<file>`, one on Databricks' file system `dbfs|<path>`.
 */
export interface Naming {
  /** The file that names, relative to the root. */
  readonly path: string;
  /** Defaults of environment variables, by name. */
  readonly defaults: ReadonlyMap<string, string>;
}

/** `{NAME}` of an evaluated text becomes `${NAME}`. */
export function symbolic(text: string): string {
  return text.replace(/(?<!\$)\{([^{}]*)\}/g, (_, name: string) => `\${${name.trim()}}`);
}

/** Whether a name says something beyond symbols. */
function tells(name: string): boolean {
  return /[\p{L}\p{N}]/u.test(name.replace(/\$\{[^{}]*\}/g, ''));
}

function withDefaults(text: string, naming: Naming): string {
  return text.replace(/\$\{([^{}]*)\}/g, (whole, name: string) => naming.defaults.get(name) ?? whole);
}

/** A file, folder or object by the path or URI that a reader or writer is given. */
export function pathPlace(given: string, naming: Naming): Place | null {
  const text = symbolic(given.trim());
  if (text === '' || /[\n\r<>]/.test(text) || text.length > 1_000) return null;
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'file') return uriPlace(text, naming);
  const plain = withDefaults(text, naming).replace(/^file:\/\//i, '').replace(/^file:(?=\/)/i, '');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(plain)) return uriPlace(plain, naming);
  const folder = withoutPattern(plain);
  if (!tells(folder)) return null;
  const dbfs = /^(?:dbfs:|\/dbfs(?=\/))(.*)$/i.exec(folder)?.[1] ?? (folder.startsWith('/mnt/') || folder.startsWith('/Volumes/') ? folder : null);
  if (dbfs !== null) return storage(key('dbfs', trimmed(dbfs)), folder);
  if (folder.startsWith('workspace:')) return local([joined('', folder.slice('workspace:'.length))]);
  if (/^(~|[A-Za-z]:[\\/])/.test(folder)) return storage(key('file', folder.replace(/\\/g, '/')), folder);
  if (folder.startsWith('/')) return storage(key('file', trimmed(folder)), folder);
  if (/^\$\{/.test(folder)) return storage(key('path', `${folder}@${naming.path}`), folder);
  if (/^[\w-]+:(?!\\)/.test(folder)) return null;
  return local(candidates(folder, naming.path));
}

function uriPlace(text: string, naming: Naming): Place | null {
  const folder = withoutPattern(text);
  const shown = folder.replace(/\/+$/, '');
  // A bucket may be a variable of the environment, which has one name everywhere; what stands for it here is a further name.
  const host = /^[a-z][a-z0-9+.-]*:\/\/([^/]*)/i.exec(folder)?.[1] ?? '';
  const variable = /^\$\{([A-Z][A-Z0-9_]*)\}$/.exec(host)?.[1];
  const named = variable === undefined ? withDefaults(folder, naming) : folder.slice(0, folder.indexOf(host) + host.length) + withDefaults(folder.slice(folder.indexOf(host) + host.length), naming);
  const id = locationKey(named);
  if (id === null || (/:\/\/[^/]*\$\{/.test(named) && variable === undefined)) return null;
  const other = variable !== undefined && naming.defaults.has(variable) ? locationKey(withDefaults(folder, naming)) : null;
  return { targets: other === null ? [id] : [id, other], id, name: variable === undefined ? named.replace(/\/+$/, '') : shown, type: 'storage.path' };
}

function storage(id: Key, name: string): Place {
  return { targets: [id], id, name, type: 'storage.path' };
}

function local(paths: readonly string[]): Place | null {
  const last = paths[paths.length - 1];
  if (last === undefined || last === '' || !tells(last)) return null;
  const keys = paths.map(dataFileKey);
  return { targets: keys, id: dataFileKey(last), name: last, type: 'file.path' };
}

/** Paths in the workspace that a relative path may mean: from the folder of the file that names it, then from those around it. */
export function candidates(relative: string, file: string): string[] {
  const out = new Set<string>();
  const folders = file.split('/').slice(0, -1);
  for (let n = folders.length; n >= 0; n--) {
    const at = joined(folders.slice(0, n).join('/'), relative);
    if (at !== '' && !at.startsWith('..')) out.add(at);
  }
  return [...out];
}

/** A path with `.` and `..` resolved. */
export function joined(folder: string, relative: string): string {
  const out: string[] = [];
  for (const part of `${folder}/${relative}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && out.length > 0 && out[out.length - 1] !== '..') out.pop();
    else out.push(part);
  }
  return out.join('/');
}

/** A pattern stands for the folder it is in. */
function withoutPattern(path: string): string {
  return path.replace(/\/[^/]*[*?[].*$/, '') || path;
}

function trimmed(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/(.)\/+$/, '$1');
}

/** A table by the name that code gives it: `shop.orders`, `catalog.schema.table`. */
export function tableNamed(name: string, written: boolean, naming: Naming, before: readonly (string | null)[] = []): Place | null {
  const whole = withDefaults(symbolic(name.trim()), naming);
  const path = /^(?:delta|parquet|iceberg|csv|json|orc|avro)\.`([^`]+)`$/i.exec(whole);
  if (path) return pathPlace(path[1]!, naming);
  const parts = [...before.flatMap(b => (b === null || b === '' ? [] : withDefaults(symbolic(b), naming).split('.'))), ...whole.replace(/`/g, '').split(/[.:]/)];
  if (parts.some(p => /[\s/]/.test(p))) return null;
  return tablePlace(parts, written);
}

/** A name of the workspace's own that has symbols gets the file behind it, so that two jobs' unknown topics stay apart. */
function streamed(id: (name: string) => Key, type: string, name: string, naming: Naming): Place | null {
  const text = withDefaults(symbolic(name.trim()), naming);
  if (!tells(text) || /\s/.test(text) || text.length > 300) return null;
  const unknown = text.replace(/\$\{[A-Z][A-Z0-9_]*\}/g, '').includes('${');
  const found = id(unknown ? `${text}@${naming.path}` : text);
  return { targets: [found], id: found, name: text, type };
}

export function topicPlace(name: string, naming: Naming): Place | null {
  return streamed(topicKey, 'kafka.topic', name, naming);
}

export function pulsarPlace(name: string, naming: Naming): Place | null {
  return streamed(pulsarTopicKey, 'pulsar.topic', name, naming);
}

const STREAM_TYPES = { kinesis: 'kinesis.stream', firehose: 'firehose.stream', eventhub: 'eventhub.hub', pubsub: 'pubsub.topic', redis: 'redis.stream', sqs: 'sqs.queue', sns: 'sns.topic' } as const;

export function streamPlace(system: keyof typeof STREAM_TYPES, name: string, naming: Naming): Place | null {
  // Queues and topics are named by their URL, ARN or path; the last part is the name.
  const plain = system === 'redis' || system === 'eventhub' ? name : (name.split(/[/:]/).findLast(p => p !== '') ?? name);
  return streamed(n => streamKey(system, n), STREAM_TYPES[system], plain, naming);
}

/** A collection of MongoDB by the two names that code gives it; null where one is not known. */
export function collectionPlace(database: Value | undefined, collection: Value, naming: Naming): Place | null {
  const [first, second] = [database, collection].map(v => (v?.kind === 'text' ? withDefaults(symbolic(v.text), naming) : ''));
  if (!tells(first!) || !tells(second!) || /\$\{/.test(first! + second!)) return null;
  const id = collectionKey(first!, second!);
  return { targets: [id], id, name: `${first}.${second}`, type: 'mongodb.collection' };
}

/** A table that a Flink program makes over something else: its own, unless a file of SQL makes one of that name, which is then meant. */
export function programTable(name: string, naming: Naming): Place {
  const id = key('flink', `${name.toLowerCase()}@${naming.path}`);
  return { targets: [id, flinkTableKey(name), tableKey(name)], id, name, type: 'flink.table' };
}
