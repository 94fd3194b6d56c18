import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { isOwnFile } from './shared/dbt';
import { replaceBy } from './shared/names';

export const rule: Rule = {
  id: 'constraint-unknown-column',
  group: 'contracts',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A constraint names a column that its table does not have',
  why: 'The warehouse refuses to create the table. Said only where all columns of the table are known.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/constraints'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    for (const reference of document.facts.references) {
      if (reference.data?.['place'] !== 'constraint' || !reference.column) continue;
      const resolution = ws.resolve(reference, document.path);
      if (resolution.kind !== 'one') continue;
      const { columns, complete } = ws.columns(resolution.entity.id);
      const { name, span } = reference.column;
      const plain = name.replace(/^["`]|["`]$/g, '');
      if (!complete || columns.some(c => c.name.toLowerCase() === plain.toLowerCase())) continue;
      const near = closest(plain, columns.map(c => c.name), 2);
      yield { rule: this.id, span, message: `'${name}' is not a column of '${resolution.entity.name}'${near[0] ? `; did you mean '${near[0]}'?` : ''}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt column',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sales.sql
        select day, shop from {{ source('raw', 'sales') }}
        //- models/schema.yml
        models:
          - name: sales
            constraints:
              - type: primary_key
                columns: [day, shopp]
                #              ^^^^^ 'shopp' is not a column of 'sales'
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: sales
            constraints:
              - type: primary_key
                columns: [day, shop]
      `,
    },
    {
      title: 'columns that are there, and a table of unknown columns',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sales.sql
        select day, shop from {{ source('raw', 'sales') }}
        //- models/all_sales.sql
        select * from {{ source('raw', 'sales') }}
        //- models/schema.yml
        models:
          - name: sales
            constraints:
              - type: primary_key
                columns: [day, shop]
          - name: all_sales
            constraints:
              - type: primary_key
                columns: [id]
      `,
    },
  ],
};
