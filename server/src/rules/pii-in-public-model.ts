import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { describedDatasets, editFix, listed } from './shared/dbt';
import { classifier, classOf } from './shared/personal';

export const rule: Rule = {
  id: 'pii-in-public-model',
  group: 'governance',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A public model holds columns classified as personal',
  why: 'Every other project may read a public model. Leave the columns out, hash them, or make the model protected. Columns with a masking policy are left alone.',
  sources: ['https://docs.getdbt.com/docs/mesh/govern/model-access'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    const classes = classifier(ws);
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      if (entity.attributes.access !== 'public' || !declaration.nameSpan) continue;
      const personal = ws.columns(entity.id).columns.filter(c => {
        const found = classOf(classes, entity.id, c.name);
        return c.meta?.['masking_policy'] === undefined && found !== null && !found.open;
      });
      if (personal.length > 0) yield { rule: this.id, span: declaration.nameSpan, message: `'${entity.name}' is public and holds personal data: ${listed(personal.map(c => c.name))}`, data: { path: declaration.path, nested: /^\s+config\s*:\s*(\{[^}]*access|[\s\S]*?^\s+access\s*:)/m.test(document.text.slice(declaration.span.start, declaration.span.end)) } };
    }
  },
  fixes(finding, document) {
    const { path, nested } = finding.data as { readonly path: Path; readonly nested: boolean };
    return editFix(document, 'Make the model protected', [{ op: 'set', path: [...path, ...(nested ? ['config'] : []), 'access'], value: 'protected' }]);
  },
  examples: [
    {
      title: 'an address for everybody',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select id, email from {{ source('raw', 'customers') }}
        //- models/schema.yml
        models:
          - name: customers
          #       ^^^^^^^^^ public and holds personal data: 'email'
            config:
              access: public
            columns:
              - name: email
                meta: {pii: true}
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: customers
            config:
              access: protected
            columns:
              - name: email
                meta: {pii: true}
      `,
    },
    {
      title: 'a masked column, and a protected model',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select id, email from {{ source('raw', 'customers') }}
        //- models/people.sql
        select id, email from {{ source('raw', 'customers') }}
        //- models/schema.yml
        models:
          - name: customers
            config:
              access: public
            columns:
              - name: email
                meta: {masking_policy: mask_email}
          - name: people
            columns:
              - name: email
                meta: {pii: true}
      `,
    },
  ],
};
