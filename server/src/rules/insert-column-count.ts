import type { QueryFact } from '../model/facts';
import type { Rule } from '../model/rule';
import { surelyKnown } from './shared/schema';

export const rule: Rule = {
  id: 'insert-column-count',
  group: 'sql',
  severity: 'error',
  certainty: 'resolved',
  summary: 'INSERT gives another number of values than it names columns',
  why: 'Values go to columns by position, so the database refuses the statement. Without a list of columns there may be fewer values than columns in some databases, but never more than the table has. Queries with a star are left alone.',
  sources: ['SQL: INSERT'],
  about: ['sql'],
  fix: 'none',
  *check(document, ws) {
    for (const query of document.facts.queries) {
      if (query.adds !== 'position') continue;
      const count = width(query, query.query.root, 0);
      if (count === null) continue;
      const span = firstWord(document.text, query.query.scopes[query.query.root]!.span.start);
      if (query.targetColumns !== null) {
        if (query.targetColumns.length !== count) yield { rule: this.id, span, message: `There are ${query.targetColumns.length} columns but ${count} ${count === 1 ? 'value' : 'values'}` };
        continue;
      }
      const write = document.facts.references.find(r => r.role === 'writes' && r.type === 'sql.table' && r.moment && r.fullSpan.end <= span.start && document.facts.edges.length >= 0 && isOwn(document.text, r.fullSpan.end, span.start));
      const state = write ? surelyKnown(document, ws, write) : null;
      if (state && count > state.columns.length) yield { rule: this.id, span, message: `'${write!.name}' has ${state.columns.length} columns here, but there are ${count} values` };
    }
  },
  examples: [
    {
      title: 'one value less, one more',
      files: `
        //- load.sql
        create table orders (id int, amount numeric);
        insert into orders (id, amount) select id from raw_orders;
        --                              ^^^^^^ There are 2 columns but 1 value
        insert into orders values (1, 2.5, 'x');
        --                 ^^^^^^ 'orders' has 2 columns here, but there are 3 values
      `,
    },
    {
      title: 'as many as columns, and a star',
      files: `
        //- load.sql
        create table orders (id int, amount numeric);
        insert into orders (id, amount) select id, amount from raw_orders;
        insert into orders select * from raw_orders;
        insert into orders (id) values (1), (2);
      `,
    },
  ],
};

/** How many columns a scope gives; null where that is not written out. */
function width(query: QueryFact, index: number, depth: number): number | null {
  const scope = query.query.scopes[index];
  if (!scope || scope.incomplete || depth > 20) return null;
  if (scope.kind === 'set') return scope.branches[0] === undefined ? null : width(query, scope.branches[0], depth + 1);
  if (scope.kind === 'opaque' || scope.outputs.length === 0 || scope.outputs.some(o => o.star || o.opaque)) return null;
  return scope.outputs.length;
}

/** Whether only blanks, comments and words of the head stand between the table and its rows. */
function isOwn(text: string, from: number, to: number): boolean {
  return to >= from && to - from < 200 && !/[;(]/.test(text.slice(from, to)) && !/\binto\b/i.test(text.slice(from, to));
}

function firstWord(text: string, start: number): { start: number; end: number } {
  const word = /^\w+/.exec(text.slice(start, start + 40));
  return { start, end: start + (word?.[0].length ?? 1) };
}
