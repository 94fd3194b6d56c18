import { itemsOf, valueOf } from '../../syntax/yaml';
import { entry } from '../../text/entry';
import { baseName, connect, declareJob, headOf, place, type Reading, scalar, texts, toolFormat } from './file';

/** Options without which a connector does not start, by Flink CDC's connector pages. */
const REQUIRED: { readonly [side: string]: { readonly [type: string]: readonly string[] } } = {
  source: { mysql: ['hostname', 'username', 'password', 'tables'], sqlserver: ['hostname', 'username', 'password', 'tables'], postgres: ['hostname', 'username', 'password', 'tables', 'slot.name'], oracle: ['hostname', 'username', 'password', 'tables', 'port', 'database'] },
  sink: { doris: ['fenodes', 'username'], starrocks: ['jdbc-url', 'load-url', 'username', 'password'], kafka: ['properties.bootstrap.servers'] },
};

/** Pipelines of Flink CDC: a database's changes into a warehouse, lake or topics. */
export const flinkCdc = toolFormat({
  id: 'flink-cdc',
  extensions: ['yaml', 'yml'],
  schema: 'pipelines/flink-cdc',
  recognises: (_path, head) => !/datahub-|^workflowConfig:/m.test(head) && /^source:[ \t]*(\{|#|$)/m.test(head) && /^sink:[ \t]*(\{|#|$)/m.test(head) && !/^(sources|sinks|streams|input|output|services):/m.test(head) && /(^[ \t]+|\{[ \t]*)type:/m.test(head),
  extract,
});

function extract(file: Reading): void {
  const { root, draft, path } = file;
  const name = scalar(root, 'pipeline', 'name');
  const [source, sink] = [valueOf(root, 'source'), valueOf(root, 'sink')];
  const job = declareJob(file, 'flink-cdc', name?.text ?? baseName(path), name?.span ?? null, root?.span ?? { start: 0, end: 0 }, { facts: [`${scalar(source, 'type')?.text ?? '?'} to ${scalar(sink, 'type')?.text ?? '?'}`] });
  for (const side of ['source', 'sink'] as const) required(file, side);
  const routes = itemsOf(valueOf(root, 'route'));
  const topic = scalar(sink, 'topic');
  for (const table of texts(source, 'tables')) {
    const read = plainName(table.text);
    const from = read === null ? null : place(file, job, 'reads', 'table', read, table.span);
    const route = routes.find(r => matches(scalar(r, 'source-table')?.text ?? '', table.text));
    const target = route ? scalar(route, 'sink-table') : null;
    const written = target?.text ?? read;
    if (written === null) continue;
    const at = target?.span ?? topic?.span ?? table.span;
    const to = scalar(sink, 'type')?.text === 'kafka' ? place(file, job, 'writes', 'topic', topic?.text ?? written, at) : target ? place(file, job, 'writes', 'table', written, at) : null;
    connect(file, job, [from], [to], at, 'likely');
  }
  const parallelism = Number(scalar(root, 'pipeline', 'parallelism')?.text ?? '1');
  const ids = scalar(source, 'server-id');
  if (scalar(source, 'type')?.text === 'mysql' && parallelism > 1 && (ids === null || !ids.text.includes('-'))) {
    draft.problem('flink-cdc-server-id', ids?.span ?? headOf(root, 'source'), `${parallelism} parallel readers need a range of server-id, such as 5401-${5_400 + parallelism}`);
  }
}

function required(file: Reading, side: 'source' | 'sink'): void {
  const node = valueOf(file.root, side);
  const type = scalar(node, 'type')?.text ?? '';
  for (const option of entry(REQUIRED[side]!, type) ?? []) {
    if (node?.kind === 'map' && valueOf(node, option) === null) file.draft.problem('pipeline-file-invalid', headOf(file.root, side), `The ${type} ${side} needs '${option}'`, { key: option });
  }
}

/** `shop.orders` of a pattern that stands for one table; null for one that may stand for several. */
function plainName(pattern: string): string | null {
  const name = pattern.replace(/\\\./g, '.');
  return /^[\w$-]+(\.[\w$-]+)+$/.test(name) ? name : null;
}

function matches(pattern: string, table: string): boolean {
  return pattern === table || pattern.replace(/\\\./g, '.') === table.replace(/\\\./g, '.');
}
