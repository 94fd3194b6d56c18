import type { Check, Path } from '../../../model/facts';
import type { Span } from '../../../text/span';
import { entry } from '../../../text/entry';
import { toJson, type YamlNode, type YamlScalar } from './yaml';
import { mentionColumns } from './constraints';
import type { Source } from './draft';
import type { TestItem, Tested } from './tests';
import { pairsOf, scalarsOf, textsOf } from './yamlEntry';
import { looksLikeRef, referBare, referScalar } from './yamlJinja';

/** A generic test with its arguments' places. */
export interface ReadTest {
  readonly item: TestItem;
  readonly namespace: string | null;
  readonly test: string;
  readonly args: { readonly [name: string]: unknown };
  readonly argumentNodes: readonly { readonly name: string; readonly node: YamlNode | null; readonly path: Path; readonly key: YamlScalar }[];
  readonly check: Check;
  readonly column: { readonly name: string; readonly span: Span } | null;
}

/** Arguments that name columns of the tested dataset, in the tests of dbt, dbt_utils, dbt_expectations and elementary. */
const OWN_COLUMNS: ReadonlySet<string> = new Set([
  'combination_of_columns', 'column_list', 'column_A', 'column_B', 'group_by_columns', 'group_by', 'compare_columns', 'exclude_columns', 'timestamp_column',
  'lower_bound_column', 'upper_bound_column', 'date_col', 'date_column', 'column_name', 'dimensions', 'sort_column', 'columns', 'partition_by', 'group_columns',
]);

/** Arguments of tests that name columns of the dataset in `to` or `compare_model`. */
const OTHER_COLUMNS: ReadonlySet<string> = new Set(['field', 'to_field', 'compare_group_by']);

/** What a test needs to run at all: tests whose macro fails without the argument. */
const REQUIRED: { readonly [test: string]: readonly string[] } = {
  accepted_values: ['values'],
  relationships: ['to', 'field'],
  'dbt_utils.accepted_range': [],
  'dbt_utils.equal_rowcount': ['compare_model'],
  'dbt_utils.fewer_rows_than': ['compare_model'],
  'dbt_utils.equality': ['compare_model'],
  'dbt_utils.expression_is_true': ['expression'],
  'dbt_utils.recency': ['field', 'datepart', 'interval'],
  'dbt_utils.cardinality_equality': ['to', 'field'],
  'dbt_utils.not_accepted_values': ['values'],
  'dbt_utils.relationships_where': ['to', 'field'],
  'dbt_utils.mutually_exclusive_ranges': ['lower_bound_column', 'upper_bound_column'],
  'dbt_utils.unique_combination_of_columns': ['combination_of_columns'],
};

const PLAIN_NAME = /^"?[A-Za-z_][\w$]*"?$/;

/** References of a test's arguments: refs, columns of the dataset and of the one compared with; arguments that are missing. */
export function testArguments(source: Source, tested: Tested, read: ReadTest): void {
  const name = read.check.test;
  for (const needed of entry(REQUIRED, name) ?? []) {
    if (needed in read.args) continue;
    source.draft.problem('missing-test-argument', read.item.nameSpan, `${read.test} needs '${needed}'`, read.item.path, { test: name, argument: needed, body: [...read.item.bodyPath], severity: 'warning' });
  }
  const field = read.argumentNodes.find(a => OTHER_COLUMNS.has(a.name))?.node;
  const fieldColumn = field?.kind === 'scalar' && PLAIN_NAME.test(field.text) ? { name: field.text.replace(/"/g, ''), span: field.content } : null;
  const comparesOther = read.argumentNodes.some(a => a.name === 'to' || a.name === 'compare_model');
  for (const arg of read.argumentNodes) {
    if (!arg.node) continue;
    let isCall = false;
    for (const { scalar, path } of scalarsOf(arg.node, arg.path)) {
      if (looksLikeRef(scalar.text)) {
        isCall = true;
        const column = fieldColumn && (arg.name === 'to' || arg.name === 'compare_model') ? { column: fieldColumn } : {};
        referBare(source, scalar, { from: tested.id, place: name, role: 'uses', path, lenient: true, ...column });
      } else referScalar(source, scalar, { from: tested.id, place: name, role: 'names', path, lenient: true });
    }
    if (isCall) continue;
    const owner = { id: tested.id, tested, what: tested.name };
    const ownColumns = OWN_COLUMNS.has(arg.name) || (arg.name === 'field' && !comparesOther);
    if (ownColumns && textsOf(arg.node).every(s => PLAIN_NAME.test(s.text))) mentionColumns(source, owner, arg.node, arg.path, name);
  }
  acceptedValues(source, read);
  for (const pair of pairsOf(read.item.body)) if (pair.key.text === 'column_name' && !read.column) mentionColumns(source, { id: tested.id, tested, what: tested.name }, pair.value, [...read.item.bodyPath, 'column_name'], name);
}

/** Values that YAML reads as something else than the text that stands there: `NO` is false, `012` is ten. */
function acceptedValues(source: Source, read: ReadTest): void {
  if (read.check.assertion !== 'accepted_values') return;
  const values = read.argumentNodes.find(a => a.name === 'values' || a.name === 'value_set');
  if (values?.node?.kind !== 'seq') return;
  const items = values.node.items.map(i => i.value);
  const texts = items.filter(i => i?.kind === 'scalar' && typeof i.value === 'string').length;
  items.forEach((item, index) => {
    if (item?.kind !== 'scalar' || item.style !== 'plain') return;
    const word = typeof item.value === 'boolean' && !/^(true|false)$/i.test(item.text);
    const odd = typeof item.value === 'number' && String(item.value) !== item.text && texts > 0;
    if (word || odd) source.draft.problem('yaml-ambiguous-scalar', item.span, `'${item.text}' is read as ${String(toJson(item))} here; quote it`, [...values.path, index], { text: item.text });
  });
}
