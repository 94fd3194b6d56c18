import type { QueryFact } from '../model/facts';
import type { Input } from '../model/query';
import type { Rule } from '../model/rule';
import type { Span, TextEdit } from '../text/span';
import { isForeign } from './shared/dbt';
import { sqlQueries } from './shared/queries';

export const rule: Rule = {
  id: 'unused-cte',
  group: 'sql',
  severity: 'hint',
  certainty: 'resolved',
  summary: 'A common table expression that nothing reads',
  why: 'It makes the query longer to read, keeps a table in the lineage that plays no part in the result, and on some warehouses is computed all the same. A CTE whose name stands anywhere else in the file, be it in Jinja, is not reported.',
  sources: ['SQLFluff ST03'],
  about: ['sql', 'dbt'],
  fix: 'suggested',
  *check(document) {
    if (isForeign(document)) return;
    for (const query of sqlQueries(document)) {
      const { scopes } = query.query;
      if (scopes.some(s => s.kind === 'opaque')) continue;
      const read = readScopes(query);
      for (const [index, scope] of scopes.entries()) {
        if (!scope.cte || scope.name === null || scope.nameSpan === null || read.has(index)) continue;
        if (occursElsewhere(document.text, scope.name, [scope.nameSpan, scope.span])) continue;
        yield { rule: this.id, span: scope.nameSpan, message: `Nothing reads '${scope.name}'`, tags: ['unnecessary'], data: { name: scope.nameSpan, body: scope.span } };
      }
    }
  },
  fixes(finding, document) {
    const { name, body } = finding.data as { name: Span; body: Span };
    const edit = removal(document.text, name, body);
    return edit ? [{ title: `Remove '${document.text.slice(name.start, name.end)}'`, safe: false, preferred: true, changes: [{ kind: 'edit', file: document.path, operations: [{ op: 'text', ...edit }] }] }] : [];
  },
  examples: [
    {
      title: 'a forgotten CTE',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        with raw_orders as (
          select * from {{ source('raw', 'orders') }}
        ),
        shops as (
        ^^^^^ Nothing reads 'shops'
          select * from {{ source('raw', 'places') }}
        )
        select * from raw_orders
      `,
      fixed: `
        //- models/orders.sql
        with raw_orders as (
          select * from {{ source('raw', 'orders') }}
        )
        select * from raw_orders
      `,
    },
    {
      title: 'read by another CTE, and by Jinja',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        with a as (select * from {{ source('raw', 'orders') }}),
        bb as (select * from a),
        cc as (select * from {{ source('raw', 'places') }})
        select * from bb {% if var('x', false) %} join cc using (id) {% endif %}
      `,
    },
  ],
};

function readScopes(query: QueryFact): ReadonlySet<number> {
  const read = new Set<number>();
  const add = (input: Input, from: number): void => {
    if (input.source.kind === 'scope' && input.source.scope !== from) read.add(input.source.scope);
    if (input.source.kind === 'derived') add(input.source.over, from);
  };
  query.query.scopes.forEach((scope, i) => {
    for (const input of scope.inputs) add(input, i);
  });
  return read;
}

/** Whether a name stands in a text outside of some spans, as a word. */
function occursElsewhere(text: string, name: string, except: readonly Span[]): boolean {
  const lower = text.toLowerCase();
  const word = name.toLowerCase();
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
    if (/[\w$]/.test(lower[at - 1] ?? ' ') || /[\w$]/.test(lower[at + word.length] ?? ' ')) continue;
    if (!except.some(s => s.start <= at && at < s.end)) return true;
  }
  return false;
}

/** The removal of a CTE with the comma before or after it; null if it is the only one, or its surroundings are not plain. */
function removal(text: string, name: Span, body: Span): TextEdit | null {
  const close = /^\s*\)/.exec(text.slice(body.end)) ?? (text[body.end - 1] === ')' ? [''] : null);
  if (!close) return null;
  const end = body.end + close[0].length;
  const after = /^\s*,[ \t]*(\r?\n)?[ \t]*/.exec(text.slice(end));
  const before = /,\s*$/.exec(text.slice(0, name.start));
  if (after && !before) return { span: { start: name.start, end: end + after[0].length }, text: '' };
  if (before) return { span: { start: before.index, end }, text: '' };
  return null;
}
