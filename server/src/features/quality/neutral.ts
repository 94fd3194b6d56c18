import type { Json } from '../../model/key';
import type { CheckView } from '../../model/workspace';

/** The tools that checks can be written for. */
export type QualityTool = 'dbt' | 'great_expectations' | 'soda' | 'odcs';
export const QUALITY_TOOLS: readonly QualityTool[] = ['dbt', 'great_expectations', 'soda', 'odcs'];

/** What people call the tools. */
export const TOOL_NAMES: { readonly [tool in QualityTool]: string } = { dbt: 'dbt', great_expectations: 'Great Expectations', soda: 'Soda', odcs: 'the Open Data Contract Standard' };

/** A check as all tools understand it. Bounds are inclusive unless `strict` says otherwise. */
export type NeutralCheck = {
  readonly columns: readonly string[];
  /** A condition in SQL on the rows looked at. */
  readonly where?: string;
  /** The share of rows, from 0 to 1, that must pass; all if absent. */
  readonly mostly?: number;
  /** Whether a failure only warns. */
  readonly warns?: boolean;
} & (
  | { readonly kind: 'not_null' | 'unique' | 'unique_combination' }
  | { readonly kind: 'accepted_values'; readonly values: readonly Json[] }
  | { readonly kind: 'relationships'; readonly to: string; readonly field: string }
  | { readonly kind: 'range' | 'length' | 'row_count'; readonly min: number | string | null; readonly max: number | string | null; readonly strictMin?: boolean; readonly strictMax?: boolean }
  | { readonly kind: 'regex'; readonly pattern: string }
  | { readonly kind: 'freshness'; readonly hours: number }
  | { readonly kind: 'columns'; readonly names: readonly string[] }
);

type Values = { readonly [name: string]: Json };

/** The name of the table that a relationship leads to: a source of dbt is named by its call, of which other tools need the table alone. */
export function tableOf(to: string): string {
  return /^source\(\s*['"][^'"]+['"]\s*,\s*['"]([^'"]+)['"]\s*\)$/.exec(to.replace(/^\{\{\s*|\s*\}\}$/g, ''))?.[1] ?? to;
}

/** What a check of any tool asserts; null if other tools have no word for it. */
export function neutralOf({ check }: CheckView): NeutralCheck | null {
  const made = base(check.tool, check.assertion, check.test, check.columns, check.arguments);
  if (!made) return null;
  const a = check.arguments;
  const where = textIn(check.config, 'where') ?? textIn(a, 'where') ?? textIn(a, 'filter') ?? textIn(a, 'row_condition');
  const mostly = numberIn(check.config, 'mostly') ?? numberIn(a, 'mostly');
  const warns = /^warn/.test(String(check.config['severity'] ?? a['severity'] ?? ''));
  return { ...made, ...(where === null ? {} : { where }), ...(mostly === null || mostly === 1 ? {} : { mostly }), ...(warns ? { warns } : {}) };
}

