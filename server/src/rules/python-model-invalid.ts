import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'python-model-invalid',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A Python model is not what dbt expects',
  why: 'Every `.py` file below the model paths is a model: it has exactly one function `model(dbt, session)`, which returns one DataFrame at its end, holds no Jinja, and calls `dbt.ref`, `dbt.source` and `dbt.config` with literal values, since dbt reads them without running the file.',
  sources: ['https://docs.getdbt.com/docs/build/python-models', 'dbt ParsingError, PythonParsingError, PythonLiteralEvalError'],
  about: ['dbt.model'],
  fix: 'none',
  check: document => problemsOf(document, 'python-model-invalid'),
  examples: [
    {
      title: 'a ref of a variable',
      files: `
        ${SHOP}
        //- models/orders.py
        def model(dbt, session):
            name = "raw_orders"
            orders = dbt.ref(name)
            #        ^^^^^^^^^^^^^ The arguments of dbt.ref must be literals
            return orders
      `,
    },
    {
      title: 'a model',
      files: `
        ${SHOP}
        //- seeds/raw_orders.csv
        id
        //- models/orders.py
        def model(dbt, session):
            dbt.config(materialized="table")
            return dbt.ref("raw_orders")
      `,
    },
  ],
};
