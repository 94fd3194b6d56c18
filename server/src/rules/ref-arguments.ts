import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { replaceText } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'ref-arguments',
  group: 'references',
  severity: 'error',
  certainty: 'certain',
  summary: 'ref, source, doc or metric is called with wrong arguments',
  why: '`ref`, `doc` and `metric` take a name, or a package and a name; `source` takes a source and a table. All are texts. dbt stops with `RefArgsError`, `NumberSourceArgsError` and the like. A name without quotes is a variable of Jinja, which is not defined.',
  sources: ['https://docs.getdbt.com/reference/dbt-jinja-functions/ref', 'https://docs.getdbt.com/reference/dbt-jinja-functions/source', 'dbt RefArgsError, NumberSourceArgsError, DocArgsError, MetricArgsError'],
  about: ['dbt'],
  fix: 'suggested',
  check: document => problemsOf(document, 'ref-arguments'),
  fixes(finding, document) {
    const name = told(finding).text('name');
    return name === null ? [] : [replaceText(document, 'Put the name in quotes', finding.span, `'${name}'`)];
  },
  examples: [
    {
      title: 'a name without quotes',
      files: `
        ${SHOP}
        //- models/customers.sql
        select 1 as id
        //- models/orders.sql
        select * from {{ ref(customers) }}
        --                   ^^^^^^^^^ write it in quotes
      `,
      fixed: `
        //- models/orders.sql
        select * from {{ ref('customers') }}
      `,
    },
    {
      title: 'a source without its table',
      files: `
        ${SHOP}
        //- models/orders.sql
        select * from {{ source('raw') }}
        --               ^^^^^^^^^^^^^ source takes a source name and a table name
      `,
    },
    {
      title: 'calls that are in order',
      files: `
        ${SHOP}
        //- models/customers.sql
        select 1 as id
        //- models/orders.sql
        select * from {{ ref('shop', 'customers') }} where '{{ ref('customers') }}' is not null
      `,
    },
  ],
};
