import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { SHOP } from './shared/examples';
import { didYouMean, isSurelyUnknown, isTestTarget, nearNames, replaceBy, surelyNone } from './shared/names';

export const rule: Rule = {
  id: 'unknown-source',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A source call names no source or none of its tables',
  why: 'dbt stops with a compilation error (`TargetNotFoundError`) when no YAML declares the source or the table, or when it is disabled. The name counts, not the `identifier`. In data tests dbt only warns, and a branch that need not run is a warning too. Nothing is reported while packages are not installed, since the source may be theirs.',
  sources: ['https://docs.getdbt.com/reference/dbt-jinja-functions/source', 'dbt TargetNotFoundError, dbt1048'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.source' || reference.data?.['kind'] !== 'source') continue;
      const forgiven = isTestTarget(reference);
      const unknown = forgiven ? surelyNone(workspace, reference, document.path) : isSurelyUnknown(workspace, reference, document.path);
      if (!unknown) continue;
      const inTest = forgiven || document.facts.declarations.some(d => d.id === reference.from && d.type === 'dbt.test');
      const severity = inTest || reference.data['conditional'] === true ? { severity: 'warning' as const } : {};
      const [source, table] = [String(reference.data['source']), String(reference.data['table'])];
      if (unknown.disabled.length > 0) {
        yield { rule: this.id, span: reference.span, message: `Table '${table}' of source '${source}' is disabled`, ...severity, related: unknown.disabled.map(e => ({ id: e.id, message: 'disabled here' })), data: { near: [] } };
        continue;
      }
      const sources = workspace.entitiesOf('dbt.source_name').filter(e => e.name === source);
      if (sources.length > 0) {
        const tables = sources.flatMap(e => (Array.isArray(e.attributes.more?.['tables']) ? (e.attributes.more['tables'] as string[]) : []));
        const near = closest(table, tables.filter(t => t !== table));
        yield { rule: this.id, span: reference.span, message: `Source '${source}' has no table '${table}'${didYouMean(near)}`, ...severity, related: sources.slice(0, 3).map(e => ({ id: e.id, message: 'the source' })), data: { near } };
        continue;
      }
      const name = document.facts.references.find(r => r.type === 'dbt.source_name' && r.fullSpan.start === reference.fullSpan.start && r.name === source);
      const near = nearNames(workspace, ['dbt.source_name'], source);
      yield { rule: this.id, span: name?.span ?? reference.span, message: `There is no source '${source}'${didYouMean(near)}`, ...severity, data: { near: name ? near : [] } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt table',
      files: `
        ${SHOP}
        //- models/sources.yml
        sources:
          - name: raw
            tables:
              - name: orders
                identifier: raw_orders
        //- models/orders.sql
        select * from {{ source('raw', 'ordrs') }}
        --                              ^^^^^ Source 'raw' has no table 'ordrs'; did you mean 'orders'?
      `,
      fixed: `
        //- models/orders.sql
        select * from {{ source('raw', 'orders') }}
      `,
    },
    {
      title: 'a misspelt source',
      files: `
        ${SHOP}
        //- models/sources.yml
        sources:
          - name: webshop
            tables:
              - name: orders
        //- models/orders.sql
        select * from {{ source('webshp', 'orders') }}
        --                       ^^^^^^ There is no source 'webshp'; did you mean 'webshop'?
      `,
      fixed: `
        //- models/orders.sql
        select * from {{ source('webshop', 'orders') }}
      `,
    },
    {
      title: 'a declared table',
      files: `
        ${SHOP}
        //- models/sources.yml
        sources:
          - name: raw
            tables:
              - name: orders
        //- models/orders.sql
        select * from {{ source('raw', 'orders') }}
      `,
    },
  ],
};
