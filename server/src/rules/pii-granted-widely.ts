import type { Rule } from '../model/rule';
import { configOf, describedDatasets, listed } from './shared/dbt';
import { classifier, classOf } from './shared/personal';

const EVERYBODY = /^(public|allusers|allauthenticatedusers|account users|all users)$/i;

export const rule: Rule = {
  id: 'pii-granted-widely',
  group: 'governance',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'Everybody may read a model with personal columns',
  why: 'The `grants` of the model give `select` to a role that everybody has, and some of its columns are classified as personal.',
  sources: ['https://docs.getdbt.com/reference/resource-configs/grants', 'dbt-bouncer MO003'],
  about: ['dbt.model'],
  fix: 'none',
  *check(document, ws) {
    const classes = classifier(ws);
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model', 'dbt.seed', 'dbt.snapshot'])) {
      const grants = configOf(entity, 'grants');
      if (grants === null || typeof grants !== 'object' || Array.isArray(grants) || !declaration.nameSpan) continue;
      const wide = Object.values(grants).flatMap(v => (Array.isArray(v) ? v : [v])).filter((v): v is string => typeof v === 'string' && EVERYBODY.test(v.replace(/^(role|group|user):/i, '')));
      if (wide.length === 0) continue;
      const personal = ws.columns(entity.id).columns.filter(c => {
        const found = classOf(classes, entity.id, c.name);
        return found !== null && !found.open;
      });
      if (personal.length > 0) yield { rule: this.id, span: declaration.nameSpan, message: `'${wide[0]!}' may read '${entity.name}' with its personal data: ${listed(personal.map(c => c.name))}` };
    }
  },
  examples: [
    {
      title: 'a grant to PUBLIC',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select id, email from {{ source('raw', 'customers') }}
        //- models/schema.yml
        models:
          - name: customers
          #       ^^^^^^^^^ 'PUBLIC' may read 'customers'
            config:
              grants:
                select: [PUBLIC]
            columns:
              - name: email
                meta: {pii: true}
      `,
    },
    {
      title: 'a grant to some, and nothing personal',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select id, email from {{ source('raw', 'customers') }}
        //- models/days.sql
        select day from {{ source('raw', 'days') }}
        //- models/schema.yml
        models:
          - name: customers
            config:
              grants:
                select: [analysts]
            columns:
              - name: email
                meta: {pii: true}
          - name: days
            config:
              grants:
                select: [PUBLIC]
      `,
    },
  ],
};
