import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { replaceText } from './shared/fixes';

export const rule: Rule = {
  id: 'implicit-catchup',
  group: 'orchestration',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A schedule that may start many runs at once',
  why: 'In Airflow 2 a DAG without `catchup` starts a run for every interval between its start date and now; in Airflow 3 it does not. It is a warning where the file is written for Airflow 2, information where it may be for either, and nothing in files for Airflow 3.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dag-run.html'],
  about: ['airflow'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes(finding, document) {
    const at = told(finding).value('at');
    return typeof at === 'number' ? [replaceText(document, 'Add catchup=False', { start: at, end: at }, ', catchup=False')] : [];
  },
  examples: [
    {
      title: 'a year of runs',
      files: `
        //- dags/orders.py
        from datetime import datetime
        from airflow import DAG
        with DAG("orders", schedule_interval="@daily", start_date=datetime(2024, 1, 1)):
        #         ^^^^^^ Without catchup, Airflow 2 starts a run for every interval
            pass
      `,
      fixed: `
        //- dags/orders.py
        from datetime import datetime
        from airflow import DAG
        with DAG("orders", schedule_interval="@daily", start_date=datetime(2024, 1, 1), catchup=False):
            pass
      `,
    },
    {
      title: 'said, or nothing to catch up on',
      files: `
        //- dags/orders.py
        from datetime import datetime
        from airflow import DAG
        DAG("a", schedule="@daily", start_date=datetime(2024, 1, 1), catchup=True)
        DAG("b", schedule=None, start_date=datetime(2024, 1, 1))
        DAG("c", schedule="@once", start_date=datetime(2024, 1, 1))
      `,
    },
  ],
};
