import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { classify } from './shared/classify';
import { describedDatasets, editFix, listed } from './shared/dbt';
import { classificationOf, inheritedClass } from './shared/personal';

export const rule: Rule = {
  id: 'pii-reaches-untagged-column',
  group: 'governance',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A classified column arrives in a model where it is not classified',
  why: 'The classification is lost on the way, and with it every access rule that rests on it. Only unchanged copies are followed along the column lineage: what is hashed, masked or otherwise computed is not reported. A column that says it is harmless (`pii: false`) ends the chain.',
  sources: ['GDPR, Article 30'],
  about: ['dbt.model', 'dbt.snapshot'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model', 'dbt.snapshot'])) {
      const unlisted: string[] = [];
      for (const column of ws.columns(entity.id).columns) {
        if (classificationOf(column)) continue;
        const found = inheritedClass(ws, entity.id, column.name);
        if (!found) continue;
        const entry = declaration.columns.find(c => c.name.toLowerCase() === column.name.toLowerCase());
        if (!entry?.path) {
          unlisted.push(column.name);
          continue;
        }
        const from = `${ws.entity(found.dataset)?.name ?? ''}.${found.column}`;
        yield { rule: this.id, span: entry.nameSpan, message: `${from} is classified '${found.label}' and arrives here as '${column.name}' without`, data: { path: entry.path, label: found.label, key: found.key } };
      }
      if (unlisted.length > 0 && declaration.nameSpan) yield { rule: this.id, severity: 'information', span: declaration.nameSpan, message: `${listed(unlisted)} of '${entity.name}' ${unlisted.length === 1 ? 'copies a classified column' : 'copy classified columns'}, but ${unlisted.length === 1 ? 'has' : 'have'} no entry here`, data: null };
    }
  },
  fixes(finding, document) {
    const data = finding.data as { path: Path; label: string; key: string | null } | null;
    return data ? editFix(document, `Classify it '${data.label}' too`, [classify(document, data.path, data)]) : [];
  },
  examples: [
    {
      title: 'a renamed column',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select id, email as contact, md5(email) as email_key from {{ source('raw', 'customers') }}
        //- models/schema.yml
        sources:
          - name: raw
            tables:
              - name: customers
                columns:
                  - name: email
                    tags: [pii]
        models:
          - name: customers
            columns:
              - name: contact
              #       ^^^^^^^ customers.email is classified 'pii'
              - name: email_key
      `,
      fixed: `
        //- models/schema.yml
        sources:
          - name: raw
            tables:
              - name: customers
                columns:
                  - name: email
                    tags: [pii]
        models:
          - name: customers
            columns:
              - name: contact
                config:
                  tags:
                    - pii
              - name: email_key
      `,
    },
    {
      title: 'classified, and declared harmless',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select email, phone from {{ source('raw', 'customers') }}
        //- models/schema.yml
        sources:
          - name: raw
            tables:
              - name: customers
                columns:
                  - name: email
                    tags: [pii]
                  - name: phone
                    tags: [pii]
        models:
          - name: customers
            columns:
              - name: email
                meta: {pii: true}
              - name: phone
                meta: {pii: false}
      `,
    },
  ],
};
