import type { QueryFact } from '../model/facts';
import type { Input, Scope } from '../model/query';
import type { Rule } from '../model/rule';
import { isForeign } from './shared/dbt';
import { topLevel } from './shared/sqlText';
import { sqlQueries } from './shared/queries';

export const rule: Rule = {
  id: 'cartesian-join',
  group: 'performance',
  severity: 'information',
  certainty: 'advice',
  summary: 'Two tables are joined without a condition',
  why: 'Every row of one table meets every row of the other. After a comma in FROM without a condition on the table in WHERE that is most likely forgotten; say CROSS JOIN where it is meant. Subqueries that have only one row, and functions such as UNNEST, are left alone.',
  sources: ['SQLFluff ST11, CV12'],
  about: ['sql', 'dbt'],
  fix: 'none',
  *check(document) {
    if (isForeign(document)) return;
    for (const query of sqlQueries(document))
      for (const scope of query.query.scopes) {
        if (scope.kind !== 'select' || scope.incomplete || !scope.inputs.some((input, i) => i > 0 && input.join === 'from' && isTable(query, input))) continue;
        const flat = topLevel(document.text, scope.span);
        // A condition whose columns bear no table name may be about any of them.
        const named = scope.indirect.filter(u => u.kind === 'filter' || u.kind === 'join');
        if (named.some(u => u.qualifier.length === 0) || /\b(where|on)\b[\s\S]*\{\{/i.test(document.text.slice(scope.span.start, scope.span.end))) continue;
        for (const [i, input] of scope.inputs.entries()) {
          if (i === 0 || input.join !== 'from' || input.name === null || !isTable(query, input) || !isTable(query, scope.inputs[i - 1]!)) continue;
          if (named.some(u => u.qualifier.at(-1)?.toLowerCase() === input.name!.toLowerCase())) continue;
          if (!/,\s*$/.test(flat.slice(0, input.span.start - scope.span.start)) || refersTo(query, scope, input.name)) continue;
          yield { rule: this.id, span: input.span, message: `Nothing joins '${input.name}' to the tables before it: every row meets every row` };
        }
      }
  },
  examples: [
    {
      title: 'a comma without a condition',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sales.sql
        select o.id, r.rate from {{ source('raw', 'orders') }} as o, raw.rates as r
        --                                                           ^^^^^^^^^^^^^^ Nothing joins 'r'
        where o.paid
      `,
    },
    {
      title: 'a condition, a deliberate cross join, one row, and unnest',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/a.sql
        select o.id, r.rate from {{ source('raw', 'orders') }} as o, raw.rates as r where o.currency = r.currency
        //- models/b.sql
        select o.id, r.rate from {{ source('raw', 'orders') }} as o cross join raw.rates as r
        //- models/c.sql
        select o.id, m.most from {{ source('raw', 'orders') }} as o, (select max(id) as most from raw.rates) as m
        //- models/d.sql
        select o.id, tag from {{ source('raw', 'orders') }} as o, unnest(o.tags) as tag
      `,
    },
  ],
};

/** Whether an input may have many rows and is no function of the ones before it. */
function isTable(query: QueryFact, input: Input): boolean {
  if (input.source.kind === 'table') return true;
  if (input.source.kind !== 'scope') return false;
  const scope = query.query.scopes[input.source.scope];
  if (scope?.kind !== 'select' || scope.inputs.length === 0) return false;
  const aggregated = scope.outputs.some(o => o.kind === 'aggregation') && !scope.indirect.some(u => u.kind === 'group_by');
  return !aggregated;
}

/** A subquery in FROM that names the outer input joins it laterally. */
function refersTo(query: QueryFact, scope: Scope, name: string): boolean {
  return query.query.scopes.some(s => s !== scope && s.indirect.some(u => u.qualifier.at(-1)?.toLowerCase() === name.toLowerCase()));
}
