import type { Json } from '../model/key';
import type { Rule } from '../model/rule';
import { declarationOf, describedDatasets, editFix, fold, listed, queryOf } from './shared/dbt';
import { inheritedDescription } from './shared/inherited';

interface Data {
  readonly id: string;
  readonly columns: readonly { readonly name: string; readonly type: string | null }[];
}

export const rule: Rule = {
  id: 'column-not-documented',
  group: 'documentation',
  severity: 'hint',
  certainty: 'resolved',
  summary: "The query returns columns that the model's entry does not list",
  why: 'Columns without an entry have no description and no tests, and are missing in the docs. Said only for models whose entry lists columns at all, and whose columns are all known; an enforced contract is checked by `contract-columns-mismatch`. The fix brings descriptions along from upstream.',
  sources: ['dbt-bouncer CA006', 'dbt-checkpoint check-model-has-all-columns'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      if (entity.attributes.contract !== false || declaration.columns.length === 0) continue;
      const found = queryOf(entity, ws);
      const returned = found ? ws.scopeColumns(found.document.path, found.query, found.query.query.root) : null;
      if (!returned?.complete) continue;
      const said = new Set(declaration.columns.map(c => fold(c.name)));
      const missing = returned.columns.filter(c => !said.has(fold(c.name)));
      if (missing.length === 0) continue;
      yield {
        rule: this.id, span: declaration.nameSpan ?? declaration.span, message: `'${entity.name}' also returns ${listed(missing.map(c => c.name))}, which its entry does not list`,
        data: { id: declaration.id, columns: missing.map(c => ({ name: c.name, type: c.type })) } satisfies Data,
      };
    }
  },
  fixes(finding, document, ws) {
    const { id, columns } = finding.data as Data;
    const declaration = declarationOf(document, id);
    if (!declaration) return [];
    const typed = declaration.columns.some(c => c.type !== null);
    const operations = columns.map(c => {
      const description = inheritedDescription(ws, id, c.name)?.description;
      const value: { [name: string]: Json } = { name: c.name, ...(typed && c.type ? { data_type: c.type } : {}), ...(description ? { description } : {}) };
      return { op: 'append' as const, path: [...declaration.path, 'columns'], value };
    });
    return editFix(document, columns.length === 1 ? `Add '${columns[0]!.name}'` : `Add the ${columns.length} missing columns`, operations);
  },
  examples: [
    {
      title: 'columns without an entry',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/stg_orders.sql
        select id, state from {{ source('raw', 'orders') }}
        //- models/orders.sql
        select id, state, 1 as one from {{ ref('stg_orders') }}
        //- models/schema.yml
        models:
          - name: stg_orders
            columns:
              - name: id
              - name: state
                description: How far it is
          - name: orders
          #       ^^^^^^ also returns 'state' and 'one'
            columns:
              - name: id
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: stg_orders
            columns:
              - name: id
              - name: state
                description: How far it is
          - name: orders
            columns:
              - name: id
              - name: state
                description: How far it is
              - name: one
      `,
    },
    {
      title: 'an entry without columns, and a query whose columns are not known',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/stg_orders.sql
        select * from {{ source('raw', 'orders') }}
        //- models/orders.sql
        select id, state from {{ ref('stg_orders') }}
        //- models/schema.yml
        models:
          - name: stg_orders
            columns:
              - name: id
          - name: orders
      `,
    },
  ],
};
