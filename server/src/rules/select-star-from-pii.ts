import type { Rule } from '../model/rule';
import { isOwnFile, listed } from './shared/dbt';
import { classificationOf } from './shared/personal';
import { sqlQueries } from './shared/queries';

export const rule: Rule = {
  id: 'select-star-from-pii',
  group: 'governance',
  severity: 'information',
  certainty: 'resolved',
  summary: 'A star carries personal columns into a model',
  why: 'Whoever wrote the star may not know that it brings personal data along, and every personal column that is added upstream follows by itself. List the columns that are needed. Staging models, which are there to take everything over, are left alone.',
  sources: ['dbt-bouncer MO008'],
  about: ['dbt.model'],
  fix: 'none',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    for (const query of sqlQueries(document)) {
      const entity = query.dataset === null ? undefined : ws.entity(query.dataset);
      if (entity?.type !== 'dbt.model' || /^(stg|base|src|raw)_/.test(entity.name) || /(^|\/)(staging|base|raw)\//.test(document.path)) continue;
      const returned = new Set(ws.columns(entity.id).columns.map(c => c.name.toLowerCase()));
      for (const [index, scope] of query.query.scopes.entries()) {
        for (const output of scope.outputs) {
          if (!output.star || output.span.end <= output.span.start) continue;
          const wanted = output.star.qualifier?.at(-1)?.toLowerCase();
          const except = new Set(output.star.except.map(e => e.name.toLowerCase()));
          const personal = scope.inputs.flatMap((input, i) => {
            if (input.source.kind !== 'table' || (wanted !== undefined && input.name?.toLowerCase() !== wanted)) return [];
            return ws.inputColumns(document.path, query, index, i).columns.filter(c => {
              const known = c.dataset === null ? undefined : ws.column(c.dataset, c.name);
              const found = known ? classificationOf(known) : null;
              return found !== null && !found.open && !except.has(c.name.toLowerCase()) && returned.has(c.name.toLowerCase());
            });
          });
          if (personal.length > 0) yield { rule: this.id, span: output.span, message: `This star brings personal data into '${entity.name}': ${listed(personal.map(c => c.name))}` };
        }
      }
    }
  },
  examples: [
    {
      title: 'a star over classified columns',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/stg_customers.sql
        select id, email from {{ source('raw', 'customers') }}
        //- models/customers.sql
        select ccc.* from {{ ref('stg_customers') }} as ccc
        --     ^^^^^ This star brings personal data into 'customers': 'email'
        //- models/schema.yml
        models:
          - name: stg_customers
            columns:
              - name: email
                tags: [pii]
      `,
    },
    {
      title: 'columns that are left out',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/stg_customers.sql
        select id, email from {{ source('raw', 'customers') }}
        //- models/customers.sql
        with c as (select * from {{ ref('stg_customers') }})
        select id from c
        //- models/schema.yml
        models:
          - name: stg_customers
            columns:
              - name: email
                tags: [pii]
      `,
    },
  ],
};
