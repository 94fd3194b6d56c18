import type { Rule } from '../model/rule';
import type { QueryFact } from '../model/facts';
import type { Output } from '../model/query';
import { expandedStar } from '../model/star';
import type { DocumentView, Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import { replaceText } from './shared/fixes';
import { starsOverTables } from './shared/queries';

/** A star as SQL writes it: what frames take over as a whole stands for no text. */
const WRITTEN = /^(?:[\w$]{1,100}\s*\.\s*){0,4}\*$/;

export const rule: Rule = {
  id: 'select-star-in-code',
  group: 'sql',
  severity: 'hint',
  certainty: 'certain',
  summary: 'Code takes whatever columns a table has',
  why: 'With `select *` in a program a column added to the table travels on to files, frames and reports, and one that is dropped fails far from here. Name the columns that the program uses. Not said of notebooks, nor of a star over a query that names its columns.',
  sources: ['pyspark-antipattern F020'],
  about: ['python', 'airflow', 'spark'],
  fix: 'suggested',
  *check(document) {
    if (!document.path.endsWith('.py') || /(^|[/_])tests?\//.test(document.path)) return;
    for (const query of document.facts.queries)
      for (const { output } of starsOverTables(query)) if (WRITTEN.test(document.text.slice(output.span.start, output.span.end))) yield { rule: this.id, span: output.span, message: 'This program depends on whatever columns the table has; name those it uses', data: { span: output.span } };
  },
  fixes(finding, document, ws) {
    const { span } = finding.data as { span: Span };
    for (const query of document.facts.queries)
      for (const { scope, output } of starsOverTables(query)) {
        if (output.span.start !== span.start) continue;
        const text = listed(document, ws, query, scope, output);
        // A line break would end a text in single quotes.
        return text === null || (text.includes('\n') && !inLongText(document.text, span.start)) ? [] : [replaceText(document, 'List the columns', span, text)];
      }
    return [];
  },
  examples: [
    {
      title: 'all columns of a table',
      files: `
        //- db/schema.sql
        create table shop.orders (id integer, amount integer);
        //- jobs/report.py
        import duckdb
        con = duckdb.connect("shop.duckdb")
        rows = con.execute("select o.* from shop.orders as o").fetchall()
                                   ^^^ This program depends on whatever columns
      `,
      fixed: `
        //- jobs/report.py
        import duckdb
        con = duckdb.connect("shop.duckdb")
        rows = con.execute("select id, amount from shop.orders as o").fetchall()
      `,
    },
    {
      title: 'named columns, and a star over them',
      files: `
        //- jobs/report.py
        import duckdb
        con = duckdb.connect("shop.duckdb")
        rows = con.execute("with o as (select id, amount from shop.orders) select * from o").fetchall()
        many = con.execute("select count(*) from shop.orders").fetchall()
      `,
    },
  ],
};

/** Whether an offset lies in a text in triple quotes: the nearest triple quotes before it open one. */
function inLongText(text: string, offset: number): boolean {
  const before = text.slice(0, offset);
  return (before.split('"""').length + before.split("'''").length) % 2 === 1;
}

/** The columns of the star. A program only names its table, so where that is likely the one we know, its columns are proposed. */
function listed(document: DocumentView, ws: Workspace, query: QueryFact, scope: number, output: Output): string | null {
  const sure = expandedStar(document, ws, query, scope, output);
  const inputs = query.query.scopes[scope]?.inputs ?? [];
  if (sure !== null || inputs.length !== 1 || !output.star || output.star.except.length + output.star.replace.length + output.star.rename.length > 0) return sure;
  const [of] = ws.inputColumns(document.path, query, scope, 0).columns.flatMap(c => c.dataset ?? []);
  const set = of === undefined ? null : ws.columns(of);
  return set?.complete && set.columns.length <= 40 && set.columns.every(c => /^[A-Za-z_]\w*$/.test(c.name)) ? set.columns.map(c => c.name).join(', ') : null;
}
