import type { QueryFact } from '../model/facts';
import type { Rule } from '../model/rule';
import type { DocumentView, Workspace } from '../model/workspace';
import { isForeign } from './shared/dbt';
import { sqlQueries } from './shared/queries';

export const rule: Rule = {
  id: 'set-operation-column-count',
  group: 'sql',
  severity: 'error',
  certainty: 'resolved',
  summary: 'The sides of a UNION have different numbers of columns',
  why: 'UNION, EXCEPT and INTERSECT put columns together by position, so the warehouse rejects the query. Stars are counted where the columns behind them are all known; other sides with a star are left alone.',
  sources: ['SQL: set operations', 'SQLFluff AM07'],
  about: ['sql', 'dbt'],
  fix: 'none',
  *check(document, ws) {
    if (isForeign(document)) return;
    for (const query of sqlQueries(document))
      for (const scope of query.query.scopes) {
        if (scope.kind !== 'set' || scope.byName || scope.incomplete) continue;
        let first: number | null = null;
        for (const branch of scope.branches) {
          const count = width(document, ws, query, branch, 0);
          if (count === null) continue;
          first ??= count;
          if (count === first) continue;
          const { span } = query.query.scopes[branch]!;
          const word = /^[^\s(]+/.exec(document.text.slice(span.start, span.end));
          yield { rule: this.id, span: { start: span.start, end: span.start + (word?.[0].length ?? 1) }, message: `This side has ${count} ${count === 1 ? 'column' : 'columns'}, the first one ${first}` };
          break;
        }
      }
  },
  examples: [
    {
      title: 'one column less',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/people.sql
        select id, name, mail from {{ source('raw', 'customers') }}
        union all
        select id, name from {{ source('raw', 'staff') }}
        ^^^^^^ This side has 2 columns, the first one 3
      `,
    },
    {
      title: 'the same number, and a star that nobody can count',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/people.sql
        select id, name from {{ source('raw', 'customers') }}
        union all
        select * from {{ source('raw', 'staff') }}
        union all
        select id, {{ name_column() }} as name from {{ source('raw', 'others') }}
      `,
    },
  ],
};

/** The number of columns of a scope; null if it can't be told for certain. */
function width(document: DocumentView, ws: Workspace, query: QueryFact, index: number, depth: number): number | null {
  const scope = query.query.scopes[index];
  if (!scope || scope.incomplete || depth > 20) return null;
  if (scope.kind === 'set') return scope.branches[0] === undefined ? null : width(document, ws, query, scope.branches[0], depth + 1);
  if (scope.kind !== 'select' || scope.outputs.length === 0) return null;
  if (scope.outputs.every(o => o.star === null && !(o.opaque && o.name === null))) return scope.outputs.length;
  // Merged columns of a join depend on the dialect, so such stars are not counted.
  if (scope.inputs.some(i => i.natural || i.using.length > 0 || i.source.kind === 'derived' || i.source.kind === 'function')) return null;
  if (!scope.outputs.every(o => !o.opaque && (o.star !== null || o.name !== null))) return null;
  const { columns, complete } = ws.scopeColumns(document.path, query, index);
  return complete ? columns.length : null;
}
