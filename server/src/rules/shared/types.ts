/** What a type is for comparisons: families that no warehouse converts into each other without being told. */
export type TypeFamily = 'number' | 'text' | 'boolean' | 'date' | 'timestamp' | 'time' | 'json' | 'binary';

const FAMILIES: readonly (readonly [TypeFamily, RegExp])[] = [
  ['timestamp', /^(timestamp|datetime)/],
  ['date', /^date(32)?$/],
  ['time', /^time\b/],
  ['number', /^(tinyint|smallint|mediumint|bigint|hugeint|byteint|u?int(eger)?\d*|numeric|decimal|bignumeric|bigdecimal|dec|number|float\d*|double|real|long|money)\b/],
  ['text', /^(string|text|n?varchar2?|n?char|character|bpchar|citext)\b/],
  ['boolean', /^bool(ean)?$/],
  ['json', /^(json|jsonb|variant|object|super)$/],
  ['binary', /^(bytes|bytea|blob|binary|varbinary)\b/],
];

/** The family of a type as it is written in SQL or YAML; null for arrays, structs and types nobody knows. */
export function familyOf(type: string | null): TypeFamily | null {
  const plain = type?.trim().toLowerCase() ?? '';
  if (plain === '' || /[<[]/.test(plain)) return null;
  return FAMILIES.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}
