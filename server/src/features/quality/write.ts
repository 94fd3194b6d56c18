import type { Json } from '../../model/key';
import { type NeutralCheck, type QualityTool, tableOf } from './neutral';

/** A check as one tool writes it. */
export interface Written {
  /** The column it stands under, for tools that list checks by column; null for checks on the table. */
  readonly column: string | null;
  readonly value: Json;
  /** What of the check the tool has no word for, in plain words. */
  readonly lost: readonly string[];
}

/** The check in the words of a tool; a reason where the tool can't say it. `packages` are the dbt packages at hand. */
export function writeCheck(c: NeutralCheck, tool: QualityTool, packages: ReadonlySet<string> = new Set()): Written | { readonly reason: string } {
  switch (tool) {
    case 'dbt': return toDbt(c, packages);
    case 'great_expectations': return toGx(c);
    case 'soda': return toSoda(c);
    case 'odcs': return toOdcs(c);
  }
}

type Values = { readonly [name: string]: Json };

function toDbt(c: NeutralCheck, packages: ReadonlySet<string>): Written | { readonly reason: string } {
  const column = c.columns.length === 1 ? c.columns[0]! : null;
  const config: Values = { ...(c.where === undefined ? {} : { where: c.where }), ...(c.warns ? { severity: 'warn' } : {}) };
  const lost = c.mostly === undefined ? [] : [`that ${percent(1 - c.mostly)} of the rows may fail`];
  const made = (test: string, args: Values, at: string | null = column): Written => {
    const body: Values = { ...(Object.keys(args).length > 0 ? { arguments: args } : {}), ...(Object.keys(config).length > 0 ? { config } : {}) };
    return { column: at, value: Object.keys(body).length > 0 ? { [test]: body } : test, lost };
  };
  const from = (name: string, test: string, args: Values, at: string | null = column) => (packages.has(name) ? made(`${name}.${test}`, args, at) : { reason: `dbt needs the package ${name} for it` });
  const range = (c: { readonly min: Json; readonly max: Json; readonly strictMin?: boolean; readonly strictMax?: boolean }): Values => ({ ...(c.min === null ? {} : { min_value: c.min }), ...(c.max === null ? {} : { max_value: c.max }) });
  switch (c.kind) {
    case 'not_null': case 'unique': return made(c.kind, {});
    case 'accepted_values': return made('accepted_values', { values: c.values, ...(c.values.every(v => typeof v === 'number' || typeof v === 'boolean') ? { quote: false } : {}) });
    case 'relationships': return made('relationships', { to: tableOf(c.to) === c.to ? `ref('${c.to}')` : c.to, field: c.field });
    case 'unique_combination': return from('dbt_utils', 'unique_combination_of_columns', { combination_of_columns: c.columns }, null);
    case 'range': return from('dbt_utils', 'accepted_range', { ...range(c), ...(c.strictMin || c.strictMax ? { inclusive: false } : {}) });
    case 'length': return from('dbt_expectations', 'expect_column_value_lengths_to_be_between', range(c));
    case 'row_count': return from('dbt_expectations', 'expect_table_row_count_to_be_between', range(c), null);
    case 'regex': return from('dbt_expectations', 'expect_column_values_to_match_regex', { regex: c.pattern });
    case 'freshness': return from('dbt_utils', 'recency', { field: c.columns[0] ?? '', datepart: 'hour', interval: Math.max(1, Math.round(c.hours)) }, null);
    case 'columns': return from('dbt_expectations', 'expect_table_columns_to_match_set', { column_list: c.names }, null);
  }
}

