import { valueOf, type YamlDocument, type YamlPair, type YamlScalar } from '../../syntax/yaml';
import type { Span } from '../../text/span';
import { headOf, type Reading, scalar, toolFormat } from './file';

/** Configuration of a Redis server: what it keeps, and what it throws away when memory is full. */
export const redis = toolFormat({
  id: 'redis',
  extensions: ['conf'],
  schema: 'pipelines/redis',
  recognises: (path, head) => /(^|\/)(redis|valkey|sentinel)[^/]*\.conf$/.test(path) || /^\s*(maxmemory-policy|appendonly|appendfsync)\s+\S/m.test(head),
  read: text => readSettings(text, /[ \t]+/y),
  extract: checkRedis,
});

/** Defaults of Spark's jobs. */
export const sparkDefaults = toolFormat({
  id: 'spark-defaults',
  extensions: ['conf'],
  schema: 'pipelines/spark-defaults',
  recognises: (path, head) => /(^|\/)spark-defaults[^/]*\.conf$/.test(path) || (/^\s*spark\.\w+(\.\w+)+[ \t=]/m.test(head) && !/[{}]/.test(head)),
  read: text => readSettings(text, /[ \t]*[=: \t][ \t]*/y),
  extract: checkSpark,
});

/** Configuration of Dask and its workers. */
export const dask = toolFormat({
  id: 'dask',
  extensions: ['yaml', 'yml'],
  schema: 'pipelines/dask',
  recognises: (path, head) => !/^(apiVersion|services|kind):/m.test(head) && (/(^|\/)\.?(config\/)?dask\/[^/]*\.ya?ml$/.test(path) || /(^|\/)(dask|distributed)\.ya?ml$/.test(path)) && /^(distributed|dataframe|array|scheduler|temporary-directory|tokenize|optimization|jobqueue|admin|yarn|kubernetes):/m.test(head),
  extract: checkDask,
});

const LINE = /[^\n]*/y;

/**
 * Lines `key value` as a mapping: comments begin a line, the value goes to its end, quotes around all of it fall away. Of a key
 * that stands twice both are in the tree.
 */
export function readSettings(text: string, between: RegExp): YamlDocument {
  const pairs: YamlPair[] = [];
  const comments: Span[] = [];
  for (let at = 0; at < text.length; ) {
    LINE.lastIndex = at;
    const line = LINE.exec(text)![0].replace(/\r$/, '');
    const start = at + (line.length - line.trimStart().length);
    const end = at + line.trimEnd().length;
    at = (text.indexOf('\n', at) + 1) || text.length;
    if (start >= end) continue;
    if (text[start] === '#') {
      comments.push({ start, end });
      continue;
    }
    let stop = start;
    while (stop < end && !/[\s=:]/.test(text[stop]!)) stop++;
    if (stop === start) continue;
    between.lastIndex = stop;
    const gap = between.exec(text)?.[0].length ?? 0;
    const from = Math.min(stop + gap, end);
    const key = plain(text, { start, end: stop });
    const value = from < end ? plain(text, { start: from, end }) : null;
    pairs.push({ key, value, span: { start, end } });
  }
  return { root: pairs.length === 0 ? null : { kind: 'map', span: { start: pairs[0]!.span.start, end: pairs[pairs.length - 1]!.span.end }, pairs, flow: false, indent: 0, anchor: null, alias: null }, problems: [], comments };
}

function plain(text: string, span: Span): YamlScalar {
  const raw = text.slice(span.start, span.end);
  const quoted = /^(["']).*\1$/.test(raw) && raw.length > 1;
  const content = quoted ? { start: span.start + 1, end: span.end - 1 } : span;
  const shown = text.slice(content.start, content.end);
  const value = quoted ? shown : /^-?\d+(\.\d+)?$/.test(shown) ? Number(shown) : shown === 'true' || shown === 'false' ? shown === 'true' : shown;
  return { kind: 'scalar', span, content, style: quoted ? 'double' : 'plain', text: shown, value, anchor: null, alias: null, tag: null };
}

function declare({ root, draft, path }: Reading, type: string): void {
  if (root) draft.declare({ id: `${type}|${path}`, kind: 'symbol', type, role: 'defines', name: path.slice(path.lastIndexOf('/') + 1), keys: [], nameSpan: null, span: root.span, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false });
}

function checkRedis(file: Reading): void {
  const { root, draft } = file;
  declare(file, 'redis.configuration');
  const policy = scalar(root, 'maxmemory-policy');
  if (policy && /^allkeys-/.test(policy.text)) draft.problem('redis-may-evict-streams', policy.span, `${policy.text} may throw away whole streams and queues when memory is full`);
  const saves = root?.kind === 'map' ? root.pairs.filter(p => p.key.text === 'save') : [];
  const off = saves.length > 0 && saves.every(p => p.value?.kind === 'scalar' && p.value.text === '');
  const only = scalar(root, 'appendonly');
  if (off && (only === null || only.text === 'no')) draft.problem('redis-keeps-nothing', only?.span ?? saves[0]!.key.span, 'With neither snapshots nor an append-only file all streams, queues and offsets are gone after a restart');
}

function checkSpark(file: Reading): void {
  const { root, draft } = file;
  declare(file, 'spark.configuration');
  const is = (name: string, value: string): boolean => scalar(root, name)?.text === value;
  if (is('spark.dynamicAllocation.enabled', 'true') && is('spark.dynamicAllocation.shuffleTracking.enabled', 'false') && !is('spark.shuffle.service.enabled', 'true') && !is('spark.decommission.enabled', 'true') && valueOf(root, 'spark.shuffle.sort.io.plugin.class') === null) {
    draft.problem('pipeline-file-invalid', headOf(root, 'spark.dynamicAllocation.enabled'), 'Dynamic allocation needs the external shuffle service, shuffle tracking or decommissioning: the session does not start', { severity: 'warning' });
  }
}

/** Shares of its memory at which a worker spills, pauses and is ended: each below the next. */
function checkDask(file: Reading): void {
  const { root, draft } = file;
  declare(file, 'dask.configuration');
  const memory = valueOf(valueOf(valueOf(root, 'distributed'), 'worker'), 'memory');
  let before: { name: string; value: number } | null = null;
  for (const name of ['target', 'spill', 'pause', 'terminate']) {
    const at = scalar(memory, name);
    if (typeof at?.value !== 'number') continue;
    if (before && at.value < before.value) draft.problem('pipeline-file-invalid', at.span, `${name} (${at.value}) should not be below ${before.name} (${before.value})`, { severity: 'warning' });
    before = { name, value: at.value };
  }
}
