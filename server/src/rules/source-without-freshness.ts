import type { EditOperation } from '../model/format';
import type { Rule } from '../model/rule';
import type { Declaration } from '../model/facts';
import type { DocumentView, Workspace } from '../model/workspace';
import { configOf, declarationOf, editFix, isOwnFile, prefersConfig } from './shared/dbt';

/** Columns that loaders write when they load a row, the surest first. */
const LOADED_AT = ['_fivetran_synced', '_airbyte_extracted_at', '_airbyte_emitted_at', '_sdc_batched_at', '_dlt_loaded_at', '_loaded_at', '_etl_loaded_at', 'loaded_at', '_ingested_at', 'ingested_at', '_synced_at', 'synced_at'];

export const rule: Rule = {
  id: 'source-without-freshness',
  group: 'freshness',
  severity: 'hint',
  certainty: 'resolved',
  summary: 'A source that models read has no freshness thresholds',
  why: 'When the loader stops, every model goes on running on old data and nobody is told. `dbt source freshness` checks sources with thresholds only. A source that says `freshness: null` somewhere has decided, and so has one with thresholds on some of its tables.',
  sources: ['https://docs.getdbt.com/docs/build/sources#source-data-freshness', 'dbt-project-evaluator fct_sources_without_freshness', 'dbt-bouncer SO004'],
  about: ['dbt.source'],
  fix: 'suggested',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    const bySource = new Map<string, Declaration[]>();
    for (const d of document.facts.declarations) {
      if (d.type !== 'dbt.source' || d.parent === null) continue;
      const list = bySource.get(d.parent);
      if (list) list.push(d);
      else bySource.set(d.parent, [d]);
    }
    for (const declaration of document.facts.declarations) {
      if (declaration.type !== 'dbt.source_name' || declaration.path === null || declaration.nameSpan === null) continue;
      const tables = bySource.get(declaration.id) ?? [];
      const decided = [declaration, ...tables].some(d => d.attributes.config && 'freshness' in d.attributes.config) || tables.some(t => hasFreshness(ws, t));
      if (decided || ws.entity(declaration.id)?.enabled === false) continue;
      const used = tables.filter(t => ws.entity(t.id)?.enabled && ws.referrers(t.id).some(r => r.role === 'reads'));
      if (used.length === 0) continue;
      yield { rule: this.id, span: declaration.nameSpan, message: `Source '${declaration.name}' has no freshness: nobody is told when it stops being loaded`, data: { id: declaration.id } };
    }
  },
  fixes(finding, document) {
    const declaration = declarationOf(document, (finding.data as { id: string }).id);
    if (!declaration) return [];
    const tables = tablesOf(document, declaration).filter(t => t.columns.length > 0);
    const field = LOADED_AT.find(name => tables.length > 0 && tables.every(t => t.columns.some(c => c.name.toLowerCase() === name)));
    const at = prefersConfig(document) ? [...declaration.path, 'config'] : declaration.path;
    const operations: EditOperation[] = [{ op: 'add', path: [...at, 'freshness'], value: { warn_after: { count: 24, period: 'hour' } } }];
    const known = 'loaded_at_field' in (declaration.attributes.config ?? {}) || 'loaded_at_query' in (declaration.attributes.config ?? {});
    if (field && !known) operations.push({ op: 'add', path: [...at, 'loaded_at_field'], value: field });
    return editFix(document, 'Warn when it is older than a day', operations);
  },
  examples: [
    {
      title: 'a source that is read',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/sources.yml
        sources:
          - name: raw
          #       ^^^ Source 'raw' has no freshness
            tables:
              - name: orders
                columns:
                  - name: id
                  - name: _fivetran_synced
      `,
      fixed: `
        //- models/sources.yml
        sources:
          - name: raw
            tables:
              - name: orders
                columns:
                  - name: id
                  - name: _fivetran_synced
            config:
              freshness:
                warn_after:
                  count: 24
                  period: hour
              loaded_at_field: _fivetran_synced
      `,
    },
    {
      title: 'thresholds, a decision against them, and a source nobody reads',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }} union all select id from {{ source('old', 'orders') }}
        //- models/sources.yml
        sources:
          - name: raw
            config:
              loaded_at_field: loaded_at
              freshness:
                warn_after: {count: 24, period: hour}
            tables:
              - name: orders
          - name: old
            freshness: null
            tables:
              - name: orders
          - name: unread
            tables:
              - name: orders
      `,
    },
  ],
};

function tablesOf(document: DocumentView, source: Declaration): readonly Declaration[] {
  return document.facts.declarations.filter(d => d.type === 'dbt.source' && d.parent === source.id);
}

function hasFreshness(ws: Workspace, table: Declaration): boolean {
  const entity = ws.entity(table.id);
  return entity !== undefined && (entity.attributes.more?.['freshness'] != null || configOf(entity, 'freshness') !== null);
}
