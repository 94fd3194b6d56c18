import type { ColumnDeclaration } from '../../model/facts';
import type { Key } from '../../model/key';
import { itemsOf, valueOf, type YamlNode } from '../../syntax/yaml';
import type { Span } from '../../text/span';
import { baseName, connect, declareJob, headOf, place, type Reading, scalar, texts, toolFormat } from './file';
import { jobKey, partKey } from './names';

/** Catalogs of Airbyte: which streams are copied, and how. */
export const airbyteCatalog = toolFormat({
  id: 'airbyte-catalog',
  extensions: ['json'],
  schema: 'pipelines/airbyte-catalog',
  recognises: (_path, head) => /"streams"\s*:\s*\[/.test(head) && /"(destination_sync_mode|supported_sync_modes|source_defined_cursor)"\s*:/.test(head),
  extract: extractCatalog,
});

/** Connectors of Airbyte that are written as a file. */
export const airbyteManifest = toolFormat({
  id: 'airbyte-manifest',
  extensions: ['yaml', 'yml'],
  schema: 'pipelines/airbyte-manifest',
  recognises: (_path, head) => /^type:[ \t]*["']?DeclarativeSource\b/m.test(head),
  extract: extractManifest,
});

/** A stream as a dataset with the fields of its schema; gives its key. */
export function declareStream({ draft, path }: Reading, tool: 'airbyte' | 'singer', name: { readonly text: string; readonly span: Span }, node: YamlNode, schema: YamlNode | null, facts: readonly string[]): Key {
  const id = partKey(`${tool}.stream`, path, name.text);
  const columns = fieldsOf(schema);
  draft.declare({ id, kind: 'dataset', type: `${tool}.stream`, role: 'defines', name: name.text, keys: [], nameSpan: name.span, span: node.span, parent: null, path: null, attributes: { more: { facts } }, columns, columnsComplete: columns.length > 0 && valueOf(schema, 'additionalProperties')?.kind === 'scalar' && scalar(schema, 'additionalProperties')?.value === false });
  return id;
}

/** The fields of a JSON Schema, with their types. */
export function fieldsOf(schema: YamlNode | null): readonly ColumnDeclaration[] {
  const properties = valueOf(schema, 'properties');
  if (properties?.kind !== 'map') return [];
  return properties.pairs.map(p => {
    const description = scalar(p.value, 'description')?.text;
    return { name: p.key.text, nameSpan: p.key.content, span: p.span, path: null, type: texts(p.value, 'type').map(t => t.text).find(t => t !== 'null') ?? null, ...(description ? { description } : {}) };
  });
}

function extractCatalog(file: Reading): void {
  const { root, path, draft } = file;
  const job = declareJob(file, 'airbyte', path, null, root?.span ?? { start: 0, end: 0 }, { id: jobKey('airbyte.catalog', path), type: 'airbyte.catalog', facts: [`${itemsOf(valueOf(root, 'streams')).length} streams`] });
  for (const item of itemsOf(valueOf(root, 'streams'))) {
    // A catalog that a source has discovered lists the streams themselves.
    const stream = valueOf(item, 'stream') ?? item;
    const name = scalar(stream, 'name');
    if (!name) continue;
    const [mode, write] = [scalar(item, 'sync_mode'), scalar(item, 'destination_sync_mode')];
    const id = declareStream(file, 'airbyte', name, item, valueOf(stream, 'json_schema'), [mode?.text, write?.text].flatMap(t => t ?? []));
    const namespace = scalar(stream, 'namespace');
    const to = draft.refer({ targets: [id], type: 'airbyte.stream', name: name.text, span: name.span, fullSpan: name.span, from: job, role: 'writes', certainty: 'certain' });
    if (namespace && namespace.text !== '') connect(file, job, [place(file, job, 'reads', 'table', `${namespace.text}.${name.text}`, name.span)], [to], name.span, 'likely');
    checkModes(file, item, stream, name.text);
  }
}

function checkModes({ draft }: Reading, item: YamlNode, stream: YamlNode, name: string): void {
  const [mode, write] = [scalar(item, 'sync_mode'), scalar(item, 'destination_sync_mode')];
  const has = (node: YamlNode, key: string) => texts(node, key).length > 0 || itemsOf(valueOf(node, key)).length > 0;
  if (mode?.text === 'incremental') {
    const supported = texts(stream, 'supported_sync_modes').map(t => t.text);
    if (supported.length > 0 && !supported.includes('incremental')) draft.problem('pipeline-file-invalid', mode.span, `The source can't read '${name}' incrementally`, { severity: 'warning' });
    else if (!has(item, 'cursor_field') && !has(stream, 'default_cursor_field') && scalar(stream, 'source_defined_cursor')?.value !== true) draft.problem('incremental-load-without-key', mode.span, `Which rows are new is not known: '${name}' needs cursor_field`);
  }
  if (write && /_dedup$/.test(write.text) && !has(item, 'primary_key') && !has(stream, 'source_defined_primary_key')) draft.problem('incremental-load-without-key', write.span, `Which rows are the same is not known: '${name}' needs primary_key`);
}

function extractManifest(file: Reading): void {
  const { root, path, draft } = file;
  const name = baseName(path) === 'manifest' ? (path.split('/').at(-2) ?? 'manifest') : baseName(path);
  const job = declareJob(file, 'airbyte', name, null, root?.span ?? { start: 0, end: 0 }, { id: jobKey('airbyte.source', path), type: 'airbyte.source', facts: [`version ${scalar(root, 'version')?.text ?? '?'}`] });
  const known = new Map<string, Key>();
  for (const item of itemsOf(valueOf(root, 'streams'))) {
    const stream = followed(root, item);
    // Of a stream from elsewhere in the file the name may be handed down as a parameter.
    const title = scalar(stream, 'name') ?? scalar(stream, '$parameters', 'name') ?? scalar(item, '$parameters', 'name');
    if (!stream || !title || /\{\{/.test(title.text)) continue;
    const sync = followed(root, valueOf(stream, 'incremental_sync'));
    const loader = followed(root, valueOf(stream, 'schema_loader'));
    const schema = followed(root, valueOf(loader, 'schema'));
    const id = declareStream(file, 'airbyte', title, stream, schema, sync ? ['incremental'] : ['full refresh']);
    known.set(title.text, id);
    draft.refer({ targets: [id], type: 'airbyte.stream', name: title.text, span: title.span, fullSpan: title.span, from: job, role: 'writes', certainty: 'certain' });
    if (sync) checkCursor(file, stream, sync, schema, title);
  }
  const dynamic = itemsOf(valueOf(root, 'dynamic_streams')).length > 0;
  for (const t of itemsOf(valueOf(valueOf(root, 'check'), 'stream_names'))) {
    if (t.kind !== 'scalar') continue;
    const target = known.get(t.text);
    if (target !== undefined) draft.refer({ targets: [target], type: 'airbyte.stream', name: t.text, span: t.content, fullSpan: t.content, from: job, role: 'uses', certainty: 'certain' });
    else if (!dynamic && known.size === itemsOf(valueOf(root, 'streams')).length) draft.problem('pipeline-file-invalid', t.content, `This source has no stream '${t.text}'`, { severity: 'warning' });
  }
}

function checkCursor({ draft }: Reading, stream: YamlNode, sync: YamlNode, schema: YamlNode | null, title: { readonly text: string; readonly span: Span }): void {
  const cursor = scalar(sync, 'cursor_field');
  const inherited = valueOf(sync, '$parameters') !== null || valueOf(stream, '$parameters') !== null || valueOf(sync, '$ref') !== null;
  if (scalar(sync, 'type')?.text === 'DatetimeBasedCursor' && !inherited) {
    for (const key of ['cursor_field', 'start_datetime', 'datetime_format']) if (valueOf(sync, key) === null) draft.problem('pipeline-file-invalid', headOf(sync), `A cursor by times needs '${key}'`, { severity: 'warning', key });
  }
  const fields = fieldsOf(schema);
  if (cursor && fields.length > 0 && !/\{\{/.test(cursor.text) && scalar(schema, 'additionalProperties')?.value === false && !fields.some(f => f.name === cursor.text)) draft.problem('pipeline-file-invalid', cursor.span, `The schema of '${title.text}' has no field '${cursor.text}'`, { severity: 'warning' });
  if (valueOf(stream, 'primary_key') === null && !inherited) draft.problem('incremental-load-without-key', title.span, `Rows that are read again can't be told from new ones: '${title.text}' needs primary_key`, { severity: 'information' });
}

/** What `$ref: "#/definitions/x"`, or a text that is one, stands for; null if the file does not have it. */
function followed(root: YamlNode | null, node: YamlNode | null): YamlNode | null {
  let here = node;
  for (let hops = 0; here && hops < 8; hops++) {
    const pointer = here.kind === 'scalar' && here.text.startsWith('#/') ? here.text : here.kind === 'map' && here.pairs.length === 1 ? (scalar(here, '$ref')?.text ?? null) : null;
    if (pointer === null) return here;
    here = pointer.replace(/^#\//, '').split('/').reduce<YamlNode | null>((at, step) => valueOf(at, step), root);
  }
  return null;
}
