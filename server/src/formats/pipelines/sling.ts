import { valueOf } from '../../syntax/yaml';
import { connect, declareJob, headOf, place, type Reading, scalar, toolFormat } from './file';
import { jobKey } from './names';

/** Replications of Sling: tables and files from one connection to another. */
export const sling = toolFormat({
  id: 'sling',
  extensions: ['yaml', 'yml', 'json'],
  schema: 'pipelines/sling',
  recognises: (path, head) => (/\.json$/.test(path) ? /^\s*\{/.test(head) && /"source"\s*:\s*"/.test(head) && /"target"\s*:\s*"/.test(head) && /"streams"\s*:\s*\{/.test(head) : /^source:[ \t]*["']?[\w$]/m.test(head) && /^target:[ \t]*["']?[\w$]/m.test(head) && /^streams:/m.test(head)),
  unknown: /^\{\w+\}|^\$\w/,
  extract,
});

function extract(file: Reading): void {
  const { root, path } = file;
  const streams = valueOf(root, 'streams');
  const [source, target] = [scalar(root, 'source')?.text ?? '', scalar(root, 'target')?.text ?? ''];
  const whole = declareJob(file, 'sling', path, null, root?.span ?? { start: 0, end: 0 }, { type: 'sling.replication', facts: [`${source} to ${target}`] });
  if (streams?.kind !== 'map') return;
  const defaults = valueOf(root, 'defaults');
  for (const pair of streams.pairs) {
    const name = pair.key.text;
    const value = (key: string) => scalar(pair.value, key) ?? scalar(defaults, key);
    const has = (key: string) => valueOf(pair.value, key) !== null || valueOf(defaults, key) !== null;
    const job = declareJob(file, 'sling', name, pair.key.content, pair.span, { id: jobKey('sling', `${path}#${name}`), parent: whole, type: 'sling.stream', facts: [value('mode')?.text ?? 'full-refresh'] });
    const from = name.includes('://') ? place(file, job, 'reads', 'uri', name, pair.key.content) : /^[\w$]+\.[\w$]+$/.test(name) ? place(file, job, 'reads', 'table', name, pair.key.content) : null;
    const object = value('object');
    const written = object === null ? null : objectName(object.text, name);
    const to = written === null || object === null ? null : place(file, job, 'writes', written.includes('://') ? 'uri' : 'table', written, object.span);
    connect(file, job, [from], [to], pair.key.content);
    // Of an API the connection knows how it goes on.
    if (/^[\w$]+\.[\w$]+$/.test(name) && value('mode')?.text === 'incremental' && !has('update_key') && !has('primary_key')) {
      file.draft.problem('incremental-load-without-key', scalar(pair.value, 'mode')?.span ?? pair.key.content, `Which rows are new is not known: '${name}' needs update_key or primary_key`);
    }
  }
  if (streams.pairs.length === 0) file.draft.problem('pipeline-file-invalid', headOf(root, 'streams'), 'A replication needs at least one stream', { severity: 'warning' });
}

/** `{stream_schema}_{stream_table}` with the parts of the stream's name; null where other marks stay. */
function objectName(object: string, stream: string): string | null {
  const [schema, table] = stream.split('.') as [string, string | undefined];
  const name = object.replace(/\{stream_table(_lower)?\}/gi, (table ?? schema).toLowerCase()).replace(/\{stream_schema(_lower)?\}/gi, schema.toLowerCase());
  return /\{/.test(name) ? null : name;
}
