import type { Attributes, ColumnDeclaration, Declaration, Moment } from '../../model/facts';
import type { Json, Key } from '../../model/key';
import type { ColumnDefinition, Statement, TableName } from '../../model/query';
import type { Span } from '../../text/span';
import { flinkTableKey } from './names';
import type { SqlTable } from './sqlNames';

const MATERIALIZED: { readonly [kind: string]: string } = {
  create_view: 'view', create_materialized_view: 'materialized view', create_external_table: 'external table', create_dynamic_table: 'dynamic table', create_stream: 'stream', create_stage: 'stage', create_table: 'table',
};

/** Words of a statement that gives a table a key, or takes it from another table. */
export const KEYED = /\b(?:primary\s+key|unique|inherits|partition\s+of|like|replica\s+identity|constraint)\b/i;

/** The declaration of what a CREATE statement makes. `why` says why its columns can't all be known; null if they can. */
export function tableDeclaration(text: string, statement: Statement, table: SqlTable & { readonly table: TableName }, temporary: boolean, moment: Moment, like: Key | null, why: string | null): Declaration {
  const last = table.table.parts[table.table.parts.length - 1]!;
  const columns = statement.columns.map(columnDeclaration);
  const query = statement.query !== null;
  const type = temporary ? 'sql.temp_table' : statement.kind === 'create_view' || statement.kind === 'create_materialized_view' ? 'sql.view' : 'sql.table';
  // Streams, external tables without a column list and tables of a connector take their columns from elsewhere.
  const registry = statement.options.some(o => o.name === 'kafka_topic' || o.name === 'connector') && !columns.some(c => !/\bkey\b/i.test(text.slice(c.span.start, c.span.end)));
  const connector = statement.target !== null && statement.options.some(o => o.name === 'connector');
  const unknown = why ?? (registry ? 'a schema registry tells its other columns' : null) ?? (!query && like === null && columns.length === 0 ? 'its statement lists no columns' : statement.kind === 'create_stream' && columns.length === 0 ? 'a stream adds columns' : null);
  return {
    id: table.id, kind: 'dataset', type, role: 'defines', name: table.name, keys: connector ? [...table.keys, flinkTableKey(statement.target!.parts.map(p => p.name).join('.'))] : table.keys, nameSpan: nameSpanOf(last), span: statement.span, parent: null, path: null,
    attributes: { ...attributesOf(statement, table, temporary), ...(statement.kind === 'create_table' && !query && like === null && columns.length > 0 && statement.options.every(o => o.name !== 'connector' && o.name !== 'kafka_topic') && !KEYED.test(text.slice(statement.span.start, statement.span.end)) ? { more: { keyless: true } } : {}) }, columns, columnsComplete: query && columns.length > 0 && columns.every(c => c.type === null),
    step: { moment, does: [{ op: 'create', ifNotExists: statement.flags.ifNotExists, replaces: statement.flags.orReplace, query, like }, ...(unknown === null ? [] : [{ op: 'opens' as const, why: unknown }])] },
  };
}

function attributesOf(statement: Statement, table: SqlTable, temporary: boolean): Attributes {
  const parts = table.name.split('.');
  const comment = statement.options.find(o => o.name === 'comment' || o.name === 'description')?.value;
  const config: { [name: string]: Json } = {};
  for (const o of statement.options) if (o.name !== 'comment' && o.value.length <= 400) config[o.name] = o.value;
  const keys = statement.columns.filter(c => c.primaryKey).map(c => c.name);
  return {
    materialized: temporary ? 'temporary table' : (MATERIALIZED[statement.kind] ?? 'table'),
    ...(comment ? { description: comment } : {}),
    identifier: parts[parts.length - 1]!, schema: parts[parts.length - 2] ?? null, database: parts[parts.length - 3] ?? null,
    ...(keys.length > 0 ? { uniqueKey: keys } : {}),
    ...(Object.keys(config).length > 0 ? { config } : {}),
  };
}

/** A column as DDL defines it. */
export function columnDeclaration(c: ColumnDefinition): ColumnDeclaration {
  const constraints = [...(c.primaryKey ? ['primary_key'] : []), ...(c.unique ? ['unique'] : []), ...(c.nullable === false ? ['not_null'] : []), ...(c.references ? ['foreign_key'] : [])];
  const nullable = c.primaryKey ? false : c.nullable;
  return {
    name: c.name, nameSpan: unquotedSpan(c.nameSpan, c.quoted), span: c.span, path: null, type: c.type,
    ...(nullable === null ? {} : { nullable }), ...(c.comment === null ? {} : { description: c.comment }), ...(constraints.length > 0 ? { constraints } : {}), ...(c.default === null ? {} : { meta: { default: c.default } }),
  };
}

/** The characters of a part of a name without its quotes. */
export function nameSpanOf(part: { readonly span: Span; readonly quoted: boolean; readonly name: string }): Span {
  return unquotedSpan(part.span, part.quoted && part.span.end - part.span.start > part.name.length);
}

function unquotedSpan(span: Span, quoted: boolean): Span {
  return quoted && span.end - span.start > 2 ? { start: span.start + 1, end: span.end - 1 } : span;
}
