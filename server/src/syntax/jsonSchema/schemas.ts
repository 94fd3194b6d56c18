import catalogs from '../../../../schemas/dbt/catalogs.json';
import configs from '../../../../schemas/dbt/configs.json';
import dependencies from '../../../../schemas/dbt/dependencies.json';
import packageLock from '../../../../schemas/dbt/package-lock.json';
import packages from '../../../../schemas/dbt/packages.json';
import profiles from '../../../../schemas/dbt/profiles.json';
import project from '../../../../schemas/dbt/project.json';
import properties from '../../../../schemas/dbt/properties.json';
import selectors from '../../../../schemas/dbt/selectors.json';
import vars from '../../../../schemas/dbt/vars.json';
import airbyteCatalog from '../../../../schemas/pipelines/airbyte-catalog.json';
import airbyteManifest from '../../../../schemas/pipelines/airbyte-manifest.json';
import dask from '../../../../schemas/pipelines/dask.json';
import databricksBundle from '../../../../schemas/pipelines/databricks-bundle.json';
import druid from '../../../../schemas/pipelines/druid.json';
import feast from '../../../../schemas/pipelines/feast.json';
import flinkCdc from '../../../../schemas/pipelines/flink-cdc.json';
import meltano from '../../../../schemas/pipelines/meltano.json';
import pulsar from '../../../../schemas/pipelines/pulsar.json';
import mysql from '../../../../schemas/pipelines/mysql.json';
import redis from '../../../../schemas/pipelines/redis.json';
import redpandaConnect from '../../../../schemas/pipelines/redpanda-connect.json';
import singerCatalog from '../../../../schemas/pipelines/singer-catalog.json';
import sling from '../../../../schemas/pipelines/sling.json';
import sparkDefaults from '../../../../schemas/pipelines/spark-defaults.json';
import sparkPipeline from '../../../../schemas/pipelines/spark-pipeline.json';
import vector from '../../../../schemas/pipelines/vector.json';
import contractsDcs from '../../../../schemas/contracts/dcs.json';
import contractsOdcs from '../../../../schemas/contracts/odcs.json';
import sodaContract from '../../../../schemas/soda/contract.json';
import pipewright from '../../../../schemas/pipewright.json';
import prefect from '../../../../schemas/prefect/prefect.json';
import type { Json } from '../../model/key';

/** The kinds of file that have a schema. */
export type SchemaName =
  | 'contracts/dcs'
  | 'contracts/odcs'
  | 'dbt/catalogs'
  | 'dbt/dependencies'
  | 'dbt/package-lock'
  | 'dbt/packages'
  | 'dbt/profiles'
  | 'dbt/project'
  | 'dbt/properties'
  | 'dbt/selectors'
  | 'dbt/vars'
  | 'pipelines/airbyte-catalog'
  | 'pipelines/airbyte-manifest'
  | 'pipelines/databricks-bundle'
  | 'pipelines/druid'
  | 'pipelines/feast'
  | 'pipelines/flink-cdc'
  | 'pipelines/meltano'
  | 'pipelines/pulsar'
  | 'pipelines/redpanda-connect'
  | 'pipelines/singer-catalog'
  | 'pipelines/sling'
  | 'pipelines/dask'
  | 'pipelines/mysql'
  | 'pipelines/redis'
  | 'pipelines/spark-defaults'
  | 'pipelines/spark-pipeline'
  | 'pipelines/vector'
  | 'pipewright'
  | 'prefect/prefect'
  | 'soda/contract';

/** What the tool that owns the file does with a breach: refuses the file, warns, or goes on without a word. */
export type Verdict = 'rejects' | 'warns' | 'accepts';

/** A schema that replaces the usual report of one of its keywords. `{count}` in the message is the number of keys or items. */
export interface OwnError {
  readonly kind?: string;
  readonly rule?: string;
  readonly message?: string;
  /** The key the report is about, and where it is shown. */
  readonly key?: string;
  readonly at?: string;
}