function base(tool: string, assertion: string, test: string, columns: readonly string[], a: Values): NeutralCheck | null {
  switch (assertion) {
    case 'not_null': case 'unique':
      return columns.length === 1 ? { kind: assertion, columns } : null;
    case 'unique_combination':
      return columns.length > 1 ? { kind: assertion, columns } : columns.length === 1 ? { kind: 'unique', columns } : null;
    case 'accepted_values': {
      const values = a['values'];
      return Array.isArray(values) && columns.length === 1 ? { kind: 'accepted_values', columns, values } : null;
    }
    case 'relationships': {
      const to = /ref\(\s*['"]([^'"]+)['"]\s*\)$/.exec(String(a['to'] ?? ''))?.[1] ?? textIn(a, 'to');
      const field = Array.isArray(a['field']) ? (a['field'].length === 1 ? String(a['field'][0]) : null) : textIn(a, 'field');
      return to && field && columns.length === 1 ? { kind: 'relationships', columns, to, field } : null;
    }
    default:
  }
  const name = test.replace(/^\w+\./, '');
  if (tool === 'soda' || tool === 'odcs' || tool === 'dcs') return measured(assertion, columns, a);
  const min = bound(a, 'min_value');
  const max = bound(a, 'max_value');
  const strict = { ...(a['strict_min'] === true || a['strictly'] === true || a['inclusive'] === false ? { strictMin: true } : {}), ...(a['strict_max'] === true || a['strictly'] === true || a['inclusive'] === false ? { strictMax: true } : {}) };
  if (tool === 'dqdl' && assertion === 'row_count') return min !== null || max !== null ? { kind: 'row_count', columns: [], min, max, ...strict } : null;
  if (tool === 'dqdl' && assertion === 'regex') return textIn(a, 'regex') !== null && columns.length === 1 ? { kind: 'regex', columns, pattern: textIn(a, 'regex')! } : null;
  if (assertion === 'accepted_range' || /^(accepted_range|expect_column_values_to_be_between|ExpectColumnValuesToBeBetween)$/.test(name)) return columns.length === 1 && (min !== null || max !== null) ? { kind: 'range', columns, min, max, ...strict } : null;
  if (/^(expect_column_value_lengths_to_be_between|ExpectColumnValueLengthsToBeBetween)$/.test(name)) return columns.length === 1 && (min !== null || max !== null) ? { kind: 'length', columns, min, max, ...strict } : null;
  if (/^(expect_table_row_count_to_be_between|ExpectTableRowCountToBeBetween)$/.test(name)) return min !== null || max !== null ? { kind: 'row_count', columns: [], min, max, ...strict } : null;
  if (/^(expect_column_values_to_match_regex|ExpectColumnValuesToMatchRegex)$/.test(name)) return textIn(a, 'regex') !== null && columns.length === 1 ? { kind: 'regex', columns, pattern: textIn(a, 'regex')! } : null;
  if (/^(expect_table_columns_to_match_set|ExpectTableColumnsToMatchSet)$/.test(name)) return columns.length > 0 ? { kind: 'columns', columns: [], names: columns } : null;
  return null;
}

/** Checks that compare a number: of Soda by a threshold, of contracts by an operator. */
function measured(assertion: string, columns: readonly string[], a: Values): NeutralCheck | null {
  const limits = limitsOf(a);
  if (assertion === 'row_count') return limits ? { kind: 'row_count', columns: [], ...limits } : null;
  if (assertion === 'freshness') {
    const value = String(Array.isArray(a['threshold']) ? (a['threshold'][0] ?? '') : '');
    const hours = [...value.matchAll(/(\d+)([dhm])/g)].reduce((sum, m) => sum + Number(m[1]) * (m[2] === 'd' ? 24 : m[2] === 'h' ? 1 : 1 / 60), 0);
    return hours > 0 && columns.length === 1 ? { kind: 'freshness', columns, hours } : null;
  }
  if (assertion === 'schema') return columns.length > 0 ? { kind: 'columns', columns: [], names: columns } : null;
  if (columns.length !== 1) return null;
  // Of a smallest value only a lower bound says something about every row, of a greatest only an upper one.
  if (assertion === 'min' && limits && limits.min !== null) return { kind: 'range', columns, min: limits.min, max: null, ...(limits.strictMin ? { strictMin: true } : {}) };
  if (assertion === 'max' && limits && limits.max !== null) return { kind: 'range', columns, min: null, max: limits.max, ...(limits.strictMax ? { strictMax: true } : {}) };
  if (/^invalid/.test(assertion) && limits?.max === 0) {
    const inner = (typeof a['arguments'] === 'object' && a['arguments'] !== null && !Array.isArray(a['arguments']) ? a['arguments'] : {}) as Values;
    const pattern = textIn(a, 'valid regex') ?? textIn(inner, 'pattern');
    if (pattern !== null) return { kind: 'regex', columns, pattern };
    const [min, max] = [bound(a, 'valid min'), bound(a, 'valid max')];
    if (min !== null || max !== null) return { kind: 'range', columns, min, max };
    const [shortest, longest] = [bound(a, 'valid min length'), bound(a, 'valid max length')];
    if (shortest !== null || longest !== null) return { kind: 'length', columns, min: shortest, max: longest };
  }
  return null;
}

