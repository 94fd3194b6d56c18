import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { didYouMean, isSurelyUnknown, nearNames, replaceBy } from './shared/names';

export const rule: Rule = {
  id: 'semantic-unknown-member',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A metric, saved query or exposure names no measure or metric',
  why: 'dbt stops when a metric is made of a measure or metric that is nowhere, or a saved query or exposure asks for one. A measure with `create_metric: true` is a metric too. Nothing is reported while packages are not installed.',
  sources: ['https://docs.getdbt.com/docs/build/metrics-overview', 'dbt ParsingError, TargetNotFoundError'],
  about: ['dbt.metric', 'dbt.saved_query', 'dbt.exposure'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      if ((reference.type !== 'dbt.metric' && reference.type !== 'dbt.measure') || !isSurelyUnknown(workspace, reference, document.path)) continue;
      const word = reference.type.slice(4);
      if (word === 'metric' && workspace.entitiesOf('dbt.measure').some(e => e.name === reference.name && e.attributes.more?.['createsMetric'] === true)) continue;
      const own = reference.from === null ? undefined : workspace.entity(reference.from)?.name;
      const near = nearNames(workspace, [reference.type], reference.name).filter(n => n !== own);
      yield { rule: this.id, span: reference.span, message: `There is no ${word} '${reference.name}'${didYouMean(near)}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt metric',
      files: `
        ${SHOP}
        //- models/semantic.yml
        semantic_models:
          - name: orders
            model: ref('orders')
            measures:
              - name: revenue
                agg: sum
                create_metric: true
              - name: costs
                agg: sum
        metrics:
          - name: margin
            label: Margin
            type: ratio
            type_params:
              numerator: revenu
              #          ^^^^^^ There is no metric 'revenu'
              denominator: revenue
      `,
    },
    {
      title: 'a misspelt measure',
      files: `
        ${SHOP}
        //- models/semantic.yml
        semantic_models:
          - name: orders
            model: ref('orders')
            measures:
              - name: revenue
                agg: sum
        metrics:
          - name: revenue_of_all
            label: Revenue
            type: simple
            type_params:
              measure: revenu
              #        ^^^^^^ There is no measure 'revenu'; did you mean 'revenue'?
      `,
      fixed: `
        //- models/semantic.yml
        semantic_models:
          - name: orders
            model: ref('orders')
            measures:
              - name: revenue
                agg: sum
        metrics:
          - name: revenue_of_all
            label: Revenue
            type: simple
            type_params:
              measure: revenue
      `,
    },
    {
      title: 'a metric made of a measure',
      files: `
        ${SHOP}
        //- models/semantic.yml
        semantic_models:
          - name: orders
            model: ref('orders')
            measures:
              - name: revenue
                agg: sum
        metrics:
          - name: revenue_of_all
            label: Revenue
            type: simple
            type_params:
              measure: revenue
      `,
    },
  ],
};
