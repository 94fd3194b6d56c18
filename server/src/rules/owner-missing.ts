import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { describedDatasets, editFix, prefersConfig } from './shared/dbt';

export const rule: Rule = {
  id: 'owner-missing',
  group: 'governance',
  severity: 'off',
  certainty: 'certain',
  summary: 'Nobody owns a model',
  why: 'When the model breaks, nobody knows whom to ask. The owner is `meta.owner` of the model, in its entry, its file or the project, or its `group`.',
  sources: ['dbt-score has_owner', 'dbt-bouncer MO001', 'dbt-checkpoint check-model-has-meta-keys'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      if (entity.attributes.owner || entity.attributes.group || !declaration.nameSpan) continue;
      yield { rule: this.id, span: declaration.nameSpan, message: `'${entity.name}' has no owner: set meta.owner or a group`, data: declaration.path };
    }
  },
  fixes(finding, document) {
    const path = finding.data as Path;
    return editFix(document, 'Add an owner', [{ op: 'add', path: [...path, ...(prefersConfig(document) ? ['config'] : []), 'meta', 'owner'], value: 'unknown' }]);
  },
  examples: [
    {
      title: 'no owner',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
          #       ^^^^^^ 'orders' has no owner
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: orders
            config:
              meta:
                owner: unknown
      `,
    },
    {
      title: 'an owner in the meta, and for a folder',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        models:
          shop:
            marts:
              +meta:
                owner: ann
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/marts/sales.sql
        select id from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            config:
              meta: {owner: ann}
          - name: sales
      `,
    },
  ],
};
