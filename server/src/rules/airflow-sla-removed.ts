import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'airflow-sla-removed',
  group: 'freshness',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A task has an SLA, which Airflow 3 does not know',
  why: 'Nobody is told any more when the task is late. Deadline alerts, on trial since Airflow 3.1, take the place of SLAs. In files that are not written for Airflow 3 it is information.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/howto/sla-to-deadlines.html'],
  about: ['airflow.task'],
  fix: 'none',
  check: document => problemsOf(document, 'airflow-sla-removed'),
  examples: [
    {
      title: 'an SLA of two hours',
      files: `
        //- dags/daily.py
        from datetime import datetime, timedelta
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("daily", start_date=datetime(2024, 1, 1), schedule="@daily"):
            BashOperator(task_id="load", bash_command="true", sla=timedelta(hours=2))
            #                                                     ^^^^^^^^^^^^^^^^^^ Airflow 3 has no SLAs
      `,
    },
    {
      title: 'a task without',
      files: `
        //- dags/daily.py
        from datetime import datetime
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("daily", start_date=datetime(2024, 1, 1), schedule="@daily"):
            BashOperator(task_id="load", bash_command="true")
      `,
    },
  ],
};
