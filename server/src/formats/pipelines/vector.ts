import { valueOf, type YamlNode, type YamlPair } from '../../syntax/yaml';
import { closest } from '../../text/fuzzy';
import type { Key } from '../../model/key';
import { declareJob, headOf, place, type Reading, scalar, texts, toolFormat } from './file';
import { partKey } from './names';

/** Configurations of Vector in TOML, YAML and JSON: a graph of sources, transforms and sinks. */
export const vector = toolFormat({
  id: 'vector',
  extensions: ['yaml', 'yml', 'json', 'toml'],
  schema: 'pipelines/vector',
  recognises: (path, head) => (path.endsWith('.toml') ? /^\s*\[\s*(sources|transforms|sinks)\./m.test(head) && /^\s*type\s*=/m.test(head) && (/(^|\/)vector[^/]*\.toml$|(^|\/)vector\//.test(path) || /^\s*inputs\s*=/m.test(head)) : (/(^|\/)vector[^/]*\.(ya?ml|json)$/.test(path) || /(^|\/)vector\//.test(path)) && /["']?sources["']?\s*:/.test(head) && /["']?(sinks|transforms)["']?\s*:/.test(head) && !/^apiVersion:/m.test(head)),
  extract,
});

/** Sources that can be told that what they sent has arrived. */
const TELLABLE: ReadonlySet<string> = new Set(['kafka', 'file', 'journald', 'aws_s3', 'aws_sqs', 'gcp_pubsub', 'redis', 'amqp', 'nats', 'pulsar', 'kubernetes_logs', 'aws_kinesis_firehose', 'http_server', 'splunk_hec', 'datadog_agent', 'fluent', 'logstash', 'opentelemetry', 'socket', 'syslog', 'vector']);
/** Sinks that support end-to-end acknowledgements, by Vector's reference. */
const TELLING: ReadonlySet<string> = new Set(['kafka', 'aws_s3', 'aws_kinesis_streams', 'aws_kinesis_firehose', 'aws_sqs', 'aws_cloudwatch_logs', 'clickhouse', 'elasticsearch', 'gcp_cloud_storage', 'gcp_pubsub', 'http', 'loki', 'redis', 'pulsar', 'amqp', 'nats', 'azure_blob', 'datadog_logs', 'splunk_hec_logs', 'file', 'databend', 'vector', 'new_relic']);

type Section = 'sources' | 'transforms' | 'sinks';

function extract(file: Reading): void {
  const { root, path, draft } = file;
  const whole = declareJob(file, 'vector', path, null, root?.span ?? { start: 0, end: 0 }, { type: 'vector.topology' });
  const parts: { readonly section: Section; readonly pair: YamlPair; readonly id: Key }[] = [];
  for (const section of ['sources', 'transforms', 'sinks'] as const) {
    const node = valueOf(root, section);
    if (node?.kind !== 'map') continue;
    for (const pair of node.pairs) {
      const id = partKey('vector', path, pair.key.text);
      declareJob(file, 'vector', pair.key.text, pair.key.content, pair.span, { id, parent: whole, type: `vector.${section.slice(0, -1)}`, facts: [scalar(pair.value, 'type')?.text ?? ''].filter(f => f !== '') });
      parts.push({ section, pair, id });
    }
  }
  const names = parts.filter(p => p.section !== 'sinks').map(p => p.pair.key.text);
  for (const p of parts) inputs(file, p, names);
  for (const p of parts) places(file, p.section, p.pair, p.id);
  edges(file, parts);
  for (const p of parts) if (p.section === 'sinks') acknowledgement(file, p.pair, parts);
  if (parts.length === 0) draft.problem('pipeline-file-invalid', headOf(root), 'There is no component in this file', { severity: 'warning' });
}

function inputs({ draft, path }: Reading, { pair, id }: { readonly pair: YamlPair; readonly id: Key }, names: readonly string[]): void {
  for (const input of texts(pair.value, 'inputs')) {
    if (/[*$]/.test(input.text)) continue;
    const name = names.includes(input.text) ? input.text : input.text.split('.')[0]!;
    const span = { start: input.span.start, end: Math.min(input.span.end, input.span.start + name.length) };
    draft.refer({ targets: [partKey('vector', path, name)], type: 'vector.component', name, span, fullSpan: input.span, from: id, role: 'uses', certainty: 'certain' });
    if (!names.includes(name)) draft.problem('vector-unknown-input', span, `There is no source or transform '${name}' in this file${near(name, names)}`, { near: closest(name, names) });
  }
}

function near(name: string, names: readonly string[]): string {
  const [first] = closest(name, names);
  return first === undefined ? '' : `; did you mean '${first}'?`;
}

/** What sources read and sinks write outside of Vector. */
function places(file: Reading, section: Section, { value }: YamlPair, id: Key): void {
  const type = scalar(value, 'type')?.text ?? '';
  const role = section === 'sources' ? 'reads' : 'writes';
  if (section === 'transforms') return;
  if (type === 'kafka') for (const t of [...texts(value, 'topics'), ...texts(value, 'topic')]) place(file, id, role, 'topic', t.text, t.span);
  const bucket = scalar(value, 'bucket');
  if (bucket && /s3|gcs|gcp_cloud_storage/.test(type)) place(file, id, role, 'uri', `${type.startsWith('gcp') ? 'gs' : 's3'}://${bucket.text}`, bucket.span);
  const stream = scalar(value, 'stream_name');
  if (stream) place(file, id, role, type.includes('firehose') ? 'firehose' : 'kinesis', stream.text, stream.span);
  const table = scalar(value, 'table');
  const database = scalar(value, 'database');
  if (table && type === 'clickhouse') place(file, id, role, 'table', database ? `${database.text}.${table.text}` : table.text, table.span);
  const topic = scalar(value, 'topic');
  if (topic && type === 'gcp_pubsub') place(file, id, role, 'pubsub', topic.text, topic.span);
  const index = scalar(value, 'bulk', 'index');
  if (index && type === 'elasticsearch') place(file, id, role, 'index', index.text, index.span);
}

/** From what a source reads to what the sinks behind it write. */
function edges({ draft }: Reading, parts: readonly { readonly section: Section; readonly pair: YamlPair; readonly id: Key }[]): void {
  for (const sink of parts) {
    if (sink.section !== 'sinks') continue;
    const before = upstream(sink.pair, parts);
    draft.references.forEach((to, t) => {
      if (to.from !== sink.id || to.role !== 'writes') return;
      draft.references.forEach((from, f) => {
        if (from.role === 'reads' && before.some(b => b.id === from.from)) draft.edges.push({ from: f, to: t, job: sink.id, span: to.span, confidence: 'exact' });
      });
    });
  }
}

function upstream(pair: YamlPair, parts: readonly { readonly section: Section; readonly pair: YamlPair; readonly id: Key }[]): { readonly section: Section; readonly pair: YamlPair; readonly id: Key }[] {
  const out = new Set<(typeof parts)[number]>();
  const queue: YamlPair[] = [pair];
  while (queue.length > 0) {
    for (const input of texts(queue.pop()!.value, 'inputs')) {
      for (const p of parts) {
        const name = p.pair.key.text;
        const meant = input.text === name || input.text.startsWith(`${name}.`) || (input.text.endsWith('*') && name.startsWith(input.text.slice(0, -1)));
        if (!meant || out.has(p)) continue;
        out.add(p);
        queue.push(p.pair);
      }
    }
  }
  return [...out];
}

function acknowledgement({ draft, root }: Reading, pair: YamlPair, parts: Parameters<typeof upstream>[1]): void {
  const type = scalar(pair.value, 'type')?.text ?? '';
  if (!TELLING.has(type) || isSet(pair.value) || isSet(root)) return;
  const source = upstream(pair, parts).find(p => p.section === 'sources' && TELLABLE.has(scalar(p.pair.value, 'type')?.text ?? ''));
  if (source) draft.problem('sink-without-acknowledgements', pair.key.content, `'${source.pair.key.text}' is told that events have arrived before '${pair.key.text}' has written them: a crash loses them`);
}

function isSet(node: YamlNode | null): boolean {
  return valueOf(node, 'acknowledgements') !== null;
}
