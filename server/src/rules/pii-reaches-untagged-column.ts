import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import type { Workspace } from '../model/workspace';
import { classify } from './shared/classify';
import { describedDatasets, editFix, listed } from './shared/dbt';
import { classifier, type ColumnClass, inheritedClass, ownClass } from './shared/personal';
import { untaggedInContracts } from './shared/contracts';

export const rule: Rule = {
  id: 'pii-reaches-untagged-column',
  group: 'governance',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A classified column arrives in a model where it is not classified',
  why: 'The classification is lost on the way, and with it every access rule that rests on it. Columns are followed along their lineage, through copies and computations, up to where the value is hashed, masked, counted or only tested. What is computed from a classified column, and tables of data contracts, are told as information. A column that says it is harmless (`pii: false`) ends the chain.',
  sources: ['GDPR, Article 30'],
  about: ['dbt.model', 'dbt.snapshot', 'contract'],
  fix: 'suggested',
  *check(document, ws) {
    const classes = classifier(ws);
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model', 'dbt.snapshot'])) {
      const unlisted: string[] = [];
      for (const column of ws.columns(entity.id).columns) {
        if (ownClass(classes, entity.id, column.name)) continue;
        const found = inheritedClass(classes, entity.id, column.name, 'made');
        if (!found) continue;
        const entry = declaration.columns.find(c => c.name.toLowerCase() === column.name.toLowerCase());
        if (!entry?.path) {
          unlisted.push(column.name);
          continue;
        }
        const severity = found.by === 'made' ? { severity: 'information' as const } : {};
        yield { rule: this.id, ...severity, span: entry.nameSpan, message: arrival(ws, found, column.name), data: { path: entry.path, label: found.label, key: found.key } };
      }
      if (unlisted.length > 0 && declaration.nameSpan) yield { rule: this.id, severity: 'information', span: declaration.nameSpan, message: `${listed(unlisted)} of '${entity.name}' ${unlisted.length === 1 ? 'copies a classified column' : 'copy classified columns'}, but ${unlisted.length === 1 ? 'has' : 'have'} no entry here`, data: null };
    }
    for (const { column, from, key, label } of untaggedInContracts(document, classes)) yield { rule: this.id, severity: 'information', span: column.nameSpan, message: arrival(ws, from, column.name), data: { contract: column.path, key, label } };
  },
  fixes(finding, document) {
    const contract = finding.data as { readonly contract?: Path; readonly key?: string; readonly label?: string } | null;
    if (contract?.contract) return editFix(document, `Classify it '${contract.label!}' too`, [{ op: 'set', path: [...contract.contract, contract.key!], value: contract.key === 'pii' ? true : contract.label! }]);
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
      title: 'a computed column, in a data contract',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select id, lower(email) as contact, sha256(email) as email_token from {{ source('raw', 'customers') }}
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
              #       ^^^^^^^ 'contact' is computed from customers.email
              - name: email_token
        //- contracts/customers.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: customers
        version: 1.0.0
        status: active
        schema:
          - name: customers
            properties:
              - name: contact
              #       ^^^^^^^ 'contact' is computed from customers.email
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

function arrival(ws: Workspace, found: ColumnClass, column: string): string {
  const from = `${ws.entity(found.dataset)?.name ?? ''}.${found.column}`;
  return found.by === 'made' ? `'${column}' is computed from ${from}, which is classified '${found.label}', and is not classified itself` : `${from} is classified '${found.label}' and arrives here as '${column}' without`;
}
