import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { replaceText } from './shared/fixes';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'removed-schedule-interval',
  group: 'deprecations',
  severity: 'error',
  certainty: 'certain',
  summary: 'A parameter that Airflow 3 knows as schedule',
  why: '`schedule_interval` and `timetable` became `schedule` in Airflow 2.4 and are gone in 3.0, where the DAG no longer loads. It is an error where the file is written for Airflow 3 (it imports `airflow.sdk`), a hint where the project stays with Airflow 2, else information. Not said where Ruff\'s AIR301 is switched on.',
  sources: ['ruff AIR301', 'https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading_to_airflow3.html'],
  about: ['airflow'],
  fix: 'safe',
  check(document, ws) {
    return unlessRuff(document, ws, ['AIR301'], problemsOf(document, this.id));
  },
  fixes: (finding, document) => [replaceText(document, "Change to 'schedule'", finding.span, 'schedule', true)],
  examples: [
    {
      title: 'the old name in a file for Airflow 3',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        with DAG("orders", schedule_interval="@daily"):
        #                  ^^^^^^^^^^^^^^^^^ Airflow 3 knows no 'schedule_interval'
            pass
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG
        with DAG("orders", schedule="@daily"):
            pass
      `,
    },
    {
      title: 'in a project that stays with Airflow 2: only a hint',
      files: `
        //- requirements.txt
        apache-airflow==2.9.1
        //- dags/orders.py
        from airflow import DAG
        with DAG("orders", schedule_interval="@daily", catchup=False):
        #                  ^^^^^^^^^^^^^^^^^ Airflow 3 knows no 'schedule_interval'
            pass
      `,
    },
    {
      title: 'the new name',
      files: `
        //- dags/orders.py
        from airflow import DAG
        with DAG("orders", schedule="@daily"):
            pass
      `,
    },
  ],
};
