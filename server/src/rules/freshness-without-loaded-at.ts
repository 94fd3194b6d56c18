import type { Rule } from '../model/rule';
import { adapterOf, configOf, isOwnFile } from './shared/dbt';

/** Adapters that cannot ask the warehouse when a table last changed. */
const WITHOUT_METADATA = ['postgres', 'duckdb', 'trino', 'athena', 'clickhouse', 'sqlserver', 'mysql', 'materialize', 'risingwave', 'sqlite'];

export const rule: Rule = {
  id: 'freshness-without-loaded-at',
  group: 'freshness',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'Freshness is asked for, but nothing says when a row was loaded',
  why: 'Without `loaded_at_field` or `loaded_at_query` dbt asks the warehouse when the table last changed. The adapter of this project cannot tell, so `dbt source freshness` fails for the table.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/freshness#loaded_at_field'],
  about: ['dbt.source'],
  fix: 'none',
  *check(document, ws) {
    const adapter = adapterOf(document);
    if (!isOwnFile(document) || !adapter || !WITHOUT_METADATA.includes(adapter)) return;
    for (const declaration of document.facts.declarations) {
      const more = declaration.attributes.more;
      if (declaration.type !== 'dbt.source' || declaration.nameSpan === null || !more) continue;
      const freshness = more['freshness'] as { [name: string]: unknown } | null;
      if (!freshness || (!freshness['warn_after'] && !freshness['error_after']) || more['loadedAtField'] || more['loadedAtQuery']) continue;
      const entity = ws.entity(declaration.id);
      if (!entity?.enabled || configOf(entity, 'loaded_at_field') || configOf(entity, 'loaded_at_query')) continue;
      yield { rule: this.id, span: declaration.nameSpan, message: `dbt can't tell how fresh '${declaration.name}' is on ${adapter}: add loaded_at_field` };
    }
  },
  examples: [
    {
      title: 'thresholds on Postgres',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- profiles.yml
        shop:
          target: dev
          outputs:
            dev: {type: postgres, schema: public}
        //- models/sources.yml
        sources:
          - name: raw
            freshness:
              warn_after: {count: 1, period: day}
            tables:
              - name: orders
              #       ^^^^^^ dbt can't tell how fresh 'orders' is on postgres
      `,
    },
    {
      title: 'a column that tells, and no thresholds',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- profiles.yml
        shop:
          target: dev
          outputs:
            dev: {type: postgres, schema: public}
        //- models/sources.yml
        sources:
          - name: raw
            loaded_at_field: loaded_at
            freshness:
              warn_after: {count: 1, period: day}
            tables:
              - name: orders
          - name: other
            tables:
              - name: orders
      `,
    },
  ],
};
