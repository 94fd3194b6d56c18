import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { configOf, declared, headSpan, isInstalled, mayHave } from './shared/nodes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'snapshot-key-missing',
  group: 'shape',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A snapshot lacks a config that it needs',
  why: 'A snapshot needs `strategy` and `unique_key`; the strategy `check` needs `check_cols`, `timestamp` needs `updated_at`. They may stand in the snapshot, in YAML or in dbt_project.yml. dbt refuses the snapshot without. One written in YAML reads one `ref` or `source` in `relation`.',
  sources: ['https://docs.getdbt.com/docs/build/snapshots', 'dbt ValidationError, dbt1075'],
  about: ['dbt.snapshot'],
  fix: 'none',
  *check(document, workspace) {
    for (const finding of problemsOf(document, this.id)) if (!Array.isArray(told(finding).value('keys'))) yield finding;
    if (isInstalled(document)) return;
    for (const { declaration, entity } of declared(document, workspace, ['dbt.snapshot'], 'defines')) {
      const strategy = configOf(entity)['strategy'];
      const needed = ['strategy', 'unique_key', ...(strategy === 'check' ? ['check_cols'] : strategy === 'timestamp' ? ['updated_at'] : [])];
      const missing = needed.filter(name => !mayHave(entity, name));
      if (missing.length > 0) yield { rule: this.id, span: headSpan(document, declaration), message: `Snapshot '${entity.name}' needs ${missing.map(m => `'${m}'`).join(' and ')} in its config` };
    }
  },
  examples: [
    {
      title: 'no key',
      files: `
        ${SHOP}
        //- models/orders.sql
        select 1 as id
        //- snapshots/snapshots.yml
        snapshots:
          - name: orders_history
            #     ^^^^^^^^^^^^^^ Snapshot 'orders_history' needs 'unique_key'
            relation: ref('orders')
            config:
              strategy: check
              check_cols: all
      `,
    },
    {
      title: 'a key in dbt_project.yml',
      files: `
        ${SHOP}
        snapshots:
          shop:
            +unique_key: id
        //- models/orders.sql
        select 1 as id
        //- snapshots/snapshots.yml
        snapshots:
          - name: orders_history
            relation: ref('orders')
            config:
              strategy: check
              check_cols: all
      `,
    },
  ],
};
