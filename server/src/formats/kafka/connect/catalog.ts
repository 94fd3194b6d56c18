import data from '../data/connectors.json';

/** One setting of a connector, transform or of the framework, as the tool itself declares it. */
export interface SettingFacts {
  readonly name: string;
  readonly type: 'string' | 'password' | 'int' | 'long' | 'short' | 'double' | 'boolean' | 'list' | 'class';
  readonly importance: 'high' | 'medium' | 'low';
  readonly default: string | null;
  readonly values: readonly string[];
  readonly required: boolean;
}

export type Packed = readonly (string | number | null | readonly string[])[];

export interface ConnectorFacts {
  readonly name: string;
  readonly kind: 'source' | 'sink';
  readonly family: string;
  readonly page: string;
  readonly keys: { readonly [name: string]: Packed };
  /** True if `keys` may lack some. */
  readonly open: boolean;
}

export interface PluginFacts {
  readonly name: string;
  /** Whether the class exists only as `$Key` and `$Value`. */
  readonly sides: boolean;
  readonly keys: { readonly [name: string]: Packed };
}

interface Data {
  readonly connectors: { readonly [name: string]: Omit<ConnectorFacts, 'name' | 'open'> & { readonly open?: boolean } };
  readonly transforms: { readonly [name: string]: { readonly sides?: boolean; readonly keys: { readonly [name: string]: Packed } } };
  readonly predicates: { readonly [name: string]: { readonly keys: { readonly [name: string]: Packed } } };
  readonly framework: { readonly source: { readonly [name: string]: Packed }; readonly sink: { readonly [name: string]: Packed } };
  readonly worker: { readonly [name: string]: Packed };
}

const DATA = data as unknown as Data;

export const CONNECTORS: readonly ConnectorFacts[] = Object.entries(DATA.connectors).map(([name, c]) => ({ ...c, name, open: c.open === true }));
export const TRANSFORMS: readonly PluginFacts[] = Object.entries(DATA.transforms).map(([name, t]) => ({ name, sides: t.sides === true, keys: t.keys }));
export const PREDICATES: readonly PluginFacts[] = Object.entries(DATA.predicates).map(([name, t]) => ({ name, sides: false, keys: t.keys }));
export const FRAMEWORK = DATA.framework;
export const WORKER = DATA.worker;

export const CONVERTERS: readonly string[] = [
  'org.apache.kafka.connect.json.JsonConverter', 'org.apache.kafka.connect.storage.StringConverter', 'org.apache.kafka.connect.converters.ByteArrayConverter',
  'io.confluent.connect.avro.AvroConverter', 'io.confluent.connect.protobuf.ProtobufConverter', 'io.confluent.connect.json.JsonSchemaConverter',
  'io.apicurio.registry.utils.converter.AvroConverter', 'io.debezium.converters.CloudEventsConverter', 'io.debezium.converters.BinaryDataConverter',
  'org.apache.kafka.connect.converters.LongConverter', 'org.apache.kafka.connect.converters.IntegerConverter', 'org.apache.kafka.connect.converters.DoubleConverter',
];

const byName = new Map(CONNECTORS.map(c => [c.name, c]));
const transformsByName = new Map(TRANSFORMS.map(t => [t.name, t]));
const predicatesByName = new Map(PREDICATES.map(t => [t.name, t]));

/** A connector by its class, or by the short name Connect takes as well (`JdbcSinkConnector`, `FileStreamSink`) where only one bears it. */
export function connectorFacts(name: string): ConnectorFacts | null {
  const known = byName.get(name);
  if (known || name.includes('.')) return known ?? null;
  const found = CONNECTORS.filter(c => c.name.endsWith(`.${name}`) || c.name.endsWith(`.${name}Connector`));
  return found.length === 1 ? found[0]! : null;
}

/** A transform by its class, with or without `$Key` and `$Value`. */
export function transformFacts(name: string): PluginFacts | null {
  const plain = name.replace(/\$(Key|Value)$/, '');
  return transformsByName.get(plain) ?? null;
}

export function predicateFacts(name: string): PluginFacts | null {
  return predicatesByName.get(name) ?? null;
}

export function unpack(name: string, packed: Packed): SettingFacts {
  const [type, importance, fallback, values, required] = packed;
  return {
    name,
    type: type as SettingFacts['type'],
    importance: importance === 'h' ? 'high' : importance === 'l' ? 'low' : 'medium',
    default: typeof fallback === 'string' ? fallback : null,
    values: Array.isArray(values) ? (values as string[]) : [],
    required: required === 1,
  };
}

/** Direction by the class: from the list, else from what its name says, null if it says nothing. */
export function directionOf(name: string): 'source' | 'sink' | null {
  const known = connectorFacts(name);
  if (known) return known.kind;
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (/sink/i.test(last)) return 'sink';
  return /source|cdc|datagen/i.test(last) || name.startsWith('io.debezium.connector.') ? 'source' : null;
}

/** Which kind of system the connector is about: from the list, else a guess by its class; null if the name tells nothing. */
export function familyOf(name: string): string | null {
  const known = connectorFacts(name);
  if (known) return known.family;
  const lower = name.toLowerCase();
  for (const family of ['debezium', 'jdbc', 's3', 'gcs', 'snowflake', 'bigquery', 'iceberg', 'elasticsearch', 'opensearch', 'mongo', 'redis', 'clickhouse', 'http', 'mirror', 'datagen']) if (lower.includes(family)) return family === 'mongo' ? 'mongodb' : family;
  return null;
}
