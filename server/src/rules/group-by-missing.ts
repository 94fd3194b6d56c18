import type { Scope } from '../model/query';
import type { Rule } from '../model/rule';
import { isForeign } from './shared/dbt';
import { sqlQueries } from './shared/queries';

const STRICT = ['snowflake', 'bigquery', 'redshift', 'postgres', 'databricks', 'duckdb', 'trino', 'tsql', 'clickhouse'];

export const rule: Rule = {
  id: 'group-by-missing',
  group: 'sql',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A plain column stands beside an aggregate without GROUP BY',
  why: 'The warehouse rejects the query: without GROUP BY the result is one row, and the column has many values. Reported for dialects that have no exception, and only where the word GROUP does not occur in the select at all.',
  sources: ['SQL: GROUP BY'],
  about: ['sql', 'dbt'],
  fix: 'none',
  *check(document, ws) {
    if (isForeign(document)) return;
    for (const query of sqlQueries(document)) {
      if (!STRICT.includes(query.dialect)) continue;
      for (const [index, scope] of query.query.scopes.entries()) {
        if (scope.kind !== 'select' || scope.incomplete || scope.inputs.length === 0) continue;
        const aggregate = scope.outputs.find(o => o.kind === 'aggregation' && !o.opaque && o.subqueries.length === 0);
        if (!aggregate || scope.outputs.some(o => o.opaque || o.star) || /\bgroup\b|\bover\b|\{[{%]/i.test(ownText(document.text, scope))) continue;
        const aliases = new Set(scope.outputs.flatMap(o => (o.aliased && o.name !== null ? [o.name.toLowerCase()] : [])));
        for (const output of scope.outputs) {
          const [use, more] = output.uses;
          if (output.kind !== 'identity' || !use || more || use.kind !== 'identity' || use.scope !== index || use.span.start < output.expression.start) continue;
          if (use.qualifier.length === 0 && aliases.has(use.column.toLowerCase()) && !output.aliased) continue;
          const target = ws.resolveUse(document.path, query, use);
          if (!(target.kind === 'column' || (target.kind === 'output' && target.scope !== index))) continue;
          if (!scope.inputs.some((input, i) => (use.qualifier.length === 0 || input.name?.toLowerCase() === use.qualifier.at(-1)!.toLowerCase()) && ws.inputColumns(document.path, query, index, i).columns.some(c => c.name.toLowerCase() === use.column.toLowerCase()))) continue;
          yield { rule: this.id, span: output.expression, message: `'${use.column}' stands beside an aggregate, but the query has no GROUP BY` };
          break;
        }
      }
    }
  },
  examples: [
    {
      title: 'a forgotten GROUP BY',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- profiles.yml
        shop:
          target: dev
          outputs:
            dev: {type: postgres, schema: public}
        //- models/orders.sql
        select day, amount from raw.orders
        //- models/sales.sql
        select o.day, sum(o.amount) as amount from {{ ref('orders') }} as o
        --     ^^^^^ 'day' stands beside an aggregate
      `,
    },
    {
      title: 'grouped, aggregated as a whole, and a window',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- profiles.yml
        shop:
          target: dev
          outputs:
            dev: {type: postgres, schema: public}
        //- models/a.sql
        with orders as (select day, amount from raw.orders)
        select day, sum(amount) as amount from orders group by all
        //- models/b.sql
        with orders as (select day, amount from raw.orders)
        select max(day) as day, sum(amount) as amount from orders
        //- models/c.sql
        with orders as (select day, amount from raw.orders)
        select day, sum(amount) over (partition by day) as amount from orders
      `,
    },
  ],
};

/** The text of a select without its tables, which may be written as Jinja. */
function ownText(text: string, scope: Scope): string {
  let out = '';
  let at = scope.span.start;
  for (const { span } of scope.inputs) {
    out += text.slice(at, Math.max(at, span.start));
    at = Math.max(at, span.end);
  }
  return out + text.slice(at, scope.span.end);
}
