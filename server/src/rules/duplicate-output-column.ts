import type { Rule } from '../model/rule';
import { isForeign } from './shared/dbt';
import { resultScope } from './shared/origins';
import { sqlQueries } from './shared/queries';

/** Dialects that give the second column another name by themselves. */
const LENIENT = ['duckdb', 'clickhouse', ''];

export const rule: Rule = {
  id: 'duplicate-output-column',
  group: 'sql',
  severity: 'error',
  certainty: 'certain',
  summary: 'A model returns two columns of one name',
  why: 'A table can\'t have two columns of one name, so the warehouse refuses to create it; DuckDB and ClickHouse rename the second, and then it is a warning, as it is for ephemeral models and where the dialect is not known. Only columns that are written out are compared, without the ones a star brings.',
  sources: ['SQL: CREATE TABLE AS'],
  about: ['sql', 'dbt'],
  fix: 'none',
  *check(document, ws) {
    if (isForeign(document)) return;
    for (const query of sqlQueries(document)) {
      // What is inserted goes by place: its names don't matter.
      if (query.dataset === null || query.adds) continue;
      const scope = query.query.scopes[resultScope(query)];
      if (scope?.kind !== 'select') continue;
      const seen = new Set<string>();
      const lenient = LENIENT.includes(query.dialect) || ws.entity(query.dataset)?.attributes.materialized === 'ephemeral';
      for (const output of scope.outputs) {
        if (output.name === null || output.nameSpan === null || output.star || output.span.end <= output.span.start) continue;
        const name = output.quoted ? output.name : output.name.toLowerCase();
        if (seen.has(name) && document.text.slice(output.nameSpan.start, output.nameSpan.end).toLowerCase().includes(output.name.toLowerCase())) {
          yield { rule: this.id, span: output.nameSpan, message: `'${output.name}' is already a column of this result`, ...(lenient ? { severity: 'warning' as const } : {}) };
        }
        seen.add(name);
      }
    }
  },
  examples: [
    {
      title: 'the key of both sides of a join',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sales.sql
        select o.key, o.day, l.key from {{ source('raw', 'orders') }} as o join {{ source('raw', 'lines') }} as l on l.order_id = o.key
        --                     ^^^ already a column
      `,
    },
    {
      title: 'an alias tells them apart, and quoted names may differ in case',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sales.sql
        select o.id, l.id as line_id, o.day, o."Day" from {{ source('raw', 'orders') }} as o join {{ source('raw', 'lines') }} as l on l.order_id = o.id
      `,
    },
  ],
};
