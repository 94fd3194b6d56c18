import type { EntityKind } from '../../../model/facts';
import type { Json, Key } from '../../../model/key';
import { locationKey, streamKey, tableTargets } from '../../shared/names';
import { serviceKey } from '../names';
import { type Resource, symbolicOf, textOf, type Value } from '../resource';

/** A column that infrastructure code declares. */
export interface ColumnMeaning {
  readonly name: Value;
  readonly type: string | null;
  readonly nullable?: boolean;
  readonly description?: string;
}

/** A dataset that a resource reads or writes. */
export interface PlaceMeaning {
  readonly value: Value;
  readonly role: 'reads' | 'writes';
  readonly as: PlaceKind;
  /** Of a job that copies several things each from its own place: only what has the same number belongs together. */
  readonly pair?: number;
}

/** What a text is the name of where it is no ARN, URI or other resource. */
export type PlaceKind = 'kinesis' | 'topic' | 'table' | 's3' | 'gs' | 'sqs' | 'sns' | 'pubsub' | 'dynamodb' | 'uri' | 'eventhub' | 'airbyte';

/** SQL in a resource that is run as its job, or fills it. */
export interface SqlMeaning {
  readonly value: Value;
  readonly dialect: 'snowflake' | 'bigquery' | 'trino' | 'redshift' | 'databricks' | null;
  readonly schema: string | null;
}

/** What a resource is, in the graph. */
export interface Meaning {
  readonly kind: EntityKind;
  /** `kinesis.stream`, `s3.bucket`, `glue.job`… */
  readonly type: string;
  /** The name people use; null if only a run knows it: then its address stands for it. */
  readonly name: Value | undefined;
  /** Names it answers to beside its address, by its known name. */
  keys(name: string): readonly Key[];
  readonly columns?: readonly ColumnMeaning[];
  readonly columnsComplete?: boolean;
  readonly schedule?: string | null;
  readonly description?: string | null;
  readonly config?: { readonly [name: string]: Json };
  readonly facts?: readonly string[];
  readonly places?: readonly PlaceMeaning[];
  readonly sql?: SqlMeaning;
}

/** `bodyOf` gives what another resource of the same module says, by its address. */
export type MeaningOf = (r: Resource, bodyOf: (address: string) => Value | undefined) => Meaning;

/** Keys of a place that a text names; [] if it can't be told which. */
export function placeKeys(text: string, as: PlaceKind): readonly Key[] {
  const arn = /^arn:aws[\w-]*:([\w-]+):[^:]*:[^:]*:(.+)$/.exec(text);
  if (arn) return arnKeys(arn[1]!, arn[2]!);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    const location = locationKey(text.replace(/\/[^/]*\*.*$/, ''));
    return location ? [location] : [];
  }
  if (/\$\{/.test(text)) return [];
  switch (as) {
    case 's3': case 'gs': return one(locationKey(`${as}://${text}`));
    case 'topic': return [`kafka|${text}`];
    case 'table': return tableTargets(text.replace(':', '.').split('.'), true);
    case 'dynamodb': return [serviceKey('dynamodb', text)];
    case 'pubsub': return [streamKey('pubsub', text.slice(text.lastIndexOf('/') + 1))];
    case 'airbyte': return [serviceKey('airbyte.stream', text)];
    case 'uri': return [];
    default: return [streamKey(as, text)];
  }
}

function arnKeys(service: string, rest: string): readonly Key[] {
  const last = rest.slice(Math.max(rest.lastIndexOf('/'), rest.lastIndexOf(':')) + 1);
  if (/\$\{|\*/.test(service === 's3' ? rest.split('/')[0]! : last)) return [];
  switch (service) {
    case 's3': return one(locationKey(`s3://${rest.replace(/\/?\*.*$/, '')}`));
    case 'kinesis': return [streamKey('kinesis', last)];
    case 'firehose': return [serviceKey('firehose', last)];
    case 'sqs': return [streamKey('sqs', last)];
    case 'sns': return [streamKey('sns', last)];
    case 'dynamodb': return [serviceKey('dynamodb', rest.split('/')[1] ?? last)];
    case 'lambda': return [serviceKey('lambda', last)];
    default: return [];
  }
}

function one(k: Key | null): readonly Key[] {
  return k === null ? [] : [k];
}

/** A job or dataset of a simple kind. */
export function simple(kind: EntityKind, type: string, name: Value | undefined, keys: (name: string) => readonly Key[], more: Partial<Meaning> = {}): Meaning {
  return { kind, type, name, keys, ...more };
}

/** `database.schema.table` from its parts, as far as they are known from the end; null without the last. */
export function dotted(...parts: readonly (Value | undefined)[]): string | null {
  const texts = parts.map(p => symbolicOf(p));
  if (textOf(parts[parts.length - 1]) === null) return null;
  const from = texts.findLastIndex((t, i) => t === null || textOf(parts[i]) === null) + 1;
  return texts.slice(from).join('.');
}
