import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'heavy-import-in-dag-file',
  group: 'performance',
  severity: 'hint',
  certainty: 'certain',
  summary: 'A DAG file imports a large package at its top',
  why: 'Airflow runs the top of a DAG file again and again, every 30 seconds unless set otherwise, and once more for every task. Packages such as pandas or TensorFlow take seconds and much memory to load; imported in the function that uses them, they are loaded only where the task runs.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/best-practices.html'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'at the top',
      files: `
        //- dags/orders.py
        import pandas as pd
        #      ^^^^^^ 'pandas' is loaded each time Airflow parses this file
        from sklearn.linear_model import LinearRegression
        #    ^^^^^^^^^^^^^^^^^^^^ 'sklearn' is loaded
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task
            def load():
                return LinearRegression().fit(pd.read_csv("orders.csv"))
            load()
      `,
    },
    {
      title: 'in the task, and in a file without a DAG',
      files: `
        //- dags/orders.py
        import pandas_market_calendars
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task
            def load():
                import pandas as pd
                return pd.read_csv("orders.csv")
            load()
        //- plugins/frames.py
        import pandas as pd
        from airflow.sdk import task
      `,
    },
  ],
};
