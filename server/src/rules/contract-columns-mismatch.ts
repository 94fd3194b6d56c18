import type { Rule } from '../model/rule';
import { declarationOf, describedDatasets, editFix, fold, listed, queryOf } from './shared/dbt';

interface Data {
  readonly id: string;
  readonly remove: readonly (string | number)[] | null;
  readonly add: readonly { readonly name: string; readonly type: string | null }[];
}

export const rule: Rule = {
  id: 'contract-columns-mismatch',
  group: 'contracts',
  severity: 'error',
  certainty: 'resolved',
  summary: 'The query does not return the columns that the enforced contract lists',
  why: 'dbt compares the columns of the query with those of the contract before it builds the model, and stops if a name is missing on either side. The order does not matter. Said only where every column of the query is known.',
  sources: ['https://docs.getdbt.com/docs/mesh/govern/model-contracts', 'dbt ContractError'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      if (entity.attributes.contract !== true || declaration.columns.length === 0) continue;
      const found = queryOf(entity, ws);
      const returned = found ? ws.scopeColumns(found.document.path, found.query, found.query.query.root) : null;
      if (!found || !returned?.complete || returned.columns.length === 0) continue;
      const names = new Set(returned.columns.map(c => fold(c.name)));
      const said = new Set(declaration.columns.map(c => fold(c.name)));
      for (const column of declaration.columns) {
        if (names.has(fold(column.name))) continue;
        yield { rule: this.id, span: column.nameSpan, message: `The contract lists '${column.name}', but the query does not return it`, data: { id: declaration.id, remove: column.path, add: [] } satisfies Data };
      }
      const extra = returned.columns.filter(c => !said.has(fold(c.name)));
      if (extra.length === 0) continue;
      yield {
        rule: this.id, span: declaration.nameSpan ?? declaration.span, message: `The query returns ${listed(extra.map(c => c.name))}, which the contract does not list`,
        data: { id: declaration.id, remove: null, add: extra.map(c => ({ name: c.name, type: c.type })) } satisfies Data,
      };
    }
  },
  fixes(finding, document) {
    const { id, remove, add } = finding.data as Data;
    const declaration = declarationOf(document, id);
    if (!declaration) return [];
    if (remove) return editFix(document, 'Remove this column from the contract', [{ op: 'remove', path: remove }]);
    return editFix(document, `Add ${listed(add.map(c => c.name))} to the contract`, add.map(c => ({ op: 'append' as const, path: [...declaration.path, 'columns'], value: c.type ? { name: c.name, data_type: c.type } : { name: c.name } })));
  },
  examples: [
    {
      title: 'a column the query does not return',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id, cast(paid as boolean) as paid from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
          #       ^^^^^^ returns 'paid', which the contract does not list
            config:
              contract: {enforced: true}
            columns:
              - name: id
                data_type: integer
              - name: amount
              #       ^^^^^^ the query does not return it
                data_type: numeric
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: orders
            config:
              contract: {enforced: true}
            columns:
              - name: id
                data_type: integer
              - name: paid
                data_type: boolean
      `,
    },
    {
      title: 'a star over a table of unknown columns',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select *, 1 as one from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            config:
              contract: {enforced: true}
            columns:
              - name: id
                data_type: integer
      `,
    },
  ],
};
