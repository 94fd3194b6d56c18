import { key, type Key } from '../../model/key';
import type { Statement } from '../../model/query';
import type { Dialect } from '../../syntax/sql';
import type { Span } from '../../text/span';
import { sameColumns } from './carried';
import type { Draft } from './draft';
import { locationKey, topicKey } from './names';

/** Key of a named stage of Snowflake. */
export function stageKey(name: string): Key {
  return key('sql.stage', name.toLowerCase());
}

/**
 * References to what a statement's options name outside of the database: files and objects that it loads or unloads, and
 * topics that a table of a streaming system stands for. Gives the indices of those that are read. `filled` is given for a
 * table that the same script writes: `refer` gives a reference to it. `sources` are the
 * references to what the statement reads: what is unloaded comes from there.
 */
export function referToStorage(draft: Draft, statement: Statement, from: Key, dialect: Dialect | null, filled: { readonly refer: () => number; readonly name: string } | null = null, sources: readonly number[] = []): number[] {
  const read: number[] = [];
  const out = statement.kind === 'unload' || (statement.kind === 'copy' && statement.target === null);
  for (const { name, value, span } of statement.options) {
    if (name === 'location' || name === 'url' || name === 'directory') {
      const place = value.startsWith('@') ? stageKey(value.slice(1).split('/')[0]!) : locationKey(value.replace(/\/[^/]*\*.*$/, ''));
      if (place === null || /[{}$]/.test(value)) continue;
      const index = storage(draft, place, value, span, from, out ? 'writes' : 'reads');
      if (!out) read.push(index);
      else for (const source of sources) draft.edges.push({ from: source, to: index, job: from, span, confidence: 'exact' });
      continue;
    }
    for (const topic of topics(name, value, statement, dialect)) {
      if (/__pw_/.test(topic)) continue;
      if (filled) {
        // The script writes the table: what is written goes into the topic.
        const to = topicKey(topic);
        const table = filled.refer();
        draft.edges.push({ from: table, to: storage(draft, to, topic, span, null, 'writes', 'kafka.topic'), job: null, span, confidence: 'exact' });
        draft.queries.push(sameColumns(table, filled.name, to, null, span.start));
        continue;
      }
      const index = storage(draft, topicKey(topic), topic, span, from, 'reads', 'kafka.topic');
      read.push(index);
      // A table over a topic has the record's fields by their names.
      if (statement.kind.startsWith('create_') && statement.columns.length > 0) draft.queries.push(sameColumns(index, topic, from, null, span.start));
    }
  }
  return read;
}

function storage(draft: Draft, place: Key, name: string, span: Span, from: Key | null, role: 'reads' | 'writes', type = 'storage.path'): number {
  draft.describe(place, 'dataset', type, name, span, [place]);
  return draft.refer({ targets: [place], type, name, span, fullSpan: span, from, role, certainty: 'certain', implied: true });
}

/** Topics that a table of ClickHouse, Flink or ksqlDB reads. */
function topics(name: string, value: string, statement: Statement, dialect: Dialect | null): readonly string[] {
  const connector = statement.options.find(o => o.name === 'connector')?.value;
  const clean = (text: string): string[] => text.split(/[,;]/).map(t => t.trim().replace(/^'|'$/g, '')).filter(t => /^[\w.-]+$/.test(t));
  if (name === 'kafka_topic_list') return clean(value);
  if (name === 'topic' && (connector === 'kafka' || connector === 'upsert-kafka')) return clean(value);
  if (name === 'kafka_topic' && (dialect === 'ksqldb' || (dialect === null && statement.query === null))) return clean(value);
  return [];
}
