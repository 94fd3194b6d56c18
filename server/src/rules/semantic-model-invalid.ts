import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { setTo } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'semantic-model-invalid',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A semantic model or metric contradicts itself',
  why: 'One primary entity, a time dimension that exists, windows such as `7 days`, no metric made of itself: dbt checks these when it parses the project and stops.',
  sources: ['https://docs.getdbt.com/docs/build/semantic-models', 'https://docs.getdbt.com/docs/build/metrics-overview', 'dbt ParsingError, I070, dbt1159'],
  about: ['dbt.semantic_model', 'dbt.metric'],
  fix: 'suggested',
  check: document => problemsOf(document, 'semantic-model-invalid'),
  fixes(finding, document) {
    const { path, texts } = told(finding);
    return path ? setTo(document, path, finding.span, texts('near'), true) : [];
  },
  examples: [
    {
      title: 'a time dimension that is not there',
      files: `
        ${SHOP}
        //- models/orders.sql
        select 1 as id, current_date as ordered_at
        //- models/semantic.yml
        semantic_models:
          - name: orders
            model: ref('orders')
            defaults:
              agg_time_dimension: orderd_at
              #                   ^^^^^^^^^ 'orderd_at' is no dimension of 'orders'
            entities:
              - name: id
                type: primary
            dimensions:
              - name: ordered_at
                type: time
                type_params:
                  time_granularity: day
      `,
      fixed: `
        //- models/semantic.yml
        semantic_models:
          - name: orders
            model: ref('orders')
            defaults:
              agg_time_dimension: ordered_at
            entities:
              - name: id
                type: primary
            dimensions:
              - name: ordered_at
                type: time
                type_params:
                  time_granularity: day
      `,
    },
    {
      title: 'a model that is in order',
      files: `
        ${SHOP}
        //- models/orders.sql
        select 1 as id, current_date as ordered_at
        //- models/semantic.yml
        semantic_models:
          - name: orders
            model: ref('orders')
            defaults:
              agg_time_dimension: ordered_at
            entities:
              - name: id
                type: primary
            dimensions:
              - name: ordered_at
                type: time
                type_params:
                  time_granularity: day
      `,
    },
  ],
};
