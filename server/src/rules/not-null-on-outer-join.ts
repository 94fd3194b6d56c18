import type { Check, Path, QueryFact } from '../model/facts';
import type { Rule } from '../model/rule';
import type { DocumentView, Workspace } from '../model/workspace';
import { definingDocument, editFix, isOwnFile } from './shared/dbt';
import { hasOuterJoin, originsOf } from './shared/origins';
import { topLevel } from './shared/sqlText';

export const rule: Rule = {
  id: 'not-null-on-outer-join',
  group: 'testing',
  severity: 'information',
  certainty: 'resolved',
  summary: 'A column tested with `not_null` comes from the optional side of an outer join',
  why: 'Rows without a partner have NULL in every column of the joined side, so the test only holds as long as every row has one. Test it with `relationships` instead, join with INNER JOIN, or give a value with `coalesce`. Nothing is said if the query filters.',
  sources: ['SQL: outer joins'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    // Checks of one model stand together.
    let targets: Check['targets'] | null = null;
    let joined: { readonly name: string; readonly sql: DocumentView; readonly query: QueryFact } | null = null;
    for (const check of document.facts.checks) {
      if (check.assertion !== 'not_null' || check.columns.length !== 1 || !check.enabled || check.config['where'] || check.config['severity'] === 'warn' || check.config['error_if'] || Object.keys(check.arguments).length > 0) continue;
      if (targets === null || !sameItems(targets, check.targets)) joined = joinOf(check, ws);
      targets = check.targets;
      if (!joined) continue;
      const { name, sql, query } = joined;
      const origins = originsOf(ws, sql.path, query, query.query.root, check.columns[0]!);
      if (origins?.length !== 1 || !origins[0]!.nullable) continue;
      // A filter anywhere may drop the rows without a partner.
      if (query.query.scopes.some(s => s.kind === 'select' && /\b(where|having|qualify)\b/i.test(topLevel(sql.text, s.span)))) continue;
      if (origins[0]!.output.kind !== 'identity') continue;
      yield { rule: this.id, span: check.testSpan, message: `'${check.columns[0]!}' of '${name}' comes from the optional side of an outer join, so it is null for rows without a partner`, data: check.path };
    }
  },
  fixes(finding, document) {
    const path = finding.data as Path | null;
    return path ? editFix(document, 'Remove this test', [{ op: 'remove', path }]) : [];
  },
  examples: [
    {
      title: 'a column of a left-joined table',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        with c as (select * from {{ source('raw', 'customers') }})
        select o.id, c.name from {{ source('raw', 'orders') }} as o left join c on c.id = o.customer_id
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests: [not_null]
              - name: name
                data_tests: [not_null]
                #            ^^^^^^^^ comes from the optional side of an outer join
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests: [not_null]
              - name: name
      `,
    },
    {
      title: 'a filled-in value, and an inner join',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select o.id, coalesce(c.name, '?') as name, p.price
        from {{ source('raw', 'orders') }} as o
        left join {{ source('raw', 'customers') }} as c on c.id = o.customer_id
        join {{ source('raw', 'prices') }} as p on p.id = o.price_id
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: name
                data_tests: [not_null]
              - name: price
                data_tests: [not_null]
      `,
    },
  ],
};

/** The one query of the model that is checked, if that is an outer join. */
function joinOf(check: Check, ws: Workspace): { readonly name: string; readonly sql: DocumentView; readonly query: QueryFact } | null {
  for (const target of check.targets) {
    const [entity] = ws.answering(target);
    if (!entity) continue;
    if (entity.type !== 'dbt.model') return null;
    const sql = definingDocument(entity, ws);
    const [query, more] = sql?.facts.queries.filter(q => q.dataset !== null) ?? [];
    return sql && query && !more && hasOuterJoin(query) ? { name: entity.name, sql, query } : null;
  }
  return null;
}

function sameItems(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((x, i) => x === b[i]));
}
