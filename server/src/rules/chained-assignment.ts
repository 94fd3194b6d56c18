import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'chained-assignment',
  group: 'shape',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A value is assigned to a copy of a frame',
  why: 'The first brackets make a new frame, to which the value goes; the frame itself stays as it was. Before pandas 3 that is a `SettingWithCopyWarning`, from then on it never works.',
  sources: ['https://pandas.pydata.org/docs/user_guide/copy_on_write.html#chained-assignment'],
  about: ['pandas'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'brackets behind a filter',
      files: `
        //- jobs/orders.py
        import pandas as pd
        orders = pd.read_csv("s3://lake/orders.csv")
        orders[orders["amount"] < 0]["status"] = "refund"
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ assigns to a copy
        orders.to_parquet("s3://lake/orders.parquet")
      `,
    },
    {
      title: 'one step',
      files: `
        //- jobs/orders.py
        import pandas as pd
        orders = pd.read_csv("s3://lake/orders.csv")
        orders.loc[orders["amount"] < 0, "status"] = "refund"
        orders.to_parquet("s3://lake/orders.parquet")
      `,
    },
  ],
};