interface Limits {
  readonly min: number | string | null;
  readonly max: number | string | null;
  readonly strictMin?: boolean;
  readonly strictMax?: boolean;
}

function limitsOf(a: Values): Limits | null {
  const operator = a['operator'];
  if (typeof operator === 'string' && Array.isArray(a['threshold'])) {
    const [first, second] = a['threshold'].map(v => Number(v));
    if (first === undefined || Number.isNaN(first)) return null;
    switch (operator) {
      case '>': return { min: first, max: null, strictMin: true };
      case '>=': return { min: first, max: null };
      case '<': return { min: null, max: first, strictMax: true };
      case '<=': return { min: null, max: first };
      case '=': return { min: first, max: first };
      case 'between': return second === undefined ? null : { min: first, max: second };
      default: return null;
    }
  }
  if (typeof a['mustBe'] === 'number') return { min: a['mustBe'], max: a['mustBe'] };
  if (Array.isArray(a['mustBeBetween'])) return { min: bound({ v: a['mustBeBetween'][0] ?? null }, 'v'), max: bound({ v: a['mustBeBetween'][1] ?? null }, 'v') };
  const low = bound(a, 'mustBeGreaterThan') ?? bound(a, 'mustBeGreaterOrEqualTo');
  const high = bound(a, 'mustBeLessThan') ?? bound(a, 'mustBeLessOrEqualTo');
  if (low === null && high === null) return null;
  return { min: low, max: high, ...(a['mustBeGreaterThan'] === undefined ? {} : { strictMin: true }), ...(a['mustBeLessThan'] === undefined ? {} : { strictMax: true }) };
}

function bound(a: Values, name: string): number | string | null {
  const value = a[name];
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

function textIn(a: Values, name: string): string | null {
  const value = a[name];
  return typeof value === 'string' ? value : null;
}

function numberIn(a: Values, name: string): number | null {
  const value = a[name];
  return typeof value === 'number' ? value : null;
}

/** The check in a few words, for lists: "id is unique". */
export function saidOf(c: NeutralCheck): string {
  const column = c.columns.join(', ');
  switch (c.kind) {
    case 'not_null': return `${column} is never null`;
    case 'unique': return `${column} is unique`;
    case 'unique_combination': return `${column} are unique together`;
    case 'accepted_values': return `${column} is one of ${c.values.slice(0, 5).map(String).join(', ')}${c.values.length > 5 ? ', …' : ''}`;
    case 'relationships': return `${column} is found in ${tableOf(c.to)}.${c.field}`;
    case 'range': return `${column} ${limitText(c)}`;
    case 'length': return `the length of ${column} ${limitText(c)}`;
    case 'row_count': return `the number of rows ${limitText(c)}`;
    case 'regex': return `${column} matches ${c.pattern}`;
    case 'freshness': return `${column} is younger than ${c.hours} h`;
    case 'columns': return `the table has ${c.names.length} columns`;
  }
}

function limitText(c: Limits): string {
  if (c.min !== null && c.max !== null) return c.min === c.max ? `is ${c.min}` : `is from ${c.min} to ${c.max}`;
  return c.min !== null ? `is ${c.strictMin ? 'more than' : 'at least'} ${c.min}` : `is ${c.strictMax ? 'less than' : 'at most'} ${c.max ?? ''}`;
}

/** Whether two checks assert the same, whatever else they say. */
export function sameCheck(a: NeutralCheck, b: NeutralCheck): boolean {
  const columns = (c: NeutralCheck): string => [...c.columns].map(x => x.toLowerCase()).sort().join('\n');
  return a.kind === b.kind && columns(a) === columns(b);
}