function toGx(c: NeutralCheck): Written | { readonly reason: string } {
  const lost: string[] = [];
  const made = (type: string, kwargs: Values): Written => {
    const common: { [name: string]: Json } = {};
    if (c.mostly !== undefined) common['mostly'] = c.mostly;
    if (c.where !== undefined) lost.push(`the condition '${c.where}', since its language depends on the engine`);
    return { column: null, value: { type, kwargs: { ...kwargs, ...common }, meta: {}, ...(c.warns ? { severity: 'warning' } : {}) }, lost };
  };
  const bounds = (c: { readonly min: Json; readonly max: Json; readonly strictMin?: boolean; readonly strictMax?: boolean }): Values => ({ ...(c.min === null ? {} : { min_value: c.min }), ...(c.max === null ? {} : { max_value: c.max }), ...(c.strictMin ? { strict_min: true } : {}), ...(c.strictMax ? { strict_max: true } : {}) });
  const column = c.columns[0] ?? '';
  switch (c.kind) {
    case 'not_null': return made('expect_column_values_to_not_be_null', { column });
    case 'unique': return made('expect_column_values_to_be_unique', { column });
    case 'unique_combination': return made('expect_compound_columns_to_be_unique', { column_list: c.columns });
    case 'accepted_values': return made('expect_column_values_to_be_in_set', { column, value_set: c.values });
    case 'range': return made('expect_column_values_to_be_between', { column, ...bounds(c) });
    case 'length': return made('expect_column_value_lengths_to_be_between', { column, ...bounds(c) });
    case 'row_count': return made('expect_table_row_count_to_be_between', bounds(c));
    case 'regex': return made('expect_column_values_to_match_regex', { column, regex: c.pattern });
    case 'columns': return made('expect_table_columns_to_match_set', { column_set: c.names, exact_match: false });
    case 'relationships': return { reason: 'Great Expectations looks at one table at a time' };
    case 'freshness': return { reason: 'Great Expectations has no expectation about age' };
  }
}

function toSoda(c: NeutralCheck): Written | { readonly reason: string } {
  const settings: { [name: string]: Json } = {};
  if (c.where !== undefined) settings['filter'] = c.where;
  const share = c.mostly === undefined ? null : percent(1 - c.mostly);
  const names = c.columns.map(sodaName).join(', ');
  const limit = (metric: string): string => (share === null ? `${metric}_count(${names}) = 0` : `${metric}_percent(${names}) <= ${share}`);
  const made = (line: string, more: Values = {}): Written => {
    const all: { [name: string]: Json } = { ...more, ...settings };
    if (!c.warns) return { column: null, value: Object.keys(all).length > 0 ? { [line]: all } : line, lost: [] };
    const [metric, ...condition] = line.split(/(?<=\)) |(?<=row_count) /);
    return condition.length === 1 ? { column: null, value: { [metric!]: { ...all, warn: `when ${inverse(condition[0]!)}` } }, lost: [] } : { column: null, value: Object.keys(all).length > 0 ? { [line]: all } : line, lost: ['that a failure only warns'] };
  };
  switch (c.kind) {
    case 'not_null': return made(limit('missing'));
    case 'unique': case 'unique_combination': return made(limit('duplicate'));
    case 'accepted_values': return made(limit('invalid'), { 'valid values': c.values });
    case 'range': {
      if (c.strictMin || c.strictMax) {
        if (c.min !== null && c.max !== null) return { ...made(`min(${names}) ${c.strictMin ? '>' : '>='} ${c.min}`), lost: [`the upper bound ${c.max} in the same check`] };
        return made(c.min === null ? `max(${names}) ${c.strictMax ? '<' : '<='} ${c.max ?? ''}` : `min(${names}) ${c.strictMin ? '>' : '>='} ${c.min}`);
      }
      if ([c.min, c.max].some(v => typeof v === 'string')) return made(c.min === null ? `max(${names}) <= ${c.max ?? ''}` : `min(${names}) >= ${c.min}`);
      return made(limit('invalid'), { ...(c.min === null ? {} : { 'valid min': c.min }), ...(c.max === null ? {} : { 'valid max': c.max }) });
    }
    case 'length': return made(limit('invalid'), { ...(c.min === null ? {} : { 'valid min length': c.min }), ...(c.max === null ? {} : { 'valid max length': c.max }) });
    case 'regex': return made(limit('invalid'), { 'valid regex': c.pattern });
    case 'row_count':
      if (c.min !== null && c.max !== null) return made(c.min === c.max ? `row_count = ${c.min}` : `row_count between ${c.min} and ${c.max}`);
      return made(c.min === null ? `row_count ${c.strictMax ? '<' : '<='} ${c.max ?? ''}` : `row_count ${c.strictMin ? '>' : '>='} ${c.min}`);
    case 'relationships': return made(`values in (${names}) must exist in ${tableOf(c.to)} (${sodaName(c.field)})`);
    case 'freshness': return made(`freshness(${names}) < ${c.hours % 24 === 0 ? `${c.hours / 24}d` : c.hours >= 1 ? `${Math.round(c.hours)}h` : `${Math.round(c.hours * 60)}m`}`);
    case 'columns': return { column: null, value: { schema: { fail: { 'when required column missing': c.names } } }, lost: [] };
  }
}

