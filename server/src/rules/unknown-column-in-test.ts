import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { fold, isOwnFile } from './shared/dbt';
import { didYouMean, replaceBy } from './shared/names';

/** Places of column mentions that are no tests: rules of their own look at them. */
const OTHER = ['constraint', 'given', 'expect', 'semantic'];

export const rule: Rule = {
  id: 'unknown-column-in-test',
  group: 'testing',
  severity: 'warning',
  certainty: 'resolved',
  summary: "A test's arguments name a column that its table does not have",
  why: 'The test fails with an error of the warehouse that points into generated SQL. Said only where all columns of the table are known; expressions are left alone.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/data-tests'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    for (const reference of document.facts.references) {
      const place = reference.data?.['place'];
      if (!reference.column || typeof place !== 'string' || OTHER.includes(place) || !reference.path?.some(p => p === 'data_tests' || p === 'tests')) continue;
      const resolution = ws.resolve(reference, document.path);
      if (resolution.kind !== 'one' || resolution.entity.definitions > 1) continue;
      const { columns, complete } = ws.columns(resolution.entity.id);
      const { name, span } = reference.column;
      if (!complete || columns.length === 0 || !/^["`]?\w+["`]?$/.test(name) || columns.some(c => fold(c.name) === fold(name))) continue;
      const near = closest(fold(name), columns.map(c => c.name), 2);
      yield { rule: this.id, span, message: `'${name}' is not a column of '${resolution.entity.name}'${didYouMean(near)}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a column of the model, and one of the model it points to',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select id, name from {{ source('raw', 'customers') }}
        //- models/orders.sql
        select id, customer_id, day from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            data_tests:
              - dbt_utils.unique_combination_of_columns:
                  combination_of_columns: [id, dya]
                  #                            ^^^ 'dya' is not a column of 'orders'; did you mean 'day'?
            columns:
              - name: customer_id
                data_tests:
                  - relationships:
                      to: ref('customers')
                      field: nmae
                      #      ^^^^ 'nmae' is not a column of 'customers'
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: orders
            data_tests:
              - dbt_utils.unique_combination_of_columns:
                  combination_of_columns: [id, day]
            columns:
              - name: customer_id
                data_tests:
                  - relationships:
                      to: ref('customers')
                      field: name
      `,
    },
    {
      title: 'columns that are there, and a table of unknown columns',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select * from {{ source('raw', 'customers') }}
        //- models/orders.sql
        select id, customer_id, day from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            data_tests:
              - dbt_utils.unique_combination_of_columns:
                  combination_of_columns: [ID, "day"]
            columns:
              - name: customer_id
                data_tests:
                  - relationships:
                      to: ref('customers')
                      field: number
      `,
    },
  ],
};
