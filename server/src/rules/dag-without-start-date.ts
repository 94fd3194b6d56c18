import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'dag-without-start-date',
  group: 'orchestration',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A scheduled DAG that does not say since when',
  why: 'Airflow 3 refuses a DAG with `catchup=True` and no start date, Airflow 2 any DAG with a schedule and none ("DAG is missing the start_date parameter"): an error in files for that version. Where a file may be for either, a schedule without a start date is information.',
  sources: ['Airflow 3.1: sdk/definitions/dag.py', 'Airflow 2.11: models/dag.py'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'catches up since when?',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        with DAG("orders", schedule="@daily", catchup=True):
                  ^^^^^^ does not say since when
            pass
      `,
    },
    {
      title: 'said, or nothing to start',
      files: `
        //- dags/orders.py
        from datetime import datetime
        from airflow.sdk import DAG
        DAG("a", schedule="@daily", catchup=True, start_date=datetime(2024, 1, 1))
        DAG("b", schedule="@daily", catchup=True, default_args={"start_date": datetime(2024, 1, 1)})
        DAG("c", schedule=None, catchup=True)
        DAG("d", schedule="@daily")
      `,
    },
  ],
};
