import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { isInstalled } from './shared/nodes';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'time-spine-invalid',
  group: 'shape',
  severity: 'error',
  certainty: 'resolved',
  summary: 'The semantic layer has no time spine that dbt can use',
  why: 'Metrics need a model with a `time_spine` whose standard column is among its columns and has a `granularity` of a day or less. dbt refuses a project with semantic models and without one.',
  sources: ['https://docs.getdbt.com/docs/build/metricflow-time-spine', 'dbt ParsingError, D018, dbt1159'],
  about: ['dbt.model', 'dbt.semantic_model'],
  fix: 'none',
  *check(document, workspace) {
    yield* problemsOf(document, this.id);
    if (isInstalled(document) || document.project?.open === true) return;
    const first = document.facts.declarations.find(d => d.type === 'dbt.semantic_model' && d.role === 'defines');
    if (!first || first.nameSpan === null) return;
    const spine = workspace.entitiesOf('dbt.model').some(e => e.enabled && (e.attributes.more?.['timeSpine'] || e.name === 'metricflow_time_spine'));
    if (!spine) yield { rule: this.id, span: first.nameSpan, message: 'No model has a time_spine, which the semantic layer needs' };
  },
  examples: [
    {
      title: 'a column that is not listed',
      files: `
        ${SHOP}
        //- models/days.sql
        select current_date as date_day
        //- models/models.yml
        models:
          - name: days
            time_spine:
              standard_granularity_column: date_dy
              #                            ^^^^^^^ 'date_dy' is not among the columns
            columns:
              - name: date_day
                granularity: day
      `,
    },
    {
      title: 'a time spine',
      files: `
        ${SHOP}
        //- models/days.sql
        select current_date as date_day
        //- models/models.yml
        models:
          - name: days
            time_spine:
              standard_granularity_column: date_day
            columns:
              - name: date_day
                granularity: day
        semantic_models:
          - name: days
            model: ref('days')
            entities:
              - name: date_day
                type: primary
      `,
    },
  ],
};
