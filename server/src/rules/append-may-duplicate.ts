import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'append-may-duplicate',
  group: 'shape',
  severity: 'information',
  certainty: 'advice',
  summary: 'Rows are appended to a table without regard to what is there',
  why: 'A task that is retried appends its rows once more. Deleting what the run wrote before, replacing a partition, or merging by key makes it safe to repeat. Notebooks are left alone.',
  sources: ['https://pandas.pydata.org/docs/reference/api/pandas.DataFrame.to_sql.html'],
  about: ['pandas', 'polars'],
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
        from sqlalchemy import create_engine
        engine = create_engine("postgresql://warehouse/shop")
        pd.read_csv("s3://lake/orders.csv").to_sql("orders", engine, schema="raw", if_exists="append")
        #                                                                                    ^^^^^^^^ appends its rows once more
      `,
    },
    {
      title: 'replace',
      files: `
        //- jobs/orders.py
        import pandas as pd
        from sqlalchemy import create_engine
        engine = create_engine("postgresql://warehouse/shop")
        pd.read_csv("s3://lake/orders.csv").to_sql("orders", engine, schema="raw", if_exists="replace")
      `,
    },
  ],
};
