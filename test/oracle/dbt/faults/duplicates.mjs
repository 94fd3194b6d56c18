import { add, swap } from './edit.mjs';

const MARTS = 'models/marts/marts.yml';
const STAGING = 'models/staging/staging.yml';
const SOURCES = 'models/staging/sources.yml';

export const duplicates = [
  { id: 'model-twice', about: 'two model files of one name', files: { 'models/marts/stg_orders.sql': 'select 1 as order_id\n' }, at: ['models/marts/stg_orders.sql', 'select'] },
  { id: 'model-twice-one-disabled', about: 'two model files of one name, one switched off', files: { 'models/marts/stg_orders.sql': '{{ config(enabled=false) }}\nselect 1 as order_id\n' }, at: ['models/marts/stg_orders.sql', 'select'] },
  { id: 'model-and-seed', about: 'a model and a seed of one name', files: { 'seeds/dim_customers.csv': 'a\n1\n' }, at: ['seeds/dim_customers.csv', 'a'] },
  { id: 'model-and-snapshot', about: 'a model and a snapshot of one name', files: { 'models/marts/customer_history.sql': 'select 1 as x\n' }, at: ['models/marts/customer_history.sql', 'select'] },
  { id: 'snapshot-twice', about: 'a snapshot block and a YAML snapshot of one name', files: { 'snapshots/snapshots.yml': swap('order_history', 'customer_history') }, at: ['snapshots/snapshots.yml', 'customer_history'] },
  { id: 'seed-twice', about: 'two seeds of one name in different folders', files: { 'seeds/more/countries.csv': 'country_code\nFR\n' }, at: ['seeds/more/countries.csv', 'country_code'] },
  { id: 'source-table-twice', about: 'one source table listed twice', files: { [SOURCES]: add('      - name: orders\n') }, at: [SOURCES, '- name: orders\n'] },
  { id: 'source-twice-in-two-files', about: 'one source table in two files', files: { 'models/marts/more_sources.yml': 'sources:\n  - name: till\n    tables:\n      - name: orders\n' }, at: ['models/marts/more_sources.yml', 'orders'] },
  { id: 'source-split-over-files', about: 'one source split over two files with different tables', files: { 'models/marts/more_sources.yml': 'sources:\n  - name: till\n    schema: main\n    tables:\n      - name: refunds\n' }, at: ['models/marts/more_sources.yml', 'refunds'] },
  { id: 'model-described-twice', about: 'a model described in two files', files: { [MARTS]: swap('  - name: price_report\n', '  - name: stg_orders\n    description: Again.\n  - name: price_report\n') }, at: [MARTS, 'stg_orders'] },
  { id: 'model-described-twice-one-file', about: 'a model described twice in one file', files: { [STAGING]: add('  - name: stg_orders\n    description: Again.\n') }, at: [STAGING, 'name: stg_orders'] },
  { id: 'macro-twice', about: 'one macro in two files', files: { 'macros/more.sql': '{% macro to_cents(x) %}{{ x }}{% endmacro %}\n' }, at: ['macros/more.sql', 'to_cents'] },
  { id: 'macro-twice-one-file', about: 'one macro twice in a file', files: { 'macros/money.sql': add('{% macro to_cents(x) %}{{ x }}{% endmacro %}\n') }, at: ['macros/money.sql', 'to_cents'] },
  { id: 'macro-described-twice', about: 'one macro described twice', files: { 'macros/more.yml': 'macros:\n  - name: to_cents\n    description: Again.\n' }, at: ['macros/more.yml', 'to_cents'] },
  { id: 'docs-twice', about: 'one docs block twice', files: { 'models/marts/more.md': '{% docs order_grain %}Again.{% enddocs %}\n' }, at: ['models/marts/more.md', 'order_grain'] },
  { id: 'exposure-twice', about: 'one exposure twice', files: { [MARTS]: add('  - name: weekly_report\n    type: notebook\n    owner: {name: Front desk}\n') }, at: [MARTS, 'weekly_report'] },
  { id: 'group-twice', about: 'one group twice', files: { [MARTS]: swap('groups:\n', 'groups:\n  - name: finance\n    owner: {name: Second team}\n') }, at: [MARTS, 'finance'] },
  { id: 'metric-twice', about: 'one metric twice', files: { 'models/marts/semantic.yml': swap('  - name: orders\n    label: Orders\n', '  - name: revenue\n    label: Orders\n') }, at: ['models/marts/semantic.yml', '- name: revenue\n'] },
  { id: 'test-twice', about: 'one generic test twice on a column', files: { [STAGING]: swap('        data_tests:\n          - unique\n          - not_null\n', '        data_tests:\n          - unique\n          - unique\n') }, at: [STAGING, '- unique'] },
  { id: 'column-twice', about: 'one column listed twice', files: { [STAGING]: swap('      - name: amount\n', '      - name: order_id\n      - name: amount\n') }, at: [STAGING, 'order_id'] },
  { id: 'unit-test-twice', about: 'two unit tests of one name on one model', files: { [MARTS]: swap('exposures:\n', "  - name: orders_in_cents\n    model: fct_orders\n    overrides: {macros: {is_incremental: false}}\n    given:\n      - input: ref('stg_orders')\n        rows: [{order_id: 1}]\n    expect:\n      rows: [{order_id: 1}]\n\nexposures:\n") }, at: [MARTS, 'orders_in_cents'] },
  { id: 'alias-clash', about: 'two models that become one table', files: { 'models/marts/price_report.sql': swap('select ', "{{ config(alias='dim_customers') }}\nselect ") }, at: ['models/marts/price_report.sql', 'alias'] },
  { id: 'versioned-and-plain', about: 'a versioned model beside a plain one of the same name', files: { 'models/marts/price_list.sql': 'select 1 as product_id\n' }, at: ['models/marts/price_list.sql', 'select'] },
  { id: 'version-file-missing', about: 'a version without a file', files: { 'models/marts/price_list_v1.sql': null }, at: [MARTS, '- v: 1'] },
  { id: 'version-twice', about: 'one version listed twice', files: { [MARTS]: swap('      - v: 2\n', '      - v: 1\n') }, at: [MARTS, '- v: 1'] },
  { id: 'latest-version-unlisted', about: 'latest_version that is not listed', files: { [MARTS]: swap('latest_version: 2', 'latest_version: 4') }, at: [MARTS, 'latest_version'] },
  { id: 'version-two-includes', about: 'a version with two include elements', files: { [MARTS]: swap('          - include: all\n            exclude: [currency]\n', '          - include: all\n            exclude: [currency]\n          - include: [price]\n') }, at: [MARTS, 'include'] },
  { id: 'version-exclude-unknown-column', about: 'a version that excludes a column nobody lists', files: { [MARTS]: swap('exclude: [currency]', 'exclude: [curency]') }, at: [MARTS, 'curency'] },
  { id: 'version-defined-in-missing', about: 'defined_in that names no file', files: { [MARTS]: swap('      - v: 2\n', '      - v: 2\n        defined_in: price_list_new\n') }, at: [MARTS, 'defined_in'] },
  { id: 'yaml-key-twice', about: 'one key twice in a mapping', files: { [STAGING]: swap('    description: Orders worth a phone call.\n', '    description: Orders.\n    description: Orders worth a phone call.\n') }, at: [STAGING, 'description: Orders.'] },
  { id: 'yaml-models-key-twice', about: 'the models section twice in a file', files: { [STAGING]: add('\nmodels:\n  - name: int_big_orders\n') }, at: [STAGING, 'models:'] },
  { id: 'singular-test-twice', about: 'two singular tests of one name', files: { 'tests/more/no_future_orders.sql': 'select 1 as x where false\n' }, at: ['tests/more/no_future_orders.sql', 'select'] },
  { id: 'generic-test-twice', about: 'a generic test defined in two files', files: { 'macros/is_positive.sql': '{% test is_positive(model, column_name) %}select 1 where false{% endtest %}\n' }, at: ['macros/is_positive.sql', 'is_positive'] },
  { id: 'semantic-model-twice', about: 'one semantic model twice', files: { 'models/marts/more_semantic.yml': "semantic_models:\n  - name: orders\n    model: ref('fct_orders')\n    entities:\n      - {name: order, type: primary, expr: order_id}\n" }, at: ['models/marts/more_semantic.yml', 'orders'] },
];
