import type { Rule } from '../model/rule';
import { expandedStar } from '../model/star';
import type { Span } from '../text/span';
import { isForeign } from './shared/dbt';
import { starsOverTables } from './shared/queries';

export const rule: Rule = {
  id: 'select-star-at-contract-boundary',
  group: 'contracts',
  severity: 'information',
  certainty: 'resolved',
  summary: 'A model with an enforced contract takes its columns from a star',
  why: 'A column added or dropped upstream changes the result of the star, and the contract fails in a file nobody touched. List the columns where they enter the model.',
  sources: ['https://docs.getdbt.com/docs/mesh/govern/model-contracts'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    if (isForeign(document)) return;
    for (const query of document.facts.queries) {
      const entity = query.dataset === null ? undefined : ws.entity(query.dataset);
      if (entity?.type !== 'dbt.model' || entity.attributes.contract !== true) continue;
      for (const { output } of starsOverTables(query)) yield { rule: this.id, span: output.span, message: `The contract of '${entity.name}' depends on whatever columns this star brings`, data: { span: output.span } };
    }
  },
  fixes(finding, document, ws) {
    const { span } = finding.data as { span: Span };
    for (const query of document.facts.queries)
      for (const { scope, output } of starsOverTables(query)) {
        if (output.span.start !== span.start) continue;
        const text = expandedStar(document, ws, query, scope, output);
        return text === null ? [] : [{ title: 'List the columns', safe: false, preferred: true, changes: [{ kind: 'edit', file: document.path, operations: [{ op: 'text', span, text }] }] }];
      }
    return [];
  },
  examples: [
    {
      title: 'a star over another model',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- seeds/countries.csv
        code,name
        //- models/places.sql
        with c as (
          select
            ccc.*
            ^^^^^ The contract of 'places' depends
          from {{ ref('countries') }} as ccc
        )
        select * from c
        //- models/schema.yml
        models:
          - name: places
            config:
              contract: {enforced: true}
            columns:
              - {name: code, data_type: text}
              - {name: name, data_type: text}
      `,
      fixed: `
        //- models/places.sql
        with c as (
          select
            code,
            name
          from {{ ref('countries') }} as ccc
        )
        select * from c
      `,
    },
    {
      title: 'listed columns, and a model without a contract',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/places.sql
        with c as (select code, name from {{ ref('countries') }}) select * from c
        //- models/free.sql
        select * from {{ ref('places') }}
        //- models/schema.yml
        models:
          - name: places
            config:
              contract: {enforced: true}
            columns:
              - {name: code, data_type: text}
              - {name: name, data_type: text}
      `,
    },
  ],
};
