import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { describedDatasets, editFix } from './shared/dbt';
import { classificationOf, classifier, inheritedClass } from './shared/personal';

export const rule: Rule = {
  id: 'classification-conflict',
  group: 'governance',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A copied column is classified differently from the one it copies',
  why: 'The data is the same, so one of the two is wrong; access rules follow whichever is nearer. Values of the same meta key are compared along unchanged copies.',
  sources: [],
  about: ['dbt.model', 'dbt.snapshot'],
  fix: 'suggested',
  *check(document, ws) {
    const classes = classifier(ws);
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model', 'dbt.snapshot'])) {
      for (const column of declaration.columns) {
        const own = classificationOf(column);
        if (!own || own.key === null || own.key === 'masking_policy' || own.open) continue;
        const found = inheritedClass(classes, entity.id, column.name);
        if (!found || found.key !== own.key || found.label === own.label) continue;
        yield { rule: this.id, span: column.nameSpan, message: `'${column.name}' is '${own.label}' here, but '${found.label}' in ${ws.entity(found.dataset)?.name ?? ''}.${found.column}, which it copies`, data: { path: column.path, key: own.key, label: found.label, nested: /^\s*config\s*:/m.test(document.text.slice(column.span.start, column.span.end)) } };
      }
    }
  },
  fixes(finding, document) {
    const { path, key, label, nested } = finding.data as { readonly path: Path | null; readonly key: string; readonly label: string; readonly nested: boolean };
    return path ? editFix(document, `Classify it '${label}' as upstream`, [{ op: 'set', path: [...path, ...(nested ? ['config'] : []), 'meta', key], value: label }]) : [];
  },
  examples: [
    {
      title: 'two classes for one thing',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select email from {{ source('raw', 'customers') }}
        //- models/schema.yml
        sources:
          - name: raw
            tables:
              - name: customers
                columns:
                  - name: email
                    meta: {classification: restricted}
        models:
          - name: customers
            columns:
              - name: email
              #       ^^^^^ is 'confidential' here, but 'restricted' in customers.email
                meta: {classification: confidential}
      `,
      fixed: `
        //- models/schema.yml
        sources:
          - name: raw
            tables:
              - name: customers
                columns:
                  - name: email
                    meta: {classification: restricted}
        models:
          - name: customers
            columns:
              - name: email
                meta: {classification: restricted}
      `,
    },
    {
      title: 'the same class',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select email from {{ source('raw', 'customers') }}
        //- models/schema.yml
        sources:
          - name: raw
            tables:
              - name: customers
                columns:
                  - name: email
                    meta: {classification: restricted}
        models:
          - name: customers
            columns:
              - name: email
                meta: {classification: restricted}
      `,
    },
  ],
};