/** When the check fails, for `warn: when …`. */
function inverse(condition: string): string {
  const pairs: readonly (readonly [string, string])[] = [['>= ', '< '], ['<= ', '> '], ['> ', '<= '], ['< ', '>= '], ['= ', '!= '], ['between ', 'not between ']];
  const found = pairs.find(([from]) => condition.startsWith(from));
  return found ? found[1] + condition.slice(found[0].length) : condition;
}

/** A column's name as SodaCL reads it: in quotes where its grammar would read something else. */
export function sodaName(name: string): string {
  return /^[A-Za-z_$][\w$.]*$/.test(name) && !/^(with|default|percent|must|filter|for|and|between|not|in|warn|fail|pass|change|last|d|h|m)$/.test(name) ? name : `"${name}"`;
}

function toOdcs(c: NeutralCheck): Written | { readonly reason: string } {
  const column = c.columns.length === 1 ? c.columns[0]! : null;
  const lost = c.where === undefined ? [] : [`the condition '${c.where}'`];
  const limit: Values = c.mostly === undefined ? { mustBe: 0 } : { mustBeLessOrEqualTo: Number(((1 - c.mostly) * 100).toFixed(4)), unit: 'percent' };
  const more: Values = c.warns ? { severity: 'warning' } : {};
  const made = (value: Values, at: string | null = column): Written => ({ column: at, value: { ...value, ...more }, lost });
  switch (c.kind) {
    case 'not_null': return made({ metric: 'nullValues', ...limit });
    case 'unique': return made({ metric: 'duplicateValues', ...limit });
    case 'unique_combination': return made({ metric: 'duplicateValues', arguments: { properties: c.columns }, ...limit }, null);
    case 'accepted_values': return made({ metric: 'invalidValues', arguments: { validValues: c.values }, ...limit });
    case 'regex': return made({ metric: 'invalidValues', arguments: { pattern: c.pattern }, ...limit });
    case 'row_count': {
      if (c.min !== null && c.max !== null) return made({ metric: 'rowCount', ...(c.min === c.max ? { mustBe: c.min } : { mustBeBetween: [c.min, c.max] }) }, null);
      return made({ metric: 'rowCount', ...(c.min === null ? { [c.strictMax ? 'mustBeLessThan' : 'mustBeLessOrEqualTo']: c.max } : { [c.strictMin ? 'mustBeGreaterThan' : 'mustBeGreaterOrEqualTo']: c.min }) }, null);
    }
    case 'range': {
      const literal = (v: number | string): string => (typeof v === 'number' ? String(v) : `'${v.replace(/'/g, "''")}'`);
      const outside = [c.min === null ? '' : `\${column} ${c.strictMin ? '<=' : '<'} ${literal(c.min)}`, c.max === null ? '' : `\${column} ${c.strictMax ? '>=' : '>'} ${literal(c.max)}`].filter(t => t !== '');
      return made({ type: 'sql', query: `select count(*) from \${table} where ${outside.join(' or ')}`, mustBe: 0 });
    }
    case 'length': {
      const outside = [c.min === null ? '' : `length(\${column}) < ${c.min}`, c.max === null ? '' : `length(\${column}) > ${c.max}`].filter(t => t !== '');
      return made({ type: 'sql', query: `select count(*) from \${table} where ${outside.join(' or ')}`, mustBe: 0 });
    }
    case 'relationships': return { reason: `a contract states it as a relationship: 'to: ${tableOf(c.to)}.${c.field}'` };
    case 'freshness': return { reason: "a contract states it as a promise: 'slaProperties' with 'latency'" };
    case 'columns': return { reason: 'a contract states it by its properties' };
  }
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(4))}%`;
}
