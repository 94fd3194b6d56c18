import { entry } from '../../text/entry';
import type { Dialect } from './types';

type Columns = readonly { name: string; type: string | null }[];

const FIXED: { readonly [name: string]: Columns } = {
  flatten: of('seq number', 'key varchar', 'path varchar', 'index number', 'value variant', 'this variant'),
  split_to_table: of('seq number', 'index number', 'value varchar'),
  strtok_split_to_table: of('seq number', 'index number', 'value varchar'),
  openjson: of('key nvarchar', 'value nvarchar', 'type int'),
  json_each_text: of('key text', 'value text'),
  jsonb_each_text: of('key text', 'value text'),
  jsonb_each: of('key text', 'value jsonb'),
  jsonb_array_elements: of('value jsonb'),
  json_array_elements: of('value json'),
  jsonb_array_elements_text: of('value text'),
  json_array_elements_text: of('value text'),
  posexplode: of('pos int', 'col'),
  posexplode_outer: of('pos int', 'col'),
};

/** Functions of one column that is named after the function, or after the table alias where there is one. */
const SCALAR: ReadonlySet<string> = new Set(['generate_series', 'generate_subscripts', 'unnest', 'regexp_split_to_table', 'string_to_table', 'jsonb_object_keys', 'json_object_keys', 'regexp_matches']);

function of(...columns: string[]): Columns {
  return columns.map(c => {
    const [name, type] = c.split(' ');
    return { name: name!, type: type ?? null };
  });
}

/**
 * The columns a table function gives, null if they are not known. `alias` is the alias of the FROM item: in PostgreSQL
 * it renames the only column too.
 */
export function functionColumns(name: string, dialect: Dialect | null, alias: string | null): Columns | null {
  const fixed = entry(FIXED, name);
  if (fixed !== undefined && Object.hasOwn(FIXED, name)) return fixed;
  if (SCALAR.has(name) && (dialect === 'postgres' || dialect === 'redshift')) return [{ name: alias ?? name, type: null }];
  if (dialect === 'duckdb') {
    if (name === 'generate_series' || name === 'range') return of(name);
    if (name === 'unnest') return of('unnest');
  }
  if (dialect === 'databricks') {
    if (name === 'range') return of('id bigint');
    if (name === 'explode' || name === 'explode_outer') return null;
  }
  if (dialect === 'clickhouse' && (name === 'numbers' || name === 'numbers_mt')) return of('number uint64');
  if (dialect === 'tsql') {
    if (name === 'generate_series') return of('value');
    if (name === 'string_split') return of('value', 'ordinal');
  }
  return null;
}
