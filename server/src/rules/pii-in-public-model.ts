import type { Path } from '../model/facts';
import type { Key } from '../model/key';
import type { Rule } from '../model/rule';
import { describedDatasets, editFix, listed } from './shared/dbt';
import { type Masked, maskFixes } from './shared/mask';
import { classifier, classOf, ownClass } from './shared/personal';

export const rule: Rule = {
  id: 'pii-in-public-model',
  group: 'governance',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A public model holds columns classified as personal',
  why: 'Every other project may read a public model. Leave the columns out, hash them, mask them with a policy or macro of the project, or make the model protected. Columns with a masking policy are left alone.',
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
      if (personal.length > 0) yield { rule: this.id, span: declaration.nameSpan, message: `'${entity.name}' is public and holds personal data: ${listed(personal.map(c => c.name))}`, data: { model: entity.id, columns: personal.map((c): Masked => ({ name: c.name, path: declaration.columns.find(d => d.name.toLowerCase() === c.name.toLowerCase())?.path ?? null, inherited: ownClass(classes, entity.id, c.name) === null })), path: declaration.path, nested: /^\s+config\s*:\s*(\{[^}]*access|[\s\S]*?^\s+access\s*:)/m.test(document.text.slice(declaration.span.start, declaration.span.end)) } };
    }
  },
  fixes(finding, document, ws) {
    const { path, nested, model, columns } = finding.data as { readonly path: Path; readonly nested: boolean; readonly model: Key; readonly columns: readonly Masked[] };
    return [...editFix(document, 'Make the model protected', [{ op: 'set', path: [...path, ...(nested ? ['config'] : []), 'access'], value: 'protected' }]), ...maskFixes(ws, document, model, columns)];
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
      title: 'a project with a policy and a macro for it',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- macros/mask.sql
        {% macro mask_text(column) %}sha2({{ column }}, 256){% endmacro %}
        {% macro create_masking_policy_secret(node_database, node_schema) %}
        create masking policy if not exists {{ node_database }}.{{ node_schema }}.secret as (val string) returns string -> sha2(val)
        {% endmacro %}
        //- models/customers.sql
        select c.id, c.email from {{ source('raw', 'customers') }} c
        //- models/schema.yml
        sources:
          - name: raw
            tables:
              - name: customers
                columns:
                  - name: email
                    meta: {pii: true}
        models:
          - name: customers
          #       ^^^^^^^^^ public and holds personal data: 'email'
            access: public
            columns:
              - name: email
                description: Where to write to.
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