/** The part of JSON Schema draft-07 that our schemas use, with our annotations. */
export interface Schema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly default?: Json;
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly patternProperties?: { readonly [pattern: string]: Schema };
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly definitions?: { readonly [name: string]: Schema };
  /** Page of the owning tool's documentation. */
  readonly 'x-link'?: string;
  readonly 'x-since'?: string;
  /** What to do instead. */
  readonly 'x-deprecated'?: string;
  readonly 'x-adapter'?: string;
  /** Completion body, as an LSP snippet. */
  readonly 'x-snippet'?: string;
  /** Meanings of values; without `enum` other values are fine too. */
  readonly 'x-values'?: { readonly [value: string]: string };
  /** What the value names: `dbt.model`, `column`, `tag`… */
  readonly 'x-entity'?: string;
  readonly 'x-verdict'?: Verdict | { readonly [keyword: string]: Verdict };
  readonly 'x-errors'?: { readonly [keyword: string]: OwnError };
  /** What to do with a key that is not known here. */
  readonly 'x-unknown'?: string;
  /** What a value that breaks `pattern` should be, in words. */
  readonly 'x-expects'?: string;
  /** Keys that moved under `config` and are still read where they stood. */
  readonly 'x-moved'?: readonly string[] | string;
  readonly 'x-hidden'?: boolean;
  readonly 'x-rank'?: number;
  /** What keys that are not listed are: `arguments`, `columns`… */
  readonly 'x-open'?: string;
  /** `config`: the keys are configs; `plus`: configs of a hierarchy in dbt_project.yml. */
  readonly 'x-keys'?: string;
  /** A level of dbt_project.yml, whose keys without `+` are folders or packages. */
  readonly 'x-hierarchy'?: boolean;
}

const FILES: { readonly [name in SchemaName]: Schema } = {
  'contracts/dcs': contractsDcs as unknown as Schema,
  'contracts/odcs': contractsOdcs as unknown as Schema,
  'dbt/catalogs': catalogs as Schema,
  'dbt/dependencies': dependencies as Schema,
  'dbt/package-lock': packageLock as Schema,
  'dbt/packages': packages as Schema,
  'dbt/profiles': profiles as Schema,
  'dbt/project': project as unknown as Schema,
  'dbt/properties': properties as unknown as Schema,
  'dbt/selectors': selectors as Schema,
  'dbt/vars': vars as Schema,
  'soda/contract': sodaContract as unknown as Schema,
  'pipelines/airbyte-catalog': airbyteCatalog as unknown as Schema,
  'pipelines/airbyte-manifest': airbyteManifest as unknown as Schema,
  'pipelines/databricks-bundle': databricksBundle as unknown as Schema,
  'pipelines/druid': druid as unknown as Schema,
  'pipelines/feast': feast as unknown as Schema,
  'pipelines/flink-cdc': flinkCdc as unknown as Schema,
  'pipelines/meltano': meltano as unknown as Schema,
  'pipelines/pulsar': pulsar as unknown as Schema,
  'pipelines/redpanda-connect': redpandaConnect as unknown as Schema,
  'pipelines/singer-catalog': singerCatalog as unknown as Schema,
  'pipelines/sling': sling as unknown as Schema,
  'pipelines/dask': dask as unknown as Schema,
  'pipelines/mysql': mysql as unknown as Schema,
  'pipelines/redis': redis as unknown as Schema,
  'pipelines/spark-defaults': sparkDefaults as unknown as Schema,
  'pipelines/spark-pipeline': sparkPipeline as unknown as Schema,
  'pipelines/vector': vector as unknown as Schema,
  pipewright: pipewright as Schema,
  'prefect/prefect': prefect as unknown as Schema,
};

export const SCHEMA_NAMES: readonly SchemaName[] = Object.keys(FILES) as SchemaName[];

/** The schema of a kind of file. */
export function schemaOf(name: SchemaName): Schema {
  return FILES[name];
}

/** Schemas that others point into, but that describe no file. */
export const SHARED: readonly Schema[] = [configs as unknown as Schema];

const byId = new Map<string, Schema>([...Object.values(FILES), ...SHARED].map(s => [s.$id ?? '', s]));

/** Where a `$ref` written in `within` leads, with the file it leads into. Our own schemas have no dangling ones; a test sees to it. */
export function resolve(ref: string, within: Schema): { readonly schema: Schema; readonly file: Schema } | null {
  const hash = ref.indexOf('#');
  const id = hash < 0 ? ref : ref.slice(0, hash);
  const file = id === '' ? within : byId.get(id);
  if (!file) return null;
  let at: unknown = file;
  for (const step of hash < 0 ? [] : ref.slice(hash + 1).split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return null;
    at = (at as { [key: string]: unknown })[step.replace(/~1/g, '/').replace(/~0/g, '~')];
  }
  return typeof at === 'object' && at !== null ? { schema: at as Schema, file } : null;
}
