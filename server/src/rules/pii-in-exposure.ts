import type { Rule } from '../model/rule';
import { isOwnFile, listed } from './shared/dbt';
import { classifier, classOf } from './shared/personal';

export const rule: Rule = {
  id: 'pii-in-exposure',
  group: 'governance',
  severity: 'information',
  certainty: 'resolved',
  summary: 'A dashboard or application is given columns classified as personal',
  why: 'What an exposure reads leaves the warehouse: dashboards are shared, exported and sent by mail. Leave the columns out of the model it reads, mask them, or say in the exposure\'s `meta` or tags that it may hold personal data (`pii`).',
  sources: ['https://docs.getdbt.com/docs/build/exposures', 'GDPR, Article 5 (1) c'],
  about: ['dbt.exposure'],
  fix: 'suggested',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    const classes = classifier(ws);
    for (const declaration of document.facts.declarations) {
      const entity = declaration.type === 'dbt.exposure' && declaration.nameSpan ? ws.entity(declaration.id) : undefined;
      if (!entity?.enabled || !declaration.nameSpan) continue;
      if ((entity.attributes.tags ?? []).some(t => /pii|personal|gdpr|sensitive/i.test(t)) || Object.keys(entity.attributes.meta ?? {}).some(k => /pii|personal|gdpr|sensitiv/i.test(k))) continue;
      const personal = [...new Set(ws.inputs(entity.id).map(i => i.from))].flatMap(from => ws.columns(from).columns.filter(c => {
        const found = c.meta?.['masking_policy'] === undefined ? classOf(classes, from, c.name) : null;
        return found !== null && !found.open;
      }).map(c => `${ws.entity(from)?.name ?? ''}.${c.name}`));
      if (personal.length > 0) yield { rule: this.id, span: declaration.nameSpan, message: `'${entity.name}' is given personal data: ${listed(personal)}`, data: declaration.path };
    }
  },
  fixes(finding, document) {
    const path = finding.data as (string | number)[] | null;
    return path ? [{ title: 'Say that it may hold personal data', safe: false, preferred: true, changes: [{ kind: 'edit', file: document.path, operations: [{ op: 'set', path: [...path, 'config', 'meta', 'contains_pii'], value: true }] }] }] : [];
  },
  examples: [
    {
      title: 'a dashboard on customers',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select id, email, md5(email) as email_hash from {{ source('raw', 'customers') }}
        //- models/schema.yml
        models:
          - name: customers
            columns:
              - name: email
                meta: {pii: true}
        exposures:
          - name: mailing
          #       ^^^^^^^ 'mailing' is given personal data: 'customers.email'
            type: dashboard
            owner: {name: Ann}
            depends_on: [ref('customers')]
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: customers
            columns:
              - name: email
                meta: {pii: true}
        exposures:
          - name: mailing
            type: dashboard
            owner: {name: Ann}
            depends_on: [ref('customers')]
            config:
              meta:
                contains_pii: true
      `,
    },
    {
      title: 'one that says so, and one that is given a hash',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select id, email from {{ source('raw', 'customers') }}
        //- models/counts.sql
        select md5(email) as email_hash, count(*) as n from {{ ref('customers') }} group by 1
        //- models/schema.yml
        models:
          - name: customers
            columns:
              - name: email
                meta: {pii: true}
        exposures:
          - name: mailing
            type: application
            owner: {name: Ann}
            meta: {contains_pii: true}
            depends_on: [ref('customers')]
          - name: numbers
            type: dashboard
            owner: {name: Ann}
            depends_on: [ref('counts')]
      `,
    },
  ],
};
