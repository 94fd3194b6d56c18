import type { Rule } from '../model/rule';
import { usesIn } from '../model/uses';
import { replaceBy } from './shared/names';

/** Dialects in which `"x"` is a string, or a string where no column has that name. */
const LOOSE_QUOTES = ['', 'bigquery', 'mysql', 'databricks', 'clickhouse'];

export const rule: Rule = {
  id: 'unknown-column',
  group: 'sql',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A query names a column that none of its tables has',
  why: 'The warehouse rejects the query. Reported only where the columns of every table in scope are known for certain: from seeds, from DDL, or from queries that themselves resolve down to such tables. Where a table of unknown columns is joined, nothing is said.',
  sources: ['SQL: name resolution of column references'],
  about: ['sql', 'dbt'],
  fix: 'suggested',
  *check(document, workspace) {
    // What is read once and used twice is told once.
    const told = new Set<number>();
    for (const query of document.facts.queries)
      for (const use of usesIn(query)) {
        if (told.has(use.span.start)) continue;
        const target = workspace.resolveUse(document.path, query, use);
        if (target.kind !== 'unknown') continue;
        // A column that Jinja names is not written where its value is put.
        if (!document.text.slice(use.span.start, use.span.end).toLowerCase().includes(use.column.toLowerCase())) continue;
        // Where the dialect is not known, a text in double quotes may be a string.
        if (use.quoted && document.text[use.span.start] === '"' && LOOSE_QUOTES.includes(query.dialect)) continue;
        told.add(use.span.start);
        const where = target.inputs.length === 0 || query.dialect === 'frame' ? 'here' : `in ${target.inputs.slice(0, 4).map(i => `'${i}'`).join(', ')}`;
        const near = target.near.filter(n => n.toLowerCase() !== use.column.toLowerCase());
        yield { rule: this.id, span: use.span, message: `There is no column '${use.column}' ${where}${near[0] ? `; did you mean '${near[0]}'?` : ''}`, data: { near } };
      }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt column of a seed',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- seeds/countries.csv
        code,name
        DE,Germany
        //- models/names.sql
        with c as (select * from {{ ref('countries') }})
        select c.cod, name from c
        --       ^^^ There is no column 'cod' in 'c'; did you mean 'code'?
      `,
      fixed: `
        //- models/names.sql
        with c as (select * from {{ ref('countries') }})
        select c.code, name from c
      `,
    },
    {
      title: 'columns of a source are not all known',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sources.yml
        sources:
          - name: raw
            tables:
              - name: orders
                columns:
                  - name: id
        //- models/orders.sql
        select id, amount from {{ source('raw', 'orders') }}
      `,
    },
  ],
};
