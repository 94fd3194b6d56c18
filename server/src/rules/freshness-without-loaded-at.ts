import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { editFix, prefersConfig } from './shared/dbt';
import { isInstalled } from './shared/nodes';

/** Columns that loaders write the time into. */
const LOADED = /^_?((etl|dw|dwh|meta|fivetran|sdc|airbyte|dlt)_+)?(load|loaded|synced|sync|ingested|inserted|extracted|updated|batched|emitted)(_?(at|on|time|timestamp|ts|date|dts))$/i;

/** Adapters that read from the warehouse itself when a table was last changed. */
const WITH_METADATA = ['snowflake', 'bigquery', 'redshift', 'databricks', 'fabric'];

export const rule: Rule = {
  id: 'freshness-without-loaded-at',
  group: 'freshness',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A source has freshness thresholds but nothing to measure by',
  why: 'BigQuery, Databricks, Redshift and Snowflake know when a table was last changed; on other adapters `loaded_at_field` or `loaded_at_query` must say it. dbt warns (`FreshnessConfigProblem`) and checks nothing. Silent where the adapter is not known.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/freshness', 'dbt FreshnessConfigProblem (I073), dbt1078'],
  about: ['dbt.source'],
  fix: 'suggested',
  *check(document, workspace) {
    if (isInstalled(document)) return;
    const data = document.project?.data as { target?: { adapter?: string | null } } | undefined;
    const adapter = data?.target?.adapter?.toLowerCase();
    if (!adapter || WITH_METADATA.includes(adapter)) return;
    for (const declaration of document.facts.declarations) {
      const entity = declaration.type === 'dbt.source' && declaration.nameSpan ? workspace.entity(declaration.id) : undefined;
      if (!entity?.enabled || declaration.nameSpan === null) continue;
      const more = entity.attributes.more ?? {};
      const freshness = more['freshness'] as { warn_after?: { count?: unknown }; error_after?: { count?: unknown } } | null | undefined;
      if (!freshness || (!freshness.warn_after?.count && !freshness.error_after?.count) || more['loadedAtField'] !== undefined || more['loadedAtQuery'] !== undefined) continue;
      const config = entity.attributes.config ?? {};
      if (config['loaded_at_field'] || config['loaded_at_query']) continue;
      yield { rule: this.id, span: declaration.nameSpan, message: `'${declaration.name}' has freshness thresholds but no loaded_at_field, which ${adapter} needs`, data: { path: declaration.path, field: workspace.columns(entity.id).columns.find(c => LOADED.test(c.name))?.name ?? null } };
    }
  },
  fixes(finding, document) {
    const { path, field } = finding.data as { readonly path: Path | null; readonly field: string | null };
    return path && field !== null ? editFix(document, `Measure by '${field}'`, [{ op: 'set', path: [...path, ...(prefersConfig(document) ? ['config'] : []), 'loaded_at_field'], value: field }]) : [];
  },
  examples: [
    {
      title: 'thresholds alone',
      files: `
        //- profiles.yml
        shop:
          target: dev
          outputs:
            dev:
              type: duckdb
        ${SHOP}
        //- models/sources.yml
        sources:
          - name: raw
            config:
              freshness:
                warn_after: {count: 1, period: day}
            tables:
              - name: orders
                #     ^^^^^^ no loaded_at_field, which duckdb needs
              - name: prices
                config:
                  freshness: null
      `,
    },
    {
      title: 'a column that the loader writes',
      files: `
        //- profiles.yml
        shop:
          target: dev
          outputs:
            dev:
              type: duckdb
        ${SHOP}
        //- models/sources.yml
        sources:
          - name: raw
            config:
              freshness:
                warn_after: {count: 1, period: day}
            tables:
              - name: orders
                #     ^^^^^^ no loaded_at_field
                columns:
                  - name: id
                  - name: loaded_at
      `,
      fixed: `
        //- models/sources.yml
        sources:
          - name: raw
            config:
              freshness:
                warn_after: {count: 1, period: day}
            tables:
              - name: orders
                columns:
                  - name: id
                  - name: loaded_at
                config:
                  loaded_at_field: loaded_at
      `,
    },
    {
      title: 'a field',
      files: `
        //- profiles.yml
        shop:
          target: dev
          outputs:
            dev:
              type: duckdb
        ${SHOP}
        //- models/sources.yml
        sources:
          - name: raw
            config:
              loaded_at_field: loaded_at
              freshness:
                warn_after: {count: 1, period: day}
            tables:
              - name: orders
      `,
    },
  ],
};
