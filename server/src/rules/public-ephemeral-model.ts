import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { declared, headSpan, isInstalled } from './shared/nodes';

export const rule: Rule = {
  id: 'public-ephemeral-model',
  group: 'governance',
  severity: 'error',
  certainty: 'resolved',
  summary: 'An ephemeral model is public',
  why: 'An ephemeral model has no table that others could read, so dbt refuses `access: public` for it.',
  sources: ['https://docs.getdbt.com/docs/mesh/govern/model-access', 'dbt InvalidAccessTypeError'],
  about: ['dbt.model'],
  fix: 'none',
  *check(document, workspace) {
    if (isInstalled(document)) return;
    for (const { declaration, entity } of declared(document, workspace, ['dbt.model'])) {
      if (entity.attributes.access !== 'public' || entity.attributes.materialized !== 'ephemeral') continue;
      const config = declaration.attributes.config ?? {};
      if (config['access'] !== 'public' && config['materialized'] !== 'ephemeral') continue;
      yield { rule: this.id, span: headSpan(document, declaration), message: `'${entity.name}' is ephemeral and can't be public` };
    }
  },
  examples: [
    {
      title: 'public in YAML, ephemeral in the model',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            #     ^^^^^^ 'orders' is ephemeral and can't be public
            config:
              access: public
        //- models/orders.sql
        {{ config(materialized='ephemeral') }}
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'orders' is ephemeral and can't be public
        select 1 as id
      `,
    },
    {
      title: 'a public view',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            config:
              access: public
        //- models/orders.sql
        select 1 as id
      `,
    },
  ],
};
