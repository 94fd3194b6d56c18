import type { Word } from '../../model/format';
import type { Draft } from '../shared/draft';
import { entryOf } from '../shared/literal';
import type { Sqlx } from './sqlx';

export const TYPES: readonly string[] = ['table', 'view', 'incremental', 'assertion', 'operations', 'declaration', 'test', 'notebook', 'dataPreparation'];

/** Keys of a config block: what they mean in our words, and for which types they are (all if none are named). */
export const KEYS: { readonly [key: string]: { readonly doc: string; readonly types?: readonly string[]; readonly insert?: string } } = {
  type: { doc: 'What the file makes: a table, a view, an incremental table, an assertion, operations, or the declaration of a table that is made elsewhere.', insert: 'type: "${1|table,view,incremental,assertion,operations,declaration|}"' },
  name: { doc: 'The name of the table; the name of the file if absent.', insert: 'name: "$1"' },
  schema: { doc: 'The dataset; that of the project\'s settings if absent.', insert: 'schema: "$1"' },
  dataset: { doc: 'Another word for `schema`.', insert: 'dataset: "$1"' },
  database: { doc: 'The Google Cloud project; that of the project\'s settings if absent.', insert: 'database: "$1"' },
  project: { doc: 'Another word for `database`.', insert: 'project: "$1"' },
  description: { doc: 'What the table holds; it is written to BigQuery.', insert: 'description: "$1"' },
  columns: { doc: 'Descriptions of columns by name; nested for records.', insert: 'columns: {\n  $1: "$2"\n}' },
  tags: { doc: 'Labels by which actions are chosen for a run.', insert: 'tags: ["$1"]' },
  dependencies: { doc: 'Actions that must run before, beside those that `ref` names.', insert: 'dependencies: ["$1"]' },
  dependOnDependencyAssertions: { doc: 'Whether the assertions of everything this reads must pass first.', insert: 'dependOnDependencyAssertions: true' },
  disabled: { doc: 'Leaves the action out of runs; others may still refer to it.', insert: 'disabled: true' },
  hermetic: { doc: 'Whether the action reads nothing but what it declares.', insert: 'hermetic: true' },
  hasOutput: { doc: 'Says that an operation makes a table of the file\'s name, so that others can refer to it.', types: ['operations'], insert: 'hasOutput: true' },
  materialized: { doc: 'Makes the view a materialized view.', types: ['view'], insert: 'materialized: true' },
  uniqueKey: { doc: 'Columns that tell rows apart: rows that exist are updated, others inserted. Without it rows are only appended.', types: ['incremental'], insert: 'uniqueKey: ["$1"]' },
  protected: { doc: 'Keeps an incremental table from being rebuilt, even in a full refresh.', types: ['incremental'], insert: 'protected: true' },
  onSchemaChange: { doc: 'What happens when the columns change: `IGNORE`, `FAIL`, `EXTEND` or `SYNCHRONIZE`.', types: ['incremental'], insert: 'onSchemaChange: "${1|IGNORE,FAIL,EXTEND,SYNCHRONIZE|}"' },
  assertions: { doc: 'Checks of the rows: `uniqueKey`, `uniqueKeys`, `nonNull`, `rowConditions`.', types: ['table', 'view', 'incremental'], insert: 'assertions: {\n  uniqueKey: ["$1"],\n  nonNull: ["$2"]\n}' },
  bigquery: { doc: 'How BigQuery stores the table: `partitionBy`, `clusterBy`, `partitionExpirationDays`, `requirePartitionFilter`, `updatePartitionFilter`, `labels`, `additionalOptions`.', types: ['table', 'view', 'incremental'], insert: 'bigquery: {\n  partitionBy: "$1"\n}' },
  partitionBy: { doc: 'The expression by which rows are put into partitions.' },
  clusterBy: { doc: 'Columns by which rows are sorted within partitions, at most four.' },
  partitionExpirationDays: { doc: 'After how many days BigQuery deletes a partition.' },
  requirePartitionFilter: { doc: 'Refuses queries that do not filter by the partition.' },
  updatePartitionFilter: { doc: 'Limits the partitions that an incremental run looks at for rows to update.' },
  labels: { doc: 'Labels of BigQuery, by name.' },
  additionalOptions: { doc: 'Further options of the table, written as they are.' },
  nonNull: { doc: 'Columns that must not be null.' },
  rowConditions: { doc: 'Conditions that every row must meet.' },
  uniqueKeys: { doc: 'Several sets of columns, each of which tells rows apart.' },
};

/** What Dataform refuses in a config block when it compiles. */
export function checkConfig(draft: Draft, sqlx: Sqlx, type: string): void {
  const config = sqlx.config?.literal;
  if (!config) return;
  const typed = entryOf(config, 'type');
  if (typed?.value.known && !TYPES.includes(type)) {
    draft.problem('dataform-config-invalid', typed.value.span, `There is no type '${type}': it is one of ${TYPES.join(', ')}`);
    return;
  }
  for (const e of config.entries) {
    const known = Object.hasOwn(KEYS, e.name) ? KEYS[e.name]! : null;
    if (known?.types && !known.types.includes(type) && (e.name === 'materialized' || e.name === 'bigquery' || e.name === 'assertions' || e.name === 'uniqueKey')) {
      const refused = e.name !== 'uniqueKey';
      draft.problem('dataform-config-invalid', e.nameSpan, `'${e.name}' is for ${known.types.map(t => `'${t}'`).join(', ')}, not for '${type}'`, refused ? {} : { severity: 'warning' });
    }
  }
  for (const block of sqlx.blocks) {
    if ((block.name === 'pre_operations' || block.name === 'post_operations') && (type === 'assertion' || type === 'declaration' || type === 'operations')) draft.problem('dataform-config-invalid', block.word, `'${type}' can't have ${block.name}`);
  }
}

/** The keys to offer in a config block of a type. */
export function configWords(type: string, present: ReadonlySet<string>): readonly Word[] {
  return Object.entries(KEYS).flatMap(([label, k]) => (k.insert === undefined || present.has(label) || (k.types && !k.types.includes(type)) ? [] : [{ label, kind: 'key' as const, documentation: k.doc, insert: k.insert }]));
}
