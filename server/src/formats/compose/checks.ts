import type { YamlNode } from '../../syntax/yaml';
import type { Draft } from '../shared/draft';
import { checkBinlog, settingsInCommand } from '../shared/binlog';
import { type Service, valueOf } from './services';

const BROKERS: ReadonlySet<string> = new Set(['kafka', 'redpanda']);
const STATEFUL: ReadonlySet<string> = new Set(['kafka', 'redpanda', 'postgres', 'mysql', 'mongodb', 'clickhouse', 'minio', 'mssql', 'cassandra', 'elasticsearch']);

/** What is known to go wrong with data services in compose files, under the ids of its rules. */
export function checkServices(draft: Draft, services: readonly Service[], root: YamlNode | null, whole: boolean): void {
  const brokers = services.filter(s => s.system !== null && BROKERS.has(s.system));
  for (const b of brokers) {
    advertised(draft, b, services);
    if (whole && brokers.length === 1) replication(draft, b);
  }
  for (const s of services) {
    image(draft, s);
    if (s.system !== null && STATEFUL.has(s.system) && !hasVolume(s, root)) draft.problem('stateful-service-without-volume', s.pair.key.span, `${s.name} keeps its data in the container: it is gone when the container is made anew`);
    eviction(draft, s);
    binlog(draft, s);
  }
}

/** Clients are told to connect to the advertised address: `localhost` there is the client's own container. */
function advertised(draft: Draft, broker: Service, services: readonly Service[]): void {
  const listeners = broker.environment.find(v => /^(KAFKA_CFG_|KAFKA_)ADVERTISED_LISTENERS$/.test(v.name));
  if (!listeners?.value || /\$\{/.test(listeners.value)) return;
  const hosts = listeners.value.split(',').map(l => /:\/\/([^:/]*)/.exec(l)?.[1] ?? '');
  if (!hosts.every(h => h === 'localhost' || h === '127.0.0.1')) return;
  const user = services.find(s => s !== broker && !sharesNetwork(s, broker) && mentions(s, broker));
  if (user) draft.problem('advertised-listener-unreachable', listeners.span, `${user.name} reaches ${broker.name} by its name, but the broker tells clients to go on at ${hosts[0]}, which is ${user.name} itself`);
}

function mentions(s: Service, broker: Service): boolean {
  const texts = [...s.environment.flatMap(v => v.value ?? []), s.command];
  return texts.some(t => broker.hosts.some(h => new RegExp(`(^|[^\\w.-])${h.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}:\\d`).test(t)));
}

/** Services in the host's network, or in that of the broker, do reach `localhost`. */
function sharesNetwork(s: Service, broker: Service): boolean {
  const mode = valueOf(s.node, 'network_mode');
  return mode?.kind === 'scalar' && (mode.text === 'host' || mode.text === `service:${broker.name}`);
}

/** Internal topics with more copies than there are brokers are never made: consumers wait for ever. */
function replication(draft: Draft, broker: Service): void {
  const names = ['OFFSETS_TOPIC_REPLICATION_FACTOR', 'TRANSACTION_STATE_LOG_REPLICATION_FACTOR', 'TRANSACTION_STATE_LOG_MIN_ISR', 'DEFAULT_REPLICATION_FACTOR', 'MIN_INSYNC_REPLICAS'];
  for (const v of broker.environment) {
    const name = names.find(n => v.name === `KAFKA_${n}` || v.name === `KAFKA_CFG_${n}`);
    if (name && v.value !== null && /^\d+$/.test(v.value) && Number(v.value) > 1) draft.problem('replication-above-brokers', v.span, `${v.value} copies need ${v.value} brokers, and there is one`);
  }
  if (/confluentinc\/cp-(kafka|server)/.test(broker.image?.text ?? '') && !broker.environment.some(v => v.name === 'KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR')) {
    draft.problem('replication-above-brokers', broker.pair.key.span, 'The topic of consumer offsets wants 3 brokers, and there is one: set KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR to 1');
  }
}

function image(draft: Draft, s: Service): void {
  if (!s.image || s.system === null || /\$\{|@sha256:/.test(s.image.text)) return;
  const tag = /:([^/:]+)$/.exec(s.image.text)?.[1];
  if (tag === undefined || tag === 'latest') draft.problem('image-without-version', s.image.span, `${s.image.text} is another version tomorrow: name one`);
}

function hasVolume(s: Service, root: YamlNode | null): boolean {
  return ['volumes', 'volumes_from', 'tmpfs', 'extends'].some(name => valueOf(s.node, name) !== null) || valueOf(root, 'include') !== null;
}

/** A cache that throws keys away when it is full throws streams and queues away too. */
function eviction(draft: Draft, s: Service): void {
  if (s.system !== 'redis') return;
  const policy = /--maxmemory-policy[\s=]+(allkeys-\w+)/.exec(s.command)?.[1];
  const command = valueOf(s.node, 'command');
  if (policy && command) draft.problem('redis-may-evict-streams', command.span, `${policy} may throw away whole streams and queues when memory is full`);
}

/** The flags that a database server is started with; what a mounted folder or an own image adds is not seen. */
function binlog(draft: Draft, s: Service): void {
  if (s.system !== 'mysql' || !s.image) return;
  const command = valueOf(s.node, 'command');
  const words: readonly YamlNode[] = command?.kind === 'seq' ? command.items.flatMap(i => i.value ?? []) : command ? [command] : [];
  const settings = words.flatMap(w => (w.kind === 'scalar' ? settingsInCommand(w.text, (start, end) => (w.content.end - w.content.start === w.text.length ? { start: w.content.start + start, end: w.content.start + end } : w.content)) : []));
  const name = /(?:^|\/)(mysql|mariadb)(?::(\d+)[\w.-]*)?$/.exec(s.image.text);
  const mounted = ['volumes', 'configs', 'extends', 'build'].some(key => valueOf(s.node, key) !== null);
  checkBinlog(draft, { settings, more: mounted, kind: name?.[1] === 'mariadb' ? 'mariadb' : name?.[1] !== 'mysql' || name[2] === undefined ? null : Number(name[2]) < 8 ? 'mysql5' : 'mysql', at: s.pair.key.content });
}
