import type { QueryFact } from '../model/facts';
import type { Use } from '../model/query';
import type { Rule } from '../model/rule';
import type { DocumentView, Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import { isForeign } from './shared/dbt';
import { equations } from './shared/equations';
import { replaceText } from './shared/fixes';
import { familyOf } from './shared/types';
import { sqlQueries } from './shared/queries';

export const rule: Rule = {
  id: 'join-type-mismatch',
  group: 'sql',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A join compares columns of different types',
  why: 'A number and a text are compared: some warehouses reject the query, others convert every row, which is slow and fails on the first value that is no number. Reported only where casts or declarations tell both types.',
  sources: ['SQL: comparison of types'],
  about: ['sql', 'dbt'],
  fix: 'suggested',
  *check(document, ws) {
    if (isForeign(document)) return;
    for (const query of sqlQueries(document))
      for (const scope of query.query.scopes) {
        if (scope.kind !== 'select' || scope.incomplete) continue;
        for (const { left, right } of equations(document.text, scope)) {
          const a = typeOf(document, ws, query, left);
          const b = typeOf(document, ws, query, right);
          const [x, y] = [familyOf(a), familyOf(b)];
          if (!x || !y || x === y || !CLASHES.has([x, y].sort().join(' '))) continue;
          yield { rule: this.id, span: right.span, message: `'${left.column}' is ${a!} but '${right.column}' is ${b!}: cast one of them`, data: { left: whole(left), right: whole(right), leftType: a, rightType: b } };
        }
      }
  },
  fixes(finding, document) {
    const { left, right, leftType, rightType } = finding.data as { left: Span; right: Span; leftType: string; rightType: string };
    const cast = (span: Span, type: string) => {
      const column = document.text.slice(span.start, span.end);
      return replaceText(document, `Cast ${column} to ${type}`, span, `cast(${column} as ${type})`);
    };
    return [cast(right, leftType), cast(left, rightType)];
  },
  examples: [
    {
      title: 'a number and a text',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sales.sql
        with o as (select cast(customer as varchar) as customer from raw.orders),
        c as (select cast(id as integer) as customer_id from raw.customers)
        select o.customer from o join c on o.customer = c.customer_id
        --                                                ^^^^^^^^^^^ cast one of them
      `,
      fixed: `
        //- models/sales.sql
        with o as (select cast(customer as varchar) as customer from raw.orders),
        c as (select cast(id as integer) as customer_id from raw.customers)
        select o.customer from o join c on o.customer = cast(c.customer_id as varchar)
      `,
    },
    {
      title: 'one type, and types that nobody knows',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sales.sql
        with o as (select cast(customer as bigint) as customer, shop from raw.orders),
        c as (select cast(id as integer) as id, shop::text as shop from raw.customers)
        select o.customer from o join c on o.customer = c.id and o.shop = c.shop
      `,
    },
  ],
};

/** Pairs that some warehouses refuse and none compares as it is meant. */
const CLASHES: ReadonlySet<string> = new Set(['number text', 'boolean text', 'boolean number', 'date number', 'number timestamp']);

function typeOf(document: DocumentView, ws: Workspace, query: QueryFact, use: Use): string | null {
  const target = ws.resolveUse(document.path, query, use);
  if (target.kind === 'column') return ws.column(target.dataset, target.column)?.type ?? null;
  if (target.kind !== 'output') return null;
  return query.query.scopes[target.scope]?.outputs[target.output]?.type ?? null;
}

/** The column with what qualifies it. */
function whole(use: Use): Span {
  return { start: use.qualifierSpan?.start ?? use.span.start, end: use.span.end };
}
