import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import type { DocumentView } from '../model/workspace';
import { classify } from './shared/classify';
import { describedDatasets, editFix } from './shared/dbt';
import { classificationOf, personalKind } from './shared/personal';

export const rule: Rule = {
  id: 'pii-column-untagged',
  group: 'governance',
  severity: 'hint',
  certainty: 'advice',
  summary: 'A column looks like personal data but is not classified',
  why: 'Access rules, masking and deletion requests rest on knowing where personal data is. Names are compared word by word, and words such as `hash` or `count` take the meaning away. Reported where the data comes in: a plain copy of such a column is not reported again. `pipewright.pii.patterns` adds names of your own.',
  sources: ['dbt-bouncer SO013', 'GDPR, Article 30'],
  about: ['dbt', 'contract'],
  fix: 'suggested',
  *check(document, ws) {
    const { piiPatterns } = ws.settings;
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.source', 'dbt.seed', 'dbt.model', 'dbt.snapshot'])) {
      for (const column of declaration.columns) {
        const kind = personalKind(column.name, piiPatterns);
        if (!kind || !column.path) continue;
        const known = ws.column(entity.id, column.name);
        if (classificationOf(column) || (known && classificationOf(known))) continue;
        const [from, more] = known?.from ?? [];
        if (from && !more && from.kind === 'identity' && personalKind(from.column, piiPatterns) && ws.column(from.dataset, from.column)?.origin !== 'query') continue;
        yield { rule: this.id, span: column.nameSpan, message: `'${column.name}' looks like personal data (${kind}) but is not classified`, data: { path: column.path } };
      }
    }
    if (!document.formats.includes('contract')) return;
    for (const table of document.facts.declarations) {
      if (table.type !== 'contract.table') continue;
      for (const column of table.columns) {
        const kind = personalKind(column.name, piiPatterns);
        if (kind && column.path && !classificationOf(column)) yield { rule: this.id, span: column.nameSpan, message: `'${column.name}' looks like personal data (${kind}) but is not classified`, data: { path: column.path, contract: table.attributes.more?.['language'] ?? null } };
      }
    }
  },
  fixes(finding, document) {
    const { path, contract } = finding.data as { readonly path: Path; readonly contract?: unknown };
    if (contract === 'dcs') return editFix(document, 'Classify it as personal data', [{ op: 'set', path: [...path, 'pii'], value: true }]);
    if (contract === 'odcs') return editFix(document, 'Classify it as personal data', [{ op: 'set', path: [...path, 'classification'], value: classIn(document) }]);
    return editFix(document, 'Classify it as personal data', [classify(document, path)]);
  },
  examples: [
    {
      title: 'an address in a source',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sources.yml
        sources:
          - name: raw
            tables:
              - name: customers
                columns:
                  - name: email
                  #       ^^^^^ looks like personal data (email address)
                  - name: email_hash
                  - name: phone_count
      `,
      fixed: `
        //- models/sources.yml
        sources:
          - name: raw
            tables:
              - name: customers
                columns:
                  - name: email
                    config:
                      meta:
                        pii: true
                  - name: email_hash
                  - name: phone_count
      `,
    },
    {
      title: 'an address in a data contract',
      files: `
        //- customers.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: customers
        version: 1.0.0
        status: active
        schema:
          - name: customers
            properties:
              - name: email
              #       ^^^^^ looks like personal data (email address)
              - name: phone
                classification: restricted
              - name: email_count
      `,
      fixed: `
        //- customers.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: customers
        version: 1.0.0
        status: active
        schema:
          - name: customers
            properties:
              - name: email
                classification: restricted
              - name: phone
                classification: restricted
              - name: email_count
      `,
    },
    {
      title: 'classified columns, one of them as harmless',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sources.yml
        sources:
          - name: raw
            tables:
              - name: customers
                columns:
                  - name: email
                    tags: [pii]
                  - name: last_name
                    meta:
                      pii: false
      `,
    },
  ],
};

/** The class that the contract gives most columns that it classifies; 'pii' where it has none yet. */
function classIn(document: DocumentView): string {
  const counts = new Map<string, number>();
  for (const table of document.facts.declarations) for (const column of table.type === 'contract.table' ? table.columns : []) {
    const found = classificationOf(column);
    if (found && !found.open) counts.set(found.label, (counts.get(found.label) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'pii';
}
