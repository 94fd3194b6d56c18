import type { QueryFact } from '../model/facts';
import type { Rule } from '../model/rule';
import type { DocumentView, Workspace } from '../model/workspace';
import { isForeign, isTested } from './shared/dbt';
import { sqlQueries } from './shared/queries';

export const rule: Rule = {
  id: 'not-in-nullable',
  group: 'sql',
  severity: 'hint',
  certainty: 'advice',
  summary: '`NOT IN` a subquery whose column may be null',
  why: 'One NULL in the subquery and the condition is true for no row at all, so the result is empty without a word. Filter the nulls out, or write NOT EXISTS. A column with a `not_null` test or constraint, or one the subquery filters, is left alone.',
  sources: ['SQL: three-valued logic'],
  about: ['sql', 'dbt'],
  fix: 'none',
  *check(document, ws) {
    if (isForeign(document)) return;
    for (const query of sqlQueries(document))
      for (const [index, scope] of query.query.scopes.entries()) {
        if (scope.kind !== 'select' || scope.cte || scope.parent === null || scope.outputs.length !== 1 || scope.incomplete) continue;
        const [output] = scope.outputs;
        const [use, more] = output!.uses;
        if (output!.star || output!.kind !== 'identity' || !use || more) continue;
        const before = document.text.slice(Math.max(0, scope.span.start - 60), scope.span.start);
        const head = /\bnot\s+in\s*\(\s*$/i.exec(before);
        if (!head || scope.indirect.some(u => u.column.toLowerCase() === use.column.toLowerCase()) || !mayBeNull(document, ws, query, index)) continue;
        const start = scope.span.start - before.length + head.index;
        yield { rule: this.id, span: { start, end: start + head[0].trimEnd().replace(/\s*\($/, '').length }, message: `If '${use.column}' is ever null, this is true for no row: filter the nulls out, or use NOT EXISTS` };
      }
  },
  examples: [
    {
      title: 'a column nobody tests',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/new_orders.sql
        select id from {{ source('raw', 'orders') }} where id not in (select order_id from {{ source('raw', 'cancelled') }})
        --                                                    ^^^^^^ If 'order_id' is ever null
      `,
    },
    {
      title: 'a filter, and a tested column',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/a.sql
        select id from {{ source('raw', 'orders') }} where id not in (select order_id from {{ source('raw', 'cancelled') }} where order_id is not null)
        //- models/b.sql
        select id from {{ source('raw', 'orders') }} where id not in (select code from {{ source('raw', 'codes') }})
        //- models/sources.yml
        sources:
          - name: raw
            tables:
              - name: codes
                columns:
                  - name: code
                    data_tests: [not_null]
      `,
    },
  ],
};

function mayBeNull(document: DocumentView, ws: Workspace, query: QueryFact, index: number): boolean {
  const { columns } = ws.scopeColumns(document.path, query, index);
  const dataset = columns[0]?.dataset;
  const use = query.query.scopes[index]!.outputs[0]!.uses[0]!;
  const target = ws.resolveUse(document.path, query, use);
  if (target.kind !== 'column') return dataset !== undefined && target.kind === 'open';
  return ws.column(target.dataset, target.column)?.nullable !== false && !isTested(ws.checks(target.dataset), 'not_null', target.column);
}
