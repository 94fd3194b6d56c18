import type { Key } from '../../model/key';
import { itemsOf, pairOf, valueOf, type YamlNode, type YamlPair } from '../../syntax/yaml';
import { entry } from '../../text/entry';
import { baseName, connect, declareJob, headOf, place, type Reading, scalar, texts, toolFormat } from './file';

/** Pipelines of Redpanda Connect (Benthos). */
export const redpandaConnect = toolFormat({
  id: 'redpanda-connect',
  extensions: ['yaml', 'yml'],
  schema: 'pipelines/redpanda-connect',
  recognises: (_path, head) => /^input:[ \t]*(\{|#|$)/m.test(head) && /^(output|pipeline|http|cache_resources):/m.test(head) && !/^(receivers|exporters|inputs|outputs|services|on|jobs):/m.test(head),
  extract,
});

/** Fields without which a component does not start, by its reference page. */
const REQUIRED: { readonly [side: string]: { readonly [component: string]: readonly string[] } } = {
  input: { kafka: ['addresses', 'topics'], kafka_franz: ['seed_brokers', 'topics'], redpanda: ['topics'], aws_kinesis: ['streams'], gcp_pubsub: ['project', 'subscription'], mysql_cdc: ['dsn', 'tables', 'checkpoint_cache', 'stream_snapshot'], postgres_cdc: ['dsn', 'schema', 'slot_name', 'tables'] },
  output: { kafka: ['addresses', 'topic'], kafka_franz: ['seed_brokers', 'topic'], redpanda: ['topic'], aws_s3: ['bucket'], aws_kinesis: ['stream', 'partition_key'], aws_kinesis_firehose: ['stream'], gcp_bigquery: ['dataset', 'table'], gcp_pubsub: ['project', 'topic'], mongodb: ['url', 'database', 'collection'], iceberg: ['namespace', 'table'], sql_insert: ['driver', 'dsn', 'table', 'columns', 'args_mapping'] },
};
/** Components that hold others. */
const NESTS: { readonly [component: string]: (node: YamlNode | null) => readonly (YamlNode | null)[] } = {
  broker: node => [...itemsOf(valueOf(node, 'inputs')), ...itemsOf(valueOf(node, 'outputs'))],
  fallback: node => itemsOf(node), sequence: node => itemsOf(valueOf(node, 'inputs')), switch: node => itemsOf(valueOf(node, 'cases')).map(c => valueOf(c, 'output')),
  retry: node => [valueOf(node, 'output')], drop_on: node => [valueOf(node, 'output')], reject_errored: node => [node], read_until: node => [valueOf(node, 'input')], dynamic: () => [],
};
/** Keys beside the component. */
const BESIDE: ReadonlySet<string> = new Set(['label', 'processors', 'type']);
const MOST_DEPTH = 12;

function extract(file: Reading): void {
  const { root, path } = file;
  const job = declareJob(file, 'redpanda-connect', baseName(path), null, root?.span ?? { start: 0, end: 0 }, { id: `redpanda-connect|${path}` });
  const reads = component(file, job, 'input', valueOf(root, 'input'), 0);
  const writes = component(file, job, 'output', valueOf(root, 'output'), 0);
  connect(file, job, reads, writes, headOf(root, 'output'));
  fallback(file);
}

function componentOf(node: YamlNode | null): YamlPair | null {
  return node?.kind === 'map' ? (node.pairs.find(p => !BESIDE.has(p.key.text)) ?? null) : null;
}

function component(file: Reading, job: Key, side: 'input' | 'output', node: YamlNode | null, depth: number): (number | null)[] {
  const pair = componentOf(node);
  if (!pair || depth > MOST_DEPTH) return [];
  const name = pair.key.text;
  const nested = entry(NESTS, name);
  if (nested) return nested(pair.value).flatMap(n => component(file, job, side, n, depth + 1));
  if (pair.value?.kind === 'map') for (const field of entry(REQUIRED[side]!, name) ?? []) if (pairOf(pair.value, field) === null) file.draft.problem('pipeline-file-invalid', pair.key.content, `${name} needs '${field}'`, { key: field });
  const role = side === 'input' ? 'reads' : 'writes';
  const all = (kind: Parameters<typeof place>[3], ...keys: readonly string[]) => keys.flatMap(k => texts(pair.value, k).map(t => place(file, job, role, kind, t.text, t.span)));
  switch (name) {
    case 'kafka': case 'kafka_franz': case 'redpanda': case 'redpanda_common': case 'redpanda_migrator': return all('topic', 'topics', 'topic');
    case 'aws_kinesis': return all('kinesis', 'streams', 'stream');
    case 'aws_kinesis_firehose': return all('firehose', 'stream');
    case 'redis_streams': return all('redis', 'streams', 'stream');
    case 'gcp_pubsub': return all('pubsub', 'topic');
    case 'aws_s3': case 'gcp_cloud_storage': return texts(pair.value, 'bucket').map(t => place(file, job, role, 'uri', `${name === 'aws_s3' ? 's3' : 'gs'}://${t.text}`, t.span));
    case 'mysql_cdc': case 'sql_select': case 'sql_insert': case 'sql_raw': case 'snowflake_put': return all('table', 'tables', 'table');
    case 'postgres_cdc': return texts(pair.value, 'tables').map(t => place(file, job, role, 'table', `${scalar(pair.value, 'schema')?.text ?? 'public'}.${t.text}`, t.span));
    case 'gcp_bigquery': case 'gcp_bigquery_select': return texts(pair.value, 'table').map(t => place(file, job, role, 'table', `${scalar(pair.value, 'dataset')?.text ?? ''}.${t.text}`.replace(/^\./, ''), t.span));
    case 'elasticsearch': case 'opensearch': return all('index', 'index');
    default: return [];
  }
}

/** An output that tries for ever, or drops without a word. */
function fallback({ root, draft }: Reading): void {
  const pair = componentOf(valueOf(root, 'output'));
  if (!pair || pair.key.text in NESTS || ['stdout', 'drop', 'sync_response', 'inproc', 'resource', 'reject', 'file'].includes(pair.key.text)) return;
  draft.problem('output-without-fallback', pair.key.content, `What ${pair.key.text} refuses is tried for ever, and everything behind it waits: put it into fallback, or reject_errored with a dead-letter output`);
}
