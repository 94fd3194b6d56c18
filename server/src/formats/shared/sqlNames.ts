import { key, type Key } from '../../model/key';
import type { TableName } from '../../model/query';
import type { Dialect } from '../../syntax/sql';
import { looseTableKey, tableKey, tableTargets } from './names';

/** What a short name in SQL is completed with, as far as files and settings tell. */
export interface NameDefaults {
  readonly dialect: Dialect | null;
  readonly database: string | null;
  readonly schema: string | null;
}

/** A table as SQL names it, in the keys under which files meet. */
export interface SqlTable {
  /** Its id where a statement makes it. */
  readonly id: Key;
  /** Further names it answers to where a statement makes it. */
  readonly keys: readonly Key[];
  /** Where a statement names it: what it may mean. */
  readonly targets: readonly Key[];
  readonly name: string;
  /** False where a part of its name is only known in a run. */
  readonly known: boolean;
}

/** Schemas that names without one mean, by dialect; where the dialect is not known, those of the most. */
const DEFAULT_SCHEMAS: { readonly [dialect: string]: readonly string[] } = {
  postgres: ['public'], redshift: ['public'], snowflake: ['public'], tsql: ['dbo'], duckdb: ['main'], clickhouse: ['default'], databricks: ['default'], trino: ['default'], mysql: [], bigquery: [], flink: [], ksqldb: [],
};
const ANY_DEFAULT: readonly string[] = ['public', 'dbo', 'main', 'default'];

/** A part that a template, a variable or a parameter writes. */
const UNKNOWN = /[{}]|_pw(?:h|r|_)|^[@:%&?$]|^$/;

/**
 * The keys of a table named in SQL. A name without schema means that of the defaults; the usual schema of the dialect
 * (`public`, `dbo`) and no schema are one. Null if the table's own name is not known.
 */
export function sqlTable(name: TableName | readonly string[], defaults: NameDefaults, written: boolean): SqlTable | null {
  const all = 'parts' in name ? name.parts.map(p => p.name) : [...name];
  // BigQuery writes whole paths between one pair of backticks.
  const parts = all.flatMap(p => (p.includes('.') && all.length === 1 ? p.split('.') : [p])).slice(-3);
  const unknown = parts.findLastIndex(p => UNKNOWN.test(p));
  if (parts.length === 0 || unknown === parts.length - 1) return null;
  const known = unknown < 0;
  const written2 = parts.slice(unknown + 1);
  const full = known ? completed(written2, defaults) : written2;
  const usual = defaults.dialect === null ? ANY_DEFAULT : (DEFAULT_SCHEMAS[defaults.dialect] ?? []);
  const isUsual = (schema: string): boolean => usual.includes(schema.toLowerCase());
  const own = full.length === 2 && isUsual(full[0]!) ? full.slice(1) : full;
  const id = tableKey(own);
  const suffixes = full.slice(0, -1).map((_, i) => tableKey(full.slice(i)));
  const bare = own.length === 1 ? (defaults.dialect === null ? ['public', 'dbo'] : usual).map(s => tableKey([s, own[0]!])) : isUsual(full[full.length - 2] ?? '') || isSettingsSchema(written2, defaults) ? [tableKey(full.slice(-1))] : [];
  const keys = [...new Set([...suffixes, ...bare])].filter(k => k !== id);
  const asWritten = own.length < full.length ? [tableKey(full)] : tableTargets(full, written).filter(k => !k.startsWith('table*|'));
  const loose = tableTargets(written2, written).filter(k => k.startsWith('table*|'));
  const targets = [...new Set([...asWritten, ...(written2.length === 1 ? [tableKey(written2)] : []), ...loose])];
  return { id, keys, targets, name: full.join('.'), known };
}

/** Whether the schema of a bare name comes from outside of the file, so that other bare names mean it too. */
function isSettingsSchema(written: readonly string[], defaults: NameDefaults): boolean {
  return written.length === 1 && defaults.schema !== null;
}

function completed(parts: readonly string[], { database, schema }: NameDefaults): readonly string[] {
  if (parts.length === 1 && schema !== null) return database === null ? [schema, ...parts] : [database, schema, ...parts];
  if (parts.length === 2 && database !== null) return [database, ...parts];
  return parts;
}

/** A table that only the statements of one file can see: temporary tables, table variables. */
export function temporaryKey(path: string, name: string): Key {
  return key('sql.temp', `${path}#${name.toLowerCase()}`);
}

/** A migration of a sequence by its version. */
export function migrationKey(sequence: string, version: string): Key {
  return key('sql.migration', `${sequence}:${version}`);
}

/** The key under which names of tables are offered while typing. */
export const TABLE_NAMESPACE = 'table';

export { looseTableKey };
