import type { Rule } from '../model/rule';
import { describedDatasets, editFix, fold, queryOf } from './shared/dbt';
import { originsOf } from './shared/origins';
import { familyOf } from './shared/types';

export const rule: Rule = {
  id: 'contract-type-mismatch',
  group: 'contracts',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'The query casts a column to another type than the enforced contract says',
  why: 'dbt compares the types before it builds the model and stops if they differ. Only explicit casts are compared, and only the kind of type (number, text, boolean, date, …), since the spelling is the warehouse\'s.',
  sources: ['https://docs.getdbt.com/docs/mesh/govern/model-contracts', 'dbt ContractError'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      if (entity.attributes.contract !== true) continue;
      const found = queryOf(entity, ws);
      if (!found) continue;
      for (const column of declaration.columns) {
        const said = familyOf(column.type);
        if (!said || !column.typeSpan || !column.path) continue;
        const origins = originsOf(ws, found.document.path, found.query, found.query.query.root, fold(column.name));
        if (origins?.length !== 1) continue;
        const { output } = origins[0]!;
        const text = found.document.text.slice(output.expression.start, output.expression.end);
        const made = familyOf(output.type);
        if (!made || made === said || !isCast(text)) continue;
        yield { rule: this.id, span: column.typeSpan, message: `The query casts '${column.name}' to ${output.type!}, but the contract says ${column.type!}`, data: { path: [...column.path, 'data_type'], type: output.type } };
      }
    }
  },
  fixes(finding, document) {
    const { path, type } = finding.data as { path: (string | number)[]; type: string };
    return editFix(document, `Change to ${type}`, [{ op: 'set', path, value: type }]);
  },
  examples: [
    {
      title: 'a cast to another type',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select cast(id as integer) as id from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            config:
              contract: {enforced: true}
            columns:
              - name: id
                data_type: varchar
                #          ^^^^^^^ casts 'id' to integer
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
      `,
    },
    {
      title: 'the same kind of type, and a model without a contract',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select cast(id as integer) as id, amount::numeric as amount from {{ source('raw', 'orders') }}
        //- models/free.sql
        select cast(id as integer) as id from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            config:
              contract: {enforced: true}
            columns:
              - name: id
                data_type: bigint
              - name: amount
                data_type: decimal(10, 2)
          - name: free
            columns:
              - name: id
                data_type: varchar
      `,
    },
  ],
};

/** Whether the whole expression is a cast. */
function isCast(text: string): boolean {
  return /^\s*(try_|safe_)?cast\s*\([\s\S]*\)\s*$/i.test(text) || /::\s*[A-Za-z][\w ]*(\([\d\s,]*\))?\s*$/.test(text);
}
