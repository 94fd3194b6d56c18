import { swap } from './edit.mjs';

const MARTS = 'models/marts/marts.yml';
const GIVEN_ROW = "          - {order_id: 1, customer_id: 7, ordered_at: '2024-03-01', amount: 2.5}\n";
const EXPECT = "    expect:\n      rows:\n        - {order_id: 1, customer_id: 7, ordered_at: '2024-03-01', amount_cents: 250}\n";
const OVERRIDES = '    overrides:\n      macros:\n        is_incremental: false\n';
const INPUT = `      - input: ref('stg_orders')\n        rows:\n${GIVEN_ROW}`;

export const units = [
  { id: 'unit-model-missing', about: 'unit test of a missing model', files: { [MARTS]: swap('    model: fct_orders\n', '    model: fct_ordrs\n') }, at: [MARTS, 'fct_ordrs'] },
  { id: 'unit-no-model', about: 'unit test without a model', files: { [MARTS]: swap('    model: fct_orders\n', '') }, at: [MARTS, 'orders_in_cents'] },
  { id: 'unit-no-given', about: 'unit test without given', files: { [MARTS]: swap(`    given:\n${INPUT}`, '') }, at: [MARTS, 'orders_in_cents'] },
  { id: 'unit-no-expect', about: 'unit test without expect', files: { [MARTS]: swap(EXPECT, '') }, at: [MARTS, 'orders_in_cents'] },
  { id: 'unit-input-missing', about: 'unit test with a missing input', files: { [MARTS]: swap("- input: ref('stg_orders')", "- input: ref('stg_ordrs')") }, at: [MARTS, 'stg_ordrs'] },
  { id: 'unit-input-not-read', about: 'unit test with an input that the model does not read', files: { [MARTS]: swap(INPUT, `${INPUT}      - input: ref('stg_customers')\n        rows: []\n`) }, at: [MARTS, "input: ref('stg_customers')"] },
  { id: 'unit-input-left-out', about: 'unit test that leaves out an input of the model', files: { [MARTS]: swap(`    given:\n${INPUT}`, '    given: []\n') }, at: [MARTS, 'given: []'] },
  { id: 'unit-input-bare', about: 'unit test with a bare name as input', files: { [MARTS]: swap("- input: ref('stg_orders')", '- input: stg_orders') }, at: [MARTS, 'input: stg_orders'] },
  { id: 'unit-input-braces', about: 'unit test with braces around its input', files: { [MARTS]: swap("- input: ref('stg_orders')", "- input: \"{{ ref('stg_orders') }}\"") }, at: [MARTS, 'input:'] },
  { id: 'unit-rows-text', about: 'dict rows that are a text', files: { [MARTS]: swap(`        rows:\n${GIVEN_ROW}`, '        rows: "order_id,amount"\n') }, at: [MARTS, 'rows: "order_id'] },
  { id: 'unit-csv-list', about: 'csv format with a list of rows', files: { [MARTS]: swap(`        rows:\n${GIVEN_ROW}`, `        format: csv\n        rows:\n${GIVEN_ROW}`) }, at: [MARTS, 'format: csv'] },
  { id: 'unit-csv', about: 'csv rows as a text (no fault)', files: { [MARTS]: swap(`        rows:\n${GIVEN_ROW}`, '        format: csv\n        rows: |\n          order_id,amount\n          1,2.5\n') }, at: [MARTS, 'format: csv'] },
  { id: 'unit-format-unknown', about: 'unknown row format', files: { [MARTS]: swap("- input: ref('stg_orders')\n", "- input: ref('stg_orders')\n        format: xml\n") }, at: [MARTS, 'xml'] },
  { id: 'unit-fixture-missing', about: 'fixture that does not exist', files: { [MARTS]: swap(`        rows:\n${GIVEN_ROW}`, '        format: csv\n        fixture: march_orders\n') }, at: [MARTS, 'march_orders'] },
  { id: 'unit-fixture', about: 'fixture in a file (no fault)', files: { [MARTS]: swap(`        rows:\n${GIVEN_ROW}`, '        format: csv\n        fixture: march_orders\n'), 'tests/fixtures/march_orders.csv': "order_id,customer_id,ordered_at,amount\n1,7,'2024-03-01',2.5\n" }, at: [MARTS, 'march_orders'] },
  { id: 'unit-no-incremental-override', about: 'unit test of an incremental model without the override', files: { [MARTS]: swap(OVERRIDES, '') }, at: [MARTS, 'orders_in_cents'] },
  { id: 'unit-incremental-override-text', about: 'override of is_incremental that is a text', files: { [MARTS]: swap('is_incremental: false', 'is_incremental: "no"') }, at: [MARTS, 'is_incremental'] },
  { id: 'unit-incremental-no-this', about: 'override true without the input this', files: { [MARTS]: swap('is_incremental: false', 'is_incremental: true') }, at: [MARTS, 'is_incremental: true'] },
  { id: 'unit-column-unknown', about: 'given row with a column that the input does not have', files: { [MARTS]: swap('amount: 2.5', 'amout: 2.5') }, at: [MARTS, 'amout'] },
  { id: 'unit-expect-column-unknown', about: 'expected row with a column that the model does not have', files: { [MARTS]: swap('amount_cents: 250', 'cents: 250') }, at: [MARTS, 'cents: 250'] },
  { id: 'unit-unknown-key', about: 'unknown key of a unit test', files: { [MARTS]: swap('    given:\n', '    inputs: []\n    given:\n') }, at: [MARTS, 'inputs'] },
  { id: 'unit-override-macro-unknown', about: 'override of a macro that the model does not call', files: { [MARTS]: swap('        is_incremental: false\n', '        is_incremental: false\n        no_such_macro: 1\n') }, at: [MARTS, 'no_such_macro'] },
  { id: 'unit-rows-missing', about: 'dict input without rows', files: { [MARTS]: swap(`        rows:\n${GIVEN_ROW}`, '') }, at: [MARTS, "input: ref('stg_orders')"] },
  { id: 'unit-version-missing', about: 'unit test of a version that does not exist', files: { [MARTS]: swap('    model: fct_orders\n', '    model: price_list\n    versions: {include: [9]}\n') }, at: [MARTS, 'include: [9]'] },
];
