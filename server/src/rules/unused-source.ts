import type { Rule } from '../model/rule';
import { isOwnFile } from './shared/dbt';

export const rule: Rule = {
  id: 'unused-source',
  group: 'performance',
  severity: 'off',
  certainty: 'resolved',
  summary: 'A source table that nothing reads',
  why: 'It stands in the docs and in the lineage, is tested and checked for freshness, and nobody needs it. Off by default, since many declare all tables of a source, and since names put together at run time cannot be seen.',
  sources: ['dbt-project-evaluator fct_unused_sources', 'dbt-bouncer SO007'],
  about: ['dbt.source'],
  fix: 'suggested',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    const tables = document.facts.declarations.filter(d => d.type === 'dbt.source' && d.nameSpan !== null && d.path !== null && ws.entity(d.id)?.enabled);
    const unused = tables.filter(t => !ws.referrers(t.id).some(r => r.role === 'reads' || (r.role === 'uses' && r.from !== t.id)) && ws.outputs(t.id).length === 0);
    // If a file's tables are all unused, or names are put together at run time, the file is most likely for that.
    if (unused.length === 0 || unused.length === tables.length) return;
    for (const table of unused) {
      const siblings = tables.filter(t => t.parent === table.parent);
      if (siblings.every(s => unused.includes(s))) continue;
      yield { rule: this.id, span: table.nameSpan!, message: `Nothing reads the source table '${table.name}'`, tags: ['unnecessary'], data: { path: table.path } };
    }
  },
  fixes: (finding, document) => [
    { title: 'Remove this table', safe: false, preferred: true, changes: [{ kind: 'edit', file: document.path, operations: [{ op: 'remove', path: (finding.data as { path: (string | number)[] }).path }] }] },
  ],
  examples: [
    {
      title: 'one table of a source',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/sources.yml
        sources:
          - name: raw
            tables:
              - name: orders
              - name: places
              #       ^^^^^^ Nothing reads the source table 'places'
      `,
      fixed: `
        //- models/sources.yml
        sources:
          - name: raw
            tables:
              - name: orders
      `,
    },
    {
      title: 'all are read',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/sources.yml
        sources:
          - name: raw
            tables:
              - name: orders
      `,
    },
  ],
};
