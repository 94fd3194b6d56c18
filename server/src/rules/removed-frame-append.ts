import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'removed-frame-append',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'DataFrame.append() is gone',
  why: 'Deprecated in pandas 1.4 and removed in 2.0, where the call is an `AttributeError`. `pd.concat` joins frames, and joins many at once much faster than one after the other.',
  sources: ['https://pandas.pydata.org/docs/whatsnew/v2.0.0.html'],
  about: ['pandas'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'append',
      files: `
        //- jobs/orders.py
        import pandas as pd
        old = pd.read_csv("s3://lake/old.csv")
        both = old.append(pd.read_csv("s3://lake/new.csv"))
        #          ^^^^^^ was removed in pandas 2.0
        both.to_parquet("s3://lake/both.parquet")
      `,
    },
    {
      title: 'concat, and a list that grows',
      files: `
        //- jobs/orders.py
        import pandas as pd
        frames = []
        frames.append(pd.read_csv("s3://lake/old.csv"))
        frames.append(pd.read_csv("s3://lake/new.csv"))
        pd.concat(frames).to_parquet("s3://lake/both.parquet")
      `,
    },
  ],
};
