import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'semantic-legacy-spec',
  group: 'deprecations',
  severity: 'error',
  certainty: 'certain',
  summary: 'A metric or dimension is written in an older form',
  why: '`window` and `grain_to_date` of a cumulative metric belong under `cumulative_type_params`: deprecated since dbt 1.9, refused since 1.12 (`require_nested_cumulative_type_params`). A time dimension without `time_granularity` is deprecated since 1.12, which is a warning.',
  sources: ['https://docs.getdbt.com/reference/deprecations', 'https://docs.getdbt.com/docs/build/cumulative', 'dbt D019, D041'],
  about: ['dbt.metric', 'dbt.semantic_model'],
  fix: 'safe',
  check: document => problemsOf(document, 'semantic-legacy-spec'),
  fixes(finding, document) {
    const { path, place } = told(finding);
    const into = place('into');
    return path && into ? [edit(document, 'Move under cumulative_type_params', [{ op: 'move', path, into }], true)] : [];
  },
  examples: [
    {
      title: 'a window beside the measure',
      files: `
        ${SHOP}
        //- models/metrics.yml
        metrics:
          - name: revenue_7_days
            label: Revenue
            type: cumulative
            type_params:
              measure: revenue
              window: 7 days # a week
              ^^^^^^ Nest 'window' under cumulative_type_params
      `,
      fixed: `
        //- models/metrics.yml
        metrics:
          - name: revenue_7_days
            label: Revenue
            type: cumulative
            type_params:
              measure: revenue
              cumulative_type_params:
                window: 7 days # a week
      `,
    },
    {
      title: 'the present form',
      files: `
        ${SHOP}
        //- models/metrics.yml
        metrics:
          - name: revenue_7_days
            label: Revenue
            type: cumulative
            type_params:
              measure: revenue
              cumulative_type_params:
                window: 7 days
      `,
    },
  ],
};
