import { add, all, swap } from './edit.mjs';

const SOURCES = 'models/staging/sources.yml';
const BLOCK = 'snapshots/customer_history.sql';
const SNAPS = 'snapshots/snapshots.yml';
const FACT = 'models/marts/fct_orders.sql';
const micro = config => ({ [FACT]: swap("materialized='incremental', unique_key='order_id', on_schema_change='fail'", `materialized='incremental', incremental_strategy='microbatch', on_schema_change='fail'${config}`) });
const WHOLE = ", event_time='ordered_at', begin='2024-01-01', batch_size='day'";

export const timing = [
  { id: 'microbatch-whole', about: 'complete microbatch model whose input has no event_time', files: micro(WHOLE), at: [FACT, 'microbatch'] },
  { id: 'microbatch-no-event-time', about: 'microbatch without event_time', files: micro(", begin='2024-01-01', batch_size='day'"), at: [FACT, 'microbatch'] },
  { id: 'microbatch-event-time-number', about: 'microbatch with a number as event_time', files: micro(", event_time=5, begin='2024-01-01', batch_size='day'"), at: [FACT, 'event_time'] },
  { id: 'microbatch-no-begin', about: 'microbatch without begin', files: micro(", event_time='ordered_at', batch_size='day'"), at: [FACT, 'microbatch'] },
  { id: 'microbatch-begin-word', about: 'microbatch with a begin that is no date', files: micro(", event_time='ordered_at', begin='last year', batch_size='day'"), at: [FACT, 'last year'] },
  { id: 'microbatch-no-batch-size', about: 'microbatch without batch_size', files: micro(", event_time='ordered_at', begin='2024-01-01'"), at: [FACT, 'microbatch'] },
  { id: 'microbatch-batch-size-week', about: 'microbatch with an unknown batch_size', files: micro(", event_time='ordered_at', begin='2024-01-01', batch_size='week'"), at: [FACT, 'week'] },
  { id: 'microbatch-lookback-text', about: 'microbatch with a text as lookback', files: micro(`${WHOLE}, lookback='two'`), at: [FACT, 'lookback'] },
  { id: 'microbatch-concurrent-text', about: 'microbatch with a text as concurrent_batches', files: micro(`${WHOLE}, concurrent_batches='yes'`), at: [FACT, 'concurrent_batches'] },
  { id: 'microbatch-concurrent', about: 'concurrent_batches on an adapter without them', files: micro(`${WHOLE}, concurrent_batches=true`), at: [FACT, 'concurrent_batches'] },
  { id: 'snapshot-no-strategy', about: 'snapshot block without a strategy', files: { [BLOCK]: swap("    strategy='check',\n", '') }, at: [BLOCK, 'config('] },
  { id: 'snapshot-no-unique-key', about: 'snapshot block without unique_key', files: { [BLOCK]: swap("    unique_key='customer_id',\n", '') }, at: [BLOCK, 'config('] },
  { id: 'snapshot-no-check-cols', about: 'check strategy without check_cols', files: { [BLOCK]: swap(",\n    check_cols=['full_name', 'country_code']", '') }, at: [BLOCK, "'check'"] },
  { id: 'snapshot-check-cols-text', about: 'check_cols that is another word than all', files: { [BLOCK]: swap("check_cols=['full_name', 'country_code']", "check_cols='full_name'") }, at: [BLOCK, 'check_cols'] },
  { id: 'snapshot-check-cols-all', about: 'check_cols that is all (no fault)', files: { [BLOCK]: swap("check_cols=['full_name', 'country_code']", "check_cols='all'") }, at: [BLOCK, 'check_cols'] },
  { id: 'snapshot-no-updated-at', about: 'timestamp strategy without updated_at', files: { [SNAPS]: swap('      updated_at: ordered_at\n', '') }, at: [SNAPS, 'timestamp'] },
  { id: 'snapshot-timestamp-check-cols', about: 'timestamp strategy with check_cols', files: { [SNAPS]: add('      check_cols: [amount]\n') }, at: [SNAPS, 'check_cols'] },
  { id: 'snapshot-strategy-unknown', about: 'snapshot with an unknown strategy', files: { [SNAPS]: swap('strategy: timestamp', 'strategy: timestmp') }, at: [SNAPS, 'timestmp'] },
  { id: 'snapshot-materialized-table', about: 'snapshot materialized as a table', files: { [SNAPS]: add('      materialized: table\n') }, at: [SNAPS, 'materialized'] },
  { id: 'snapshot-yaml-no-relation', about: 'YAML snapshot without a relation', files: { [SNAPS]: swap("    relation: ref('stg_orders')\n", '') }, at: [SNAPS, 'order_history'] },
  { id: 'snapshot-yaml-relation-bare', about: 'YAML snapshot with a bare name as relation', files: { [SNAPS]: swap("ref('stg_orders')", 'stg_orders') }, at: [SNAPS, 'relation: stg_orders'] },
  { id: 'snapshot-yaml-relation-braces', about: 'YAML snapshot with braces around its ref', files: { [SNAPS]: swap("relation: ref('stg_orders')", "relation: \"{{ ref('stg_orders') }}\"") }, at: [SNAPS, 'relation'] },
  { id: 'snapshot-yaml-no-name', about: 'YAML snapshot without a name', files: { [SNAPS]: swap("  - name: order_history\n    relation: ref('stg_orders')\n", "  - relation: ref('stg_orders')\n") }, at: [SNAPS, 'relation'] },
  { id: 'snapshot-block-unclosed', about: 'snapshot block without its end', files: { [BLOCK]: swap('{% endsnapshot %}\n', '') }, at: [BLOCK, 'snapshot'] },
  { id: 'snapshot-outside-block', about: 'snapshot file without a block', files: { [BLOCK]: "select * from {{ ref('stg_customers') }}\n" }, at: [BLOCK, 'select'] },
  { id: 'snapshot-hard-deletes-unknown', about: 'hard_deletes of an unknown kind', files: { [SNAPS]: add('      hard_deletes: bury\n') }, at: [SNAPS, 'bury'] },
  { id: 'snapshot-both-delete-keys', about: 'hard_deletes beside invalidate_hard_deletes', files: { [SNAPS]: add('      hard_deletes: invalidate\n      invalidate_hard_deletes: true\n') }, at: [SNAPS, 'hard_deletes'] },
  { id: 'snapshot-meta-column-unknown', about: 'unknown name in snapshot_meta_column_names', files: { [SNAPS]: add('      snapshot_meta_column_names: {dbt_valid: valid}\n') }, at: [SNAPS, 'dbt_valid'] },
  { id: 'source-both-loaded-at', about: 'loaded_at_field beside loaded_at_query', files: { [SOURCES]: swap('          loaded_at_field: created_at\n', '          loaded_at_field: created_at\n          loaded_at_query: select now()\n') }, at: [SOURCES, 'loaded_at_query'] },
  { id: 'source-freshness-no-loaded-at', about: 'freshness without a loaded_at key', files: { [SOURCES]: swap('          loaded_at_field: created_at\n', '') }, at: [SOURCES, 'freshness'] },
  { id: 'source-freshness-period-unknown', about: 'freshness with an unknown period', files: { [SOURCES]: swap('period: day', 'period: week') }, at: [SOURCES, 'week'] },
  { id: 'source-freshness-count-text', about: 'freshness with a text as count', files: { [SOURCES]: swap('count: 1', 'count: one') }, at: [SOURCES, 'count: one'] },
  { id: 'source-freshness-no-period', about: 'freshness without a period', files: { [SOURCES]: swap('{count: 1, period: day}', '{count: 1}') }, at: [SOURCES, 'warn_after'] },
  { id: 'source-freshness-unknown-key', about: 'freshness with an unknown threshold', files: { [SOURCES]: swap('warn_after', 'warning_after') }, at: [SOURCES, 'warning_after'] },
  { id: 'source-freshness-outside-config', about: 'freshness as a property in place of a config', files: { [SOURCES]: swap('        config:\n          loaded_at_field: created_at\n          freshness:\n            warn_after: {count: 1, period: day}\n', '        loaded_at_field: created_at\n        freshness:\n          warn_after: {count: 1, period: day}\n') }, at: [SOURCES, 'freshness'] },
  { id: 'source-freshness-null', about: 'freshness switched off by null (no fault)', files: { [SOURCES]: all(swap('          freshness:\n            warn_after: {count: 1, period: day}\n', '          freshness: null\n')) }, at: [SOURCES, 'freshness'] },
  { id: 'source-quoting-text', about: 'quoting of a source that is a text', files: { [SOURCES]: swap('        identifier: raw_orders\n', '        identifier: raw_orders\n        quoting: always\n') }, at: [SOURCES, 'always'] },
  { id: 'hooks-source-freshness', about: 'run hooks while source freshness does not run them', files: { 'dbt_project.yml': add('\nflags:\n  source_freshness_run_project_hooks: false\non-run-start: ["select 1"]\n') }, at: ['dbt_project.yml', 'source_freshness_run_project_hooks'] },
];
