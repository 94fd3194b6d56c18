import { type Key, nameOf, namespaceOf } from '../../model/key';
import type { Entity } from '../../model/workspace';
import { entry } from '../../text/entry';
import { byText } from './graph';

/** What an entity is called outside this workspace. */
export interface Identity {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly names: readonly string[];
  readonly system: string;
}

/**
 * The id, OpenLineage names and system of an entity. Among its keys the first with an OpenLineage namespace is taken
 * (`snowflake://acme|analytics.raw.orders`), if nothing else answers to it; without one the entity's own id is used.
 * `sole` tells whether a key belongs to this entity alone.
 */
export function identify(entity: Entity, sole: (k: Key) => boolean): Identity {
  const physical = entity.kind === 'job' ? undefined : entity.keys.find(k => isLocation(namespaceOf(k)) && sole(k));
  const main = physical ?? entity.id;
  const namespace = namespaceOf(main).replace(/:$/, '');
  const name = nameOf(main);
  const names = new Set([entity.id, ...entity.keys].filter(k => !INNER.has(namespaceOf(k))).flatMap(k => (isLocation(namespaceOf(k)) ? [printedId(k), nameOf(k)] : [nameOf(k)])));
  const id = printedId(main);
  names.delete(id);
  if (id !== entity.id && main === entity.id) names.add(name);
  if (physical !== undefined) names.delete(name);
  return { id, namespace, name, names: [...names].filter(n => n !== '').sort(byText), system: systemOf(entity, physical) };
}

/** `snowflake://acme/analytics.raw.orders` for a location, `airflow:daily_orders.load` for a tool's own name. */
export function printedId(k: Key): string {
  const namespace = namespaceOf(k).replace(/:$/, '');
  return namespace.includes('://') ? `${namespace}/${nameOf(k).replace(/^\//, '')}` : `${namespace}:${nameOf(k)}`;
}

/** Namespaces of names that only one tool looks things up by inside: they are no names for people. */
const INNER: ReadonlySet<string> = new Set(['python', 'dagster.grouped', 'prefect.entrypoint']);

/** Namespaces of the OpenLineage naming specification that have no `://`. */
const BARE_LOCATIONS = new Set(['bigquery', 'file', 'pubsub']);

/** Whether a namespace tells where data lies, as OpenLineage names it, rather than which tool names it. */
export function isLocation(namespace: string): boolean {
  return namespace.includes('://') || BARE_LOCATIONS.has(namespace) || namespace.startsWith('arn:');
}

const SCHEMES: { readonly [scheme: string]: string } = {
  gs: 'gcs',
  s3a: 's3',
  s3n: 's3',
  abfss: 'adls',
  abfs: 'adls',
  wasbs: 'adls',
  wasb: 'adls',
  awsathena: 'athena',
  sqlserver: 'synapse',
};

function systemOf(entity: Entity, location: Key | undefined): string {
  const own = entity.type.split('.')[0]!;
  if (location === undefined) return own;
  const namespace = namespaceOf(location);
  if (namespace.startsWith('arn:')) return namespace.split(':')[2] ?? own;
  const scheme = namespace.split(':')[0]!.toLowerCase();
  return entry(SCHEMES, scheme) ?? scheme;
}

/** Symbols that data flows into: they stand in the graph beside the datasets. */
const FLOWS_INTO = new Set(['exposure', 'metric', 'semantic_model', 'semanticModel', 'saved_query', 'savedQuery', 'dashboard', 'chart', 'feature_view', 'feature_service']);

/** What a project makes itself: a description of one that nothing defines describes nothing. */
const MADE_HERE = new Set(['model', 'seed', 'snapshot']);

/** Whether an entity has a place in the lineage graph. */
export function isNode(entity: Entity): boolean {
  if (!entity.enabled || (entity.definitions === 0 && MADE_HERE.has(lastPart(entity.type)))) return false;
  return entity.kind !== 'symbol' || FLOWS_INTO.has(lastPart(entity.type));
}

/** What a check of its own is called, by the last part of its type. */
const OWN_CHECKS: { readonly [type: string]: string } = { test: 'singular', unit_test: 'unit' };

/** `singular` for a test that is a query of its own, `unit` for a unit test; null for what is no check, or is switched off. */
export function checkKind(entity: Entity): string | null {
  if (!entity.enabled || entity.kind !== 'symbol' || entity.definitions === 0) return null;
  return entry(OWN_CHECKS, lastPart(entity.type)) ?? null;
}

/** In one word what a dataset is. What dbt builds is named after its materialization. */
export function kindOf(entity: Entity): string {
  const last = lastPart(entity.type);
  switch (last) {
    case 'semanticModel':
      return 'semantic_model';
    case 'savedQuery':
      return 'saved_query';
    case 'source':
    case 'seed':
    case 'snapshot':
    case 'dataset':
      return 'table';
    case 'model': {
      const materialized = entity.attributes.materialized;
      if (materialized === 'view' || materialized === 'ephemeral' || materialized === 'materialized_view') return materialized;
      return 'table';
    }
    default:
      return last;
  }
}

/** Whether the data is made outside this workspace: nothing defines it, or only as a source that others fill. */
export function isExternal(entity: Entity): boolean {
  return entity.roles.every(r => r.role === 'describes' || lastPart(r.type) === 'source');
}

function lastPart(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}
