import type { Rule } from '../model/rule';
import { replaceTold } from './shared/fixes';
import { problemsOf } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'dynamic-start-date',
  group: 'orchestration',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A start date that moves',
  why: 'The scheduler parses the file again and again. With `now()`, `today()` or `days_ago()` the start date is always another one: a run whose interval has not ended before the start date never comes, and which runs are missing changes with every look. `days_ago` is gone in Airflow 3. Not said where Ruff\'s AIR304 is switched on.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/best-practices.html', 'flake8-airflow AF104'],
  about: ['airflow'],
  fix: 'suggested',
  check(document, ws) {
    return unlessRuff(document, ws, ['AIR304'], problemsOf(document, this.id));
  },
  fixes: (finding, document) => replaceTold(finding, document),
  examples: [
    {
      title: 'a date that is always now',
      files: `
        //- dags/orders.py
        from datetime import datetime
        from airflow.sdk import DAG
        with DAG("orders", start_date=datetime.now(), schedule="@daily"):
        #                             ^^^^^^^^^^^^^^ The start date is another one every time
            pass
      `,
      fixed: `
        //- dags/orders.py
        from datetime import datetime
        from airflow.sdk import DAG
        with DAG("orders", start_date=datetime(2025, 1, 1), schedule="@daily"):
            pass
      `,
    },
    {
      title: 'a fixed date',
      files: `
        //- dags/orders.py
        import pendulum
        from airflow.sdk import DAG
        with DAG("orders", start_date=pendulum.datetime(2025, 1, 1, tz="UTC"), schedule="@daily"):
            pass
      `,
    },
  ],
};
