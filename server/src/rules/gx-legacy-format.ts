import type { Rule } from '../model/rule';
import { mend } from './shared/mend';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'gx-legacy-format',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A file is in the form of Great Expectations 0.x',
  why: 'Release 1 does not load it: `expectation_suite_name` is `name`, `expectation_type` is `type`, and a checkpoint lists validation definitions. One finding for each file. Switch the rule off while you stay on 0.18.',
  sources: ['https://docs.greatexpectations.io/docs/reference/learn/migration_guide'],
  about: ['gx'],
  fix: 'safe',
  check: document => problemsOf(document, 'gx-legacy-format'),
  fixes: mend,
  examples: [
    {
      title: 'an old suite',
      files: `
        //- great_expectations/expectations/orders.json
        {
          "expectation_suite_name": "orders",
          ^^^^^^^^^^^^^^^^^^^^^^^^ 'expectation_suite_name' is 'name'
          "expectations": [
            {"expectation_type": "expect_column_to_exist", "kwargs": {"column": "id"}}
          ]
        }
      `,
      fixed: `
        //- great_expectations/expectations/orders.json
        {
          "name": "orders",
          "expectations": [
            {"type": "expect_column_to_exist", "kwargs": {"column": "id"}}
          ]
        }
      `,
    },
    {
      title: 'a suite of release 1',
      files: `
        //- gx/expectations/orders.json
        {"name": "orders", "expectations": [{"type": "expect_column_to_exist", "kwargs": {"column": "id"}}]}
      `,
    },
  ],
};
