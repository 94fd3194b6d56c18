import { valueOf, type YamlNode } from '../../syntax/yaml';
import { connect, declareJob, headOf, place, type Reading, scalar, texts, toolFormat } from './file';
import { jobKey } from './names';

/** Ingestion specifications of Druid: supervisors and tasks. */
export const druid = toolFormat({
  id: 'druid',
  extensions: ['json'],
  schema: 'pipelines/druid',
  recognises: (_path, head) => /"dataSchema"\s*:\s*\{/.test(head) && /"(ioConfig|tuningConfig|timestampSpec|dataSource)"\s*:/.test(head),
  extract,
});

/** Widths of time from the narrowest to the widest. */
const WIDTHS: readonly string[] = ['NONE', 'SECOND', 'MINUTE', 'FIVE_MINUTE', 'TEN_MINUTE', 'FIFTEEN_MINUTE', 'THIRTY_MINUTE', 'HOUR', 'SIX_HOUR', 'EIGHT_HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'ALL'];

function extract(file: Reading): void {
  const spec = valueOf(file.root, 'spec') ?? file.root;
  const schema = valueOf(spec, 'dataSchema');
  const io = valueOf(spec, 'ioConfig');
  const name = scalar(schema, 'dataSource');
  if (!name) return;
  const job = declareJob(file, 'druid', name.text, null, spec?.span ?? name.span, { id: jobKey('druid.ingestion', name.text), type: 'druid.ingestion', facts: [scalar(io, 'type')?.text ?? 'ingestion'] });
  const id = `druid|${name.text}`;
  file.draft.declare({ id, kind: 'dataset', type: 'druid.datasource', role: 'defines', name: name.text, keys: [], nameSpan: name.span, span: schema?.span ?? name.span, parent: null, path: null, attributes: {}, columns: columnsOf(schema), columnsComplete: false });
  const to = file.draft.refer({ targets: [id], type: 'druid.datasource', name: name.text, span: name.span, fullSpan: name.span, from: job, role: 'writes', certainty: 'certain' });
  const reads = [...texts(io, 'topic').map(t => place(file, job, 'reads', 'topic', t.text, t.span)), ...texts(io, 'stream').map(t => place(file, job, 'reads', 'kinesis', t.text, t.span)), ...texts(io, 'inputSource', 'uris').map(t => place(file, job, 'reads', 'uri', t.text, t.span)), ...texts(io, 'inputSource', 'prefixes').map(t => place(file, job, 'reads', 'uri', t.text, t.span))];
  connect(file, job, reads, [to], name.span);
  check(file, schema, io);
}

function columnsOf(schema: YamlNode | null) {
  const dimensions = valueOf(valueOf(schema, 'dimensionsSpec'), 'dimensions');
  if (dimensions?.kind !== 'seq') return [];
  return dimensions.items.flatMap(({ value }) => {
    const name = value?.kind === 'scalar' ? { text: value.text, span: value.content } : scalar(value, 'name');
    return name ? [{ name: name.text, nameSpan: name.span, span: value!.span, path: null, type: value?.kind === 'map' ? (scalar(value, 'type')?.text ?? null) : 'string' }] : [];
  });
}

function check({ draft }: Reading, schema: YamlNode | null, io: YamlNode | null): void {
  const problem = (span: { readonly start: number; readonly end: number }, message: string) => draft.problem('pipeline-file-invalid', span, message);
  if (scalar(io, 'type')?.text === 'kafka') {
    if (valueOf(io, 'topic') === null && valueOf(io, 'topicPattern') === null) problem(headOf(io), 'Reading from Kafka needs a topic or a topicPattern');
    if (valueOf(io, 'consumerProperties') === null) problem(headOf(io), 'Reading from Kafka needs consumerProperties with bootstrap.servers');
  }
  const granularity = valueOf(schema, 'granularitySpec');
  const [query, segment] = [scalar(granularity, 'queryGranularity'), scalar(granularity, 'segmentGranularity')];
  const [q, s] = [WIDTHS.indexOf(query?.text.toUpperCase() ?? ''), WIDTHS.indexOf(segment?.text.toUpperCase() ?? '')];
  if (query && q >= 0 && s >= 0 && q > s) problem(query.span, `queryGranularity ${query.text} is coarser than segmentGranularity ${segment!.text}`);
  const excluded = new Set(texts(schema, 'dimensionsSpec', 'dimensionExclusions').map(t => t.text));
  for (const c of columnsOf(schema)) if (excluded.has(c.name)) problem(c.nameSpan, `'${c.name}' is both a dimension and excluded`);
}
