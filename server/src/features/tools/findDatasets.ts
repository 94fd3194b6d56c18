import type { Entity } from '../../model/workspace';
import { docsText } from '../docsText';
import { isExternal, kindOf } from '../lineage/identity';
import { graphReader } from '../lineage/reader';
import { fullName, ownerOf } from '../impact/sides';
import { numberOf, textOf, type Tool } from './tool';

export const findDatasets: Tool = {
  name: 'find_datasets',
  title: 'Find Datasets',
  summary: 'Finds tables, views, topics, jobs and dashboards of the workspace.',
  icon: '$(search)',
  description:
    'Lists the datasets (tables, views, topics, files), jobs and dashboards that the files of this workspace define or read, in all tools at once: dbt models and sources, Airflow tasks, SQL tables and so on. Ask this before you write SQL or refer to a table, to learn which names exist. Searches names, descriptions, columns, owners and tags.',
  input: {
    type: 'object',
    properties: {
      query: { type: 'string', description: 'Words that all must occur in the name, description or columns; all datasets if absent.' },
      column: { type: 'string', description: 'Only datasets with a column of this name (part of it is enough).' },
      system: { type: 'string', description: 'Only of one system or tool: dbt, airflow, snowflake, kafka…' },
      kind: { type: 'string', description: 'Only of one kind: table, view, topic, exposure, job…' },
      tag: { type: 'string', description: 'Only with this tag.' },
      limit: { type: 'integer', description: 'How many to list at most; 30 if absent.', minimum: 1, maximum: 200 },
      offset: { type: 'integer', description: 'How many to skip, to read on.', minimum: 0 },
    },
    additionalProperties: false,
  },
  run({ workspace: ws }, input) {
    const reader = graphReader(ws, false);
    const words = (textOf(input, 'query') ?? '').toLowerCase().split(/\s+/).filter(w => w !== '');
    const [column, system, kind, tag] = ['column', 'system', 'kind', 'tag'].map(n => textOf(input, n)?.toLowerCase() ?? null);
    const columnsOf = (e: Entity) => (e.kind === 'dataset' ? ws.columns(e.id).columns.map(c => c.name) : []);
    const kindWord = (e: Entity) => (e.kind === 'job' ? 'job' : kindOf(e));
    const found = reader.nodes().flatMap(e => {
      const identity = reader.identity(e);
      if (system && identity.system.toLowerCase() !== system && e.type.split('.')[0] !== system) return [];
      if (kind && kindWord(e) !== kind && e.type.toLowerCase() !== kind && e.type.slice(e.type.indexOf('.') + 1).toLowerCase() !== kind) return [];
      if (tag && !(e.attributes.tags ?? []).some(t => t.toLowerCase() === tag)) return [];
      if (column && !columnsOf(e).some(c => c.toLowerCase().includes(column))) return [];
      const rank = words.length === 0 ? 0 : rankOf(e, words, () => columnsOf(e));
      return rank === null ? [] : [{ e, identity, rank }];
    });
    found.sort((a, b) => a.rank - b.rank || Number(isExternal(a.e)) - Number(isExternal(b.e)) || (a.e.name < b.e.name ? -1 : a.e.name > b.e.name ? 1 : a.e.id < b.e.id ? -1 : 1));
    const offset = numberOf(input, 'offset', 0);
    const shown = found.slice(offset, offset + numberOf(input, 'limit', 30));
    const datasets = shown.map(({ e, identity }) => {
      const place = ws.places(e.id)[0];
      const description = e.attributes.description ? docsText(ws, e.attributes.description).replace(/\s+/g, ' ').trim().slice(0, 160) : null;
      return { id: identity.id, name: fullName(ws, e), kind: kindWord(e), type: e.type, system: identity.system, description, owner: ownerOf(ws, e), columns: columnsOf(e).length, file: place?.file ?? null, line: place ? reader.line(place.file, place.declaration.span.start) : null };
    });
    const lines = datasets.map(d => `- ${d.name} (${d.type}, ${d.kind}${d.columns > 0 ? `, ${d.columns} columns` : ''})${d.file === null ? '' : ` ${d.file}:${d.line}`}${d.description === null ? '' : ` — ${d.description}`}`);
    const more = found.length > offset + shown.length ? [`${found.length - offset - shown.length} more: ask again with offset ${offset + shown.length}, or narrower.`] : [];
    const text = found.length === 0 ? 'Nothing fits. Names here can be listed by asking without a query.' : [`${found.length} found${offset > 0 ? `, from number ${offset + 1}` : ''}:`, ...lines, ...more].join('\n');
    return { text, data: { total: found.length, offset, datasets } };
  },
};

/** Where the words occur decides the order: name, then description, then columns; null if one occurs nowhere. */
function rankOf(e: Entity, words: readonly string[], columns: () => readonly string[]): number | null {
  const name = e.name.toLowerCase();
  if (words.length === 1 && name === words[0]) return 0;
  const keys = e.keys.join('\n').toLowerCase();
  let rank = 1;
  for (const word of words) {
    if (name.includes(word)) continue;
    if (keys.includes(word)) rank = Math.max(rank, 2);
    else if ((e.attributes.description ?? '').toLowerCase().includes(word) || (e.attributes.owner ?? '').toLowerCase().includes(word)) rank = Math.max(rank, 3);
    else if (columns().some(c => c.toLowerCase().includes(word))) rank = Math.max(rank, 4);
    else return null;
  }
  return rank;
}
