import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'serverless-with-clusters',
  group: 'infrastructure',
  severity: 'warning',
  certainty: 'certain',
  summary: 'Clusters for a serverless pipeline of Databricks',
  why: '`databricks bundle validate` passes, the deployment fails: a serverless pipeline can\'t have clusters.',
  sources: ['https://docs.databricks.com/aws/en/dev-tools/bundles/resources', 'databricks/cli #1688'],
  about: ['databricks-bundle'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'both',
      files: `
        //- databricks.yml
        bundle: {name: etl}
        resources:
          pipelines:
            gold:
              catalog: main
              schema: gold
              serverless: true
              clusters: [{num_workers: 2}]
              ^^^^^^^^ Serverless pipelines can't have clusters
      `,
    },
    {
      title: 'one of them',
      files: `
        //- databricks.yml
        bundle: {name: etl}
        resources:
          pipelines:
            gold: {catalog: main, schema: gold, serverless: true}
            silver: {catalog: main, schema: silver, clusters: [{num_workers: 2}]}
      `,
    },
  ],
};
