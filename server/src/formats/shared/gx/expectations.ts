import { entry } from '../../../text/entry';
import data from './expectations.json';

/** What the real package says of an argument. */
export interface ArgumentFacts {
  readonly required?: boolean;
  readonly kind?: 'column' | 'columns' | 'share' | 'boolean' | 'list';
}

export interface ExpectationFacts {
  /** `ExpectColumnValuesToBeUnique`. */
  readonly name: string;
  /** `expect_column_values_to_be_unique`. */
  readonly type: string;
  readonly arguments: { readonly [name: string]: ArgumentFacts };
  /** `min_value` or `max_value` must be given. */
  readonly bound: boolean;
}

interface Raw {
  readonly type: string;
  readonly arguments: { readonly [name: string]: ArgumentFacts };
  readonly bound?: boolean;
}

/** The release that the facts are of. */
export const GX_VERSION: string = data.version;

/** Every expectation of the package, by name and by type; a few types have two spellings over the releases. */
export const EXPECTATIONS: readonly ExpectationFacts[] = Object.entries(data.expectations as { readonly [name: string]: Raw }).map(([name, e]) => ({ name, type: e.type, arguments: e.arguments, bound: e.bound === true }));

const byName = new Map(EXPECTATIONS.map(e => [e.name, e]));
const byType = new Map(EXPECTATIONS.map(e => [e.type, e]));

/** By class name or by type; undefined if the package has none of that name. */
export function expectationFacts(name: string): ExpectationFacts | undefined {
  return byName.get(name) ?? byType.get(name);
}

/** Arguments that every expectation takes. */
export const COMMON_ARGUMENTS: readonly string[] = data.common;

/** Arguments of release 0.x that are gone: their values were computed, or the engine does it now. */
export const FORMER_ARGUMENTS: ReadonlySet<string> = new Set(['auto', 'profiler_config', 'parse_strings_as_datetimes', 'output_strftime_format', 'allow_cross_type_comparisons', 'include_config', 'query', 'template_dict', 'interactive', 'allow_relative_error']);

/** What a check asserts, in the words that all tools share; the tool's own name where they have none. */
export function assertionOf(type: string): string {
  return entry(ASSERTIONS, type) ?? type;
}

const ASSERTIONS: { readonly [type: string]: string } = {
  expect_column_values_to_not_be_null: 'not_null',
  expect_column_values_to_be_unique: 'unique',
  expect_column_values_to_be_in_set: 'accepted_values',
  expect_column_distinct_values_to_be_in_set: 'accepted_values',
  expect_compound_columns_to_be_unique: 'unique_combination',
};

/** What an argument means, in a sentence. */
export const ARGUMENT_DOCS: { readonly [name: string]: string } = {
  column: 'The column to check.',
  column_A: 'The first column of the pair.',
  column_B: 'The second column of the pair.',
  column_list: 'The columns that are looked at together.',
  column_set: 'The columns the table must have, in any order.',
  column_index: 'Position of the column, from 0; without it the column may stand anywhere.',
  condition_parser: 'How `row_condition` is read: `great_expectations`, `pandas` or `spark`.',
  row_condition: 'Only rows that meet this condition are looked at.',
  ignore_row_if: 'Rows left out because of nulls: `both_values_are_missing`, `either_value_is_missing`, `never`; for lists of columns `all_values_are_missing`, `any_value_is_missing`, `never`.',
  mostly: 'The share of rows, from 0 to 1, that must meet the expectation; 1 if absent.',
  min_value: 'The least value allowed; without it there is no lower limit.',
  max_value: 'The greatest value allowed; without it there is no upper limit.',
  strict_min: 'If true, the least value itself is not allowed.',
  strict_max: 'If true, the greatest value itself is not allowed.',
  value_set: 'The values in question.',
  value_pairs_set: 'The pairs of values that are allowed.',
  value: 'The exact number.',
  regex: 'A regular expression, in the dialect of the engine that runs it.',
  regex_list: 'Regular expressions; `match_on` says whether one or all must match.',
  match_on: '`any` or `all` of the patterns must match.',
  like_pattern: 'A pattern of SQL `LIKE`.',
  like_pattern_list: 'Patterns of SQL `LIKE`.',
  escape: 'The character that takes the meaning from `%` and `_` in the patterns.',
  type_: 'Name of the type in the engine that runs the check.',
  type_list: 'Names of types, one of which it must be.',
  strftime_format: 'The format that each text must have, as Python writes it: `%Y-%m-%d`.',
  json_schema: 'The JSON Schema that each text must fit.',
  strictly: 'If true, equal neighbours are not allowed.',
  threshold: 'The limit that must not be reached.',
  double_sided: 'Whether values far below the mean count too.',
  or_equal: 'Whether equal values are allowed.',
  sum_total: 'What each row must add up to.',
  ties_okay: 'Whether a tie for the most common value is allowed.',
  quantile_ranges: 'Quantiles and the range that each must lie in: `{"quantiles": [0.5], "value_ranges": [[1, 9]]}`.',
  exact_match: 'If false, further columns are allowed.',
  other_table_name: 'The table whose rows are counted for comparison.',
  unexpected_rows_query: 'A query that gives the rows that must not be there; `{batch}` stands for the table.',
  partition_object: 'The distribution to compare with.',
  severity: 'How bad a failure is: `critical`, `warning` or `info`.',
  result_format: 'How much of the result is kept: `BOOLEAN_ONLY`, `BASIC`, `SUMMARY`, `COMPLETE`.',
  description: 'Text shown in place of the generated one.',
  meta: 'Anything you like; Great Expectations does not look at it.',
  notes: 'Text for people, shown beside the result.',
  catch_exceptions: 'Whether an error while checking is kept as a result.',
  windows: 'Bounds that follow earlier results.',
  batch_id: 'The batch that is checked; usually set when the check runs.',
  id: 'Identifier that GX Cloud gives.',
  rendered_content: 'Text that GX Cloud shows; written by the tool.',
  method: 'How outliers are told: `iqr` or `std`.',
  multiplier: 'How far from the middle a value may lie.',
};

/** The name of an expectation as words: "expect column values to be unique". */
export function spoken(type: string): string {
  return type.replace(/_/g, ' ').replace(/\bto be in set\b/, 'to be in a set');
}

/** The page of an expectation: name, meaning as words, arguments. */
export function expectationPage(e: ExpectationFacts): string {
  const args = Object.entries(e.arguments).map(([name, a]) => `- \`${name}\`${a.required ? ' (required)' : ''}${ARGUMENT_DOCS[name] ? `: ${ARGUMENT_DOCS[name]}` : ''}`);
  return [`**\`${e.name}\`** · \`${e.type}\``, `Great Expectations: ${spoken(e.type)}.`, ...(args.length > 0 ? [args.join('\n')] : []), ...(e.bound ? ['At least one of `min_value` and `max_value` must be given.'] : [])].join('\n\n');
}
