import { mergedPairs, textOf, valueOf as direct, type YamlNode, type YamlPair } from '../../syntax/yaml';
import type { Span } from '../../text/span';

/** A service of a compose file, with what matters for data. */
export interface Service {
  readonly name: string;
  readonly pair: YamlPair;
  readonly node: YamlNode | null;
  readonly image: { readonly text: string; readonly span: Span } | null;
  /** What it runs, by its image; null for a program of somebody's own. */
  readonly system: string | null;
  /** Variables in the order of the file; a variable without a value takes that of the shell. */
  readonly environment: readonly { readonly name: string; readonly nameSpan: Span; readonly value: string | null; readonly span: Span }[];
  /** Names other services reach it by. */
  readonly hosts: readonly string[];
  /** The words of its command, each as text. */
  readonly command: string;
}

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/(^|\/)(schema-registry|cp-schema-registry|apicurio)/, 'schema-registry'], [/connect|debezium/, 'kafka-connect'], [/ksqldb|ksql/, 'ksqldb'], [/redpanda-?(data)?\/console|kafka-ui|akhq|kafdrop|kafka-exporter|cmak|control-center|rest-proxy|kafka-rest/, 'kafka-tool'],
  [/redpanda/, 'redpanda'], [/zookeeper/, 'zookeeper'], [/kafka|cp-server/, 'kafka'], [/flink/, 'flink'], [/spark/, 'spark'], [/clickhouse/, 'clickhouse'], [/postgres|postgis|timescale/, 'postgres'],
  [/mysql|mariadb/, 'mysql'], [/mssql|sqlserver/, 'mssql'], [/mongo/, 'mongodb'], [/airflow/, 'airflow'], [/minio\/mc/, 'minio-client'], [/minio/, 'minio'], [/redis|valkey/, 'redis'], [/pulsar/, 'pulsar'], [/elasticsearch|opensearch/, 'elasticsearch'],
  [/trino|presto/, 'trino'], [/cassandra|scylla/, 'cassandra'], [/druid/, 'druid'], [/dagster/, 'dagster'], [/prefect/, 'prefect'], [/metabase|superset|grafana/, 'dashboard'], [/localstack/, 'localstack'], [/nifi/, 'nifi'], [/vector(:|$)|timberio/, 'vector'], [/rabbitmq/, 'rabbitmq'],
];

/** The value of a key, merge keys (`<<`) included. */
export function valueOf(node: YamlNode | null, name: string): YamlNode | null {
  return direct(node, name) ?? (node?.kind === 'map' ? (mergedPairs(node).find(p => p.key.text === name)?.value ?? null) : null);
}

/** The system an image runs; its registry and tag don't matter. */
export function systemOf(image: string): string | null {
  const name = image.replace(/@.*$/, '').replace(/:[^/:]*$/, '').toLowerCase();
  return SYSTEMS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

export function servicesOf(root: YamlNode | null): readonly Service[] {
  const services = valueOf(root, 'services');
  if (services?.kind !== 'map') return [];
  return services.pairs.map((pair): Service => {
    const node = pair.value;
    const image = valueOf(node, 'image');
    const text = image?.kind === 'scalar' ? image.text : null;
    const name = textOf(valueOf(node, 'container_name'));
    const host = textOf(valueOf(node, 'hostname'));
    const environment = environmentOf(valueOf(node, 'environment'));
    const command = commandOf(node);
    const runs = text === null ? null : systemOf(text);
    // The image of a broker also serves for its command-line tools.
    const system = runs === 'kafka' && command.trim() !== '' && !environment.some(v => /^KAFKA_/.test(v.name)) && !/kafka-server-start|run$/.test(command) ? 'kafka-tool' : runs;
    return {
      name: pair.key.text, pair, node, image: image?.kind === 'scalar' && text !== null ? { text, span: image.content } : null, system,
      environment, hosts: [pair.key.text, ...(name ? [name] : []), ...(host ? [host] : []), ...aliasesOf(node)], command,
    };
  });
}

/** A list of `NAME=value` or a mapping. */
function environmentOf(node: YamlNode | null): Service['environment'] {
  if (node?.kind === 'map') return mergedPairs(node).map(p => ({ name: p.key.text, nameSpan: p.key.content, value: p.value?.kind === 'scalar' ? p.value.text : null, span: p.value?.kind === 'scalar' ? p.value.content : p.key.content }));
  if (node?.kind !== 'seq') return [];
  return node.items.flatMap(({ value }) => {
    if (value?.kind !== 'scalar') return [];
    const equals = value.text.indexOf('=');
    const exact = value.content.end - value.content.start === value.text.length;
    const { start } = value.content;
    const name = equals < 0 ? value.text : value.text.slice(0, equals);
    return [{ name, nameSpan: exact ? { start, end: start + name.length } : value.content, value: equals < 0 ? null : value.text.slice(equals + 1), span: exact && equals >= 0 ? { start: start + equals + 1, end: value.content.end } : value.content }];
  });
}

function aliasesOf(node: YamlNode | null): string[] {
  const networks = valueOf(node, 'networks');
  if (networks?.kind !== 'map') return [];
  return networks.pairs.flatMap(p => {
    const aliases = valueOf(p.value, 'aliases');
    return aliases?.kind === 'seq' ? aliases.items.flatMap(i => (i.value?.kind === 'scalar' ? [i.value.text] : [])) : [];
  });
}

function commandOf(node: YamlNode | null): string {
  return ['entrypoint', 'command'].map(name => {
    const value = valueOf(node, name);
    if (value?.kind === 'scalar') return value.text;
    return value?.kind === 'seq' ? value.items.map(i => (i.value?.kind === 'scalar' ? i.value.text : '')).join(' ') : '';
  }).join(' ');
}
