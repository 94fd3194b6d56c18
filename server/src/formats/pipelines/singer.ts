import { itemsOf, valueOf, type YamlNode } from '../../syntax/yaml';
import { closest } from '../../text/fuzzy';
import { declareStream, fieldsOf } from './airbyte';
import { connect, declareJob, place, type Reading, scalar, toolFormat } from './file';
import { jobKey } from './names';

/** Catalogs of Singer: the streams of a tap, which of them are copied, and how. */
export const singer = toolFormat({
  id: 'singer-catalog',
  extensions: ['json'],
  schema: 'pipelines/singer-catalog',
  recognises: (_path, head) => /"streams"\s*:\s*\[/.test(head) && /"tap_stream_id"\s*:/.test(head),
  extract,
});

function extract(file: Reading): void {
  const { root, path, draft } = file;
  const streams = itemsOf(valueOf(root, 'streams'));
  const job = declareJob(file, 'singer', path, null, root?.span ?? { start: 0, end: 0 }, { id: jobKey('singer', path), type: 'singer.catalog', facts: [`${streams.length} streams`] });
  for (const item of streams) {
    const name = scalar(item, 'tap_stream_id') ?? scalar(item, 'stream');
    if (!name) continue;
    const said = itemsOf(valueOf(item, 'metadata')).find(m => itemsOf(valueOf(m, 'breadcrumb')).length === 0 && valueOf(m, 'breadcrumb')?.kind === 'seq') ?? null;
    const own = valueOf(said, 'metadata');
    const method = scalar(own, 'forced-replication-method') ?? scalar(own, 'replication-method') ?? scalar(item, 'replication_method');
    const id = declareStream(file, 'singer', name, item, valueOf(item, 'schema'), [method?.text, scalar(own, 'selected')?.value === false ? 'not selected' : undefined].flatMap(t => t ?? []));
    const to = draft.refer({ targets: [id], type: 'singer.stream', name: name.text, span: name.span, fullSpan: name.span, from: job, role: 'writes', certainty: 'certain' });
    const [schema, table] = [scalar(own, 'schema-name'), scalar(item, 'table_name')];
    if (schema && table) connect(file, job, [place(file, job, 'reads', 'table', `${schema.text}.${table.text}`, table.span)], [to], name.span, 'likely');
    if (scalar(own, 'selected')?.value !== false) checkKey(file, item, own, name.text);
  }
}

/** An incremental stream needs a field that tells what is new, and its schema must have it. */
function checkKey({ draft }: Reading, item: YamlNode, own: YamlNode | null, name: string): void {
  const method = scalar(own, 'replication-method') ?? scalar(item, 'replication_method');
  const key = scalar(own, 'replication-key') ?? scalar(item, 'replication_key');
  if (method?.text !== 'INCREMENTAL') return;
  if (!key || key.text === '' || key.value === null) {
    const forced = itemsOf(valueOf(own, 'valid-replication-keys')).length > 0;
    draft.problem('incremental-load-without-key', method.span, `Which rows are new is not known: '${name}' needs replication-key`, forced ? { severity: 'information' } : {});
    return;
  }
  const fields = fieldsOf(valueOf(item, 'schema')).map(f => f.name);
  if (fields.length === 0 || fields.includes(key.text)) return;
  const [near] = closest(key.text, fields);
  draft.problem('pipeline-file-invalid', key.span, `The schema of '${name}' has no field '${key.text}'${near ? `; did you mean '${near}'?` : ''}`, { severity: 'warning' });
}
