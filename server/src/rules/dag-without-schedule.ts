import type { Rule } from '../model/rule';
import { insertTold } from './shared/fixes';
import { problemsOf } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'dag-without-schedule',
  group: 'orchestration',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A DAG says no schedule',
  why: 'In Airflow 2 it runs daily, in Airflow 3 only when it is triggered: after the upgrade it silently stops. A warning in files for Airflow 2, information in files for either, nothing in files for Airflow 3. Not said where Ruff\'s AIR002 is switched on.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading_to_airflow3.html', 'ruff AIR002'],
  about: ['airflow'],
  fix: 'suggested',
  check(document, ws) {
    return unlessRuff(document, ws, ['AIR002'], problemsOf(document, this.id));
  },
  fixes: (finding, document) => insertTold(finding, document, text => `Add ${text}`),
  examples: [
    {
      title: 'in a file for Airflow 2',
      files: `
        //- dags/orders.py
        from airflow import DAG
        from airflow.utils.dates import days_ago
        with DAG("orders"):
        #         ^^^^^^ A DAG that says no schedule
            pass
      `,
      fixed: `
        //- dags/orders.py
        from airflow import DAG
        from airflow.utils.dates import days_ago
        with DAG("orders", schedule=None):
            pass
      `,
    },
    {
      title: 'said',
      files: `
        //- dags/orders.py
        from airflow import DAG
        from airflow.utils.dates import days_ago
        with DAG("orders", schedule=None):
            pass
      `,
    },
  ],
};
