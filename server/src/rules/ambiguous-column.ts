import type { Rule } from '../model/rule';
import { usesIn } from '../model/uses';
import { encloses } from '../text/span';
import { isForeign, listed } from './shared/dbt';
import { sqlQueries } from './shared/queries';

export const rule: Rule = {
  id: 'ambiguous-column',
  group: 'sql',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A column without a table name that several tables have',
  why: 'The warehouse rejects the query, as it can\'t tell which table\'s column is meant. Said only where the columns of the tables in question are all known for certain. Columns merged by USING, and names of the SELECT list in ORDER BY and the like, are left alone.',
  sources: ['SQL: name resolution of column references'],
  about: ['sql', 'dbt'],
  fix: 'suggested',
  *check(document, ws) {
    if (isForeign(document)) return;
    for (const query of sqlQueries(document))
      for (const use of usesIn(query)) {
        if (use.qualifier.length > 0) continue;
        const target = ws.resolveUse(document.path, query, use);
        if (target.kind !== 'ambiguous') continue;
        const scope = query.query.scopes[use.scope];
        const column = use.column.toLowerCase();
        if (!scope || scope.incomplete || scope.outputs.some(o => o.name?.toLowerCase() === column && !encloses(o.expression, use.span))) continue;
        if (scope.outputs.some(o => o.star !== null) && use.kind !== 'identity' && use.kind !== 'transformation' && use.kind !== 'aggregation' && use.kind !== 'join') continue;
        const holders = scope.inputs.flatMap((input, i) => {
          const set = ws.inputColumns(document.path, query, use.scope, i);
          return set.columns.some(c => c.name.toLowerCase() === column) ? [{ name: input.name, complete: set.complete }] : [];
        });
        if (holders.length < 2 || !holders.every(h => h.complete && h.name !== null)) continue;
        const names = holders.map(h => h.name!);
        yield { rule: this.id, span: use.span, message: `'${use.column}' is a column of ${listed(names, 4)}: say which one`, data: { names } };
      }
  },
  fixes(finding, document) {
    const { names } = finding.data as { names: string[] };
    return names.filter(n => /^[A-Za-z_]\w*$/.test(n)).map(name => ({
      title: `Change to ${name}.${document.text.slice(finding.span.start, finding.span.end)}`, safe: false,
      changes: [{ kind: 'edit' as const, file: document.path, operations: [{ op: 'text' as const, span: { start: finding.span.start, end: finding.span.start }, text: `${name}.` }] }],
    }));
  },
  examples: [
    {
      title: 'a column of both tables',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- seeds/orders.csv
        order_id,shop
        //- seeds/lines.csv
        order_id,amount
        //- models/sales.sql
        select order_id, amount from {{ ref('orders') }} as o join {{ ref('lines') }} as l on o.order_id = l.order_id
        --     ^^^^^^^^ is a column of 'o' and 'l'
      `,
      fixed: `
        //- models/sales.sql
        select o.order_id, amount from {{ ref('orders') }} as o join {{ ref('lines') }} as l on o.order_id = l.order_id
      `,
    },
    {
      title: 'USING, an alias in ORDER BY, and a table of unknown columns',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- seeds/orders.csv
        order_id,shop
        //- seeds/lines.csv
        order_id,amount
        //- models/sales.sql
        select order_id, amount from {{ ref('orders') }} join {{ ref('lines') }} using (order_id)
        //- models/sorted.sql
        select o.order_id from {{ ref('orders') }} as o join {{ ref('lines') }} as l on o.order_id = l.order_id order by order_id
        //- models/other.sql
        select order_id from {{ ref('orders') }} as o join {{ source('raw', 'lines') }} as l on true
      `,
    },
  ],
};
