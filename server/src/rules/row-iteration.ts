import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'row-iteration',
  group: 'performance',
  severity: 'hint',
  certainty: 'certain',
  summary: 'A pandas frame is gone through row by row',
  why: '`iterrows()` makes a Series of every row and loses the types of columns on the way. Operations on whole columns are hundreds of times faster, `itertuples()` still tens of times.',
  sources: ['https://pandas.pydata.org/docs/user_guide/basics.html#iteration'],
  about: ['pandas'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'iterrows',
      files: `
        //- jobs/orders.py
        import pandas as pd
        orders = pd.read_csv("s3://lake/orders.csv")
        for _, row in orders.iterrows():
            #                ^^^^^^^^ iterrows() makes an object of every row
            print(row["id"])
      `,
    },
    {
      title: 'itertuples',
      files: `
        //- jobs/orders.py
        import pandas as pd
        orders = pd.read_csv("s3://lake/orders.csv")
        for row in orders.itertuples():
            print(row.id)
      `,
    },
  ],
};
