import { entry } from '../../text/entry';
/** How one type of a column relates to the one before. */
export type TypeChange = 'same' | 'wider' | 'narrower' | 'other';

interface Parsed {
  readonly family: string;
  /** Rank within the family; higher holds more. Null where sizes can't be compared. */
  readonly rank: number | null;
  readonly precision: number | null;
  readonly scale: number | null;
}

/** Integer types by size in bytes; what has no fixed size in common is left to the family. */
const INTEGERS: { readonly [name: string]: number } = {
  tinyint: 1, int1: 1, byteint: 1, smallint: 2, int2: 2, short: 2, mediumint: 3, int: 4, integer: 4, int4: 4, int32: 4, serial: 4,
  bigint: 8, int8: 8, int64: 8, long: 8, bigserial: 8, hugeint: 16, int128: 16,
};
const FLOATS: { readonly [name: string]: number } = { float4: 4, real: 4, float: 8, float8: 8, float32: 4, float64: 8, double: 8, 'double precision': 8 };
const DECIMALS = new Set(['decimal', 'numeric', 'number', 'dec', 'bignumeric', 'bigdecimal']);
const TEXTS = new Set(['varchar', 'character varying', 'char', 'character', 'nvarchar', 'nchar', 'string', 'text', 'bpchar', 'clob', 'tinytext', 'mediumtext', 'longtext']);
const BOOLEANS = new Set(['boolean', 'bool']);
const TIMES: { readonly [name: string]: string } = {
  timestamp: 'timestamp', datetime: 'timestamp', timestamp_ntz: 'timestamp', 'timestamp without time zone': 'timestamp', datetime2: 'timestamp',
  timestamptz: 'timestamptz', timestamp_tz: 'timestamptz', timestamp_ltz: 'timestamptz', 'timestamp with time zone': 'timestamptz',
};

/**
 * Compares two types as people write them in SQL, whatever the engine. Spellings of one type are the same; a change is
 * `wider` only if every value of the old type fits the new one.
 */
export function typeChange(before: string, after: string): TypeChange {
  const a = parse(before);
  const b = parse(after);
  if (a.family === b.family) return within(a, b);
  if (a.family === 'integer' && b.family === 'decimal') return b.precision === null || (a.rank !== null && b.precision - (b.scale ?? 0) >= digits(a.rank)) ? 'wider' : 'narrower';
  if (a.family === 'decimal' && b.family === 'integer') return 'narrower';
  if (a.family === 'integer' && b.family === 'float') return a.rank !== null && a.rank < 8 && b.rank === 8 ? 'wider' : 'narrower';
  if (a.family === 'decimal' && b.family === 'float') return 'narrower';
  if (a.family === 'float' && (b.family === 'integer' || b.family === 'decimal')) return 'narrower';
  if (a.family === 'date' && b.family === 'timestamp') return 'wider';
  if ((a.family === 'timestamp' || a.family === 'timestamptz') && b.family === 'date') return 'narrower';
  return 'other';
}

function within(a: Parsed, b: Parsed): TypeChange {
  if (a.rank !== null && b.rank !== null && a.rank !== b.rank) return a.rank < b.rank ? 'wider' : 'narrower';
  if (a.precision === b.precision && a.scale === b.scale) return 'same';
  if (b.precision === null) return 'wider';
  // Without a length the engine's own greatest holds.
  if (a.precision === null) return 'narrower';
  const [before, after] = [a.precision - (a.scale ?? 0), b.precision - (b.scale ?? 0)];
  return after >= before && (b.scale ?? 0) >= (a.scale ?? 0) ? 'wider' : 'narrower';
}

function digits(bytes: number): number {
  return bytes <= 1 ? 3 : bytes <= 2 ? 5 : bytes <= 4 ? 10 : bytes <= 8 ? 19 : 39;
}

function parse(type: string): Parsed {
  const flat = type.trim().toLowerCase().replace(/\s+/g, ' ').slice(0, 200);
  const open = flat.indexOf('(');
  const close = open < 0 ? -1 : flat.indexOf(')', open);
  const name = (open < 0 ? flat : `${flat.slice(0, open)}${close < 0 ? '' : flat.slice(close + 1)}`).replace(/ (unsigned|signed|zerofill)$/, '').trim();
  const sizes = open < 0 ? [] : flat.slice(open + 1, close < 0 ? flat.length : close).split(',').map(s => (/^\s*\d{1,9}\s*$/.test(s) ? Number(s) : null));
  const [precision = null, scale = null] = sizes;
  if (entry(INTEGERS, name) !== undefined) return { family: 'integer', rank: INTEGERS[name]!, precision: null, scale: null };
  if (entry(FLOATS, name) !== undefined) return { family: 'float', rank: FLOATS[name]!, precision: null, scale: null };
  if (DECIMALS.has(name)) return { family: 'decimal', rank: null, precision, scale: precision === null ? null : (scale ?? 0) };
  if (TEXTS.has(name)) return { family: 'text', rank: null, precision, scale: null };
  if (BOOLEANS.has(name)) return { family: 'boolean', rank: null, precision: null, scale: null };
  if (entry(TIMES, name) !== undefined) return { family: TIMES[name]!, rank: null, precision, scale: null };
  return { family: name === 'date' ? 'date' : flat, rank: null, precision: null, scale: null };
}
