import type { Rule } from '../model/rule';
import { mend } from './shared/mend';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'gx-expectation-invalid',
  group: 'testing',
  severity: 'error',
  certainty: 'certain',
  summary: 'Great Expectations refuses an expectation',
  why: 'An expectation that is misspelt is left out of the suite with a line in the log, and one with an argument that it does not take, or without one that it needs, stops the suite from loading. Names and arguments are those of release 1.24. Expectations of your own may have any name: an unknown one is only told where it looks like a slip. In suites of releases 0.x, whose arguments were others, only names and values are looked at, as a warning.',
  sources: ['https://greatexpectations.io/expectations'],
  about: ['gx', 'gx-python'],
  fix: 'suggested',
  check: document => problemsOf(document, 'gx-expectation-invalid'),
  fixes: mend,
  examples: [
    {
      title: 'a misspelt argument, and one that is missing',
      files: `
        //- gx/expectations/orders_suite.json
        {
          "name": "orders_suite",
          "expectations": [
            {"type": "expect_column_values_to_be_between", "kwargs": {"column": "amount", "minValue": 0, "max_value": 9}},
            //                                                                             ^^^^^^^^ 'minValue' is not an argument
            {"type": "expect_column_values_to_be_in_set", "kwargs": {"column": "status", "value_set": ["new"], "mostly": 95}}
            //                                                                                                           ^^ must be a share from 0 to 1
          ]
        }
      `,
    },
    {
      title: 'a misspelt name',
      files: `
        //- gx/expectations/orders_suite.json
        {"name": "orders_suite", "expectations": [{"type": "expect_column_values_to_not_be_nul", "kwargs": {"column": "id"}}]}
        //                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ did you mean 'expect_column_values_to_not_be_null'?
      `,
      fixed: `
        //- gx/expectations/orders_suite.json
        {"name": "orders_suite", "expectations": [{"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "id"}}]}
      `,
    },
    {
      title: 'in Python',
      files: `
        //- checks.py
        import great_expectations.expectations as gxe
        suite.add_expectation(gxe.ExpectColumnValuesToBeUnique(colum="id"))
        #                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ needs 'column'
        #                                                      ^^^^^ 'colum' is not an argument
      `,
    },
    {
      title: "sound expectations, one of the project's own",
      files: `
        //- gx/expectations/orders_suite.json
        {"name": "orders_suite", "expectations": [
          {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "id", "mostly": 0.9}},
          {"type": "expect_orders_to_add_up", "kwargs": {"total": 1}}
        ]}
      `,
    },
  ],
};
