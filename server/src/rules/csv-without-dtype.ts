import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'csv-without-dtype',
  group: 'contracts',
  severity: 'off',
  certainty: 'certain',
  summary: 'pandas guesses the types of a CSV file',
  why: 'An id with leading zeros loses them, a column of integers with one gap becomes floating, and the next file may be guessed differently. Off by default: most code in the wild has no types.',
  sources: ['https://pandas.pydata.org/docs/reference/api/pandas.read_csv.html'],
  about: ['pandas'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'no types',
      files: `
        //- jobs/orders.py
        import pandas as pd
        orders = pd.read_csv("s3://lake/orders.csv")
        #           ^^^^^^^^ The types of the columns are guessed
        orders.to_parquet("s3://lake/orders.parquet")
      `,
    },
    {
      title: 'types',
      files: `
        //- jobs/orders.py
        import pandas as pd
        orders = pd.read_csv("s3://lake/orders.csv", dtype={"id": "string"})
        orders.to_parquet("s3://lake/orders.parquet")
      `,
    },
  ],
};
