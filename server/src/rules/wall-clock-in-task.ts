import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'wall-clock-in-task',
  group: 'orchestration',
  severity: 'information',
  certainty: 'advice',
  summary: 'A task that asks the clock',
  why: 'A run of last Monday that is repeated today should do what it did on Monday: with the interval of the run (`logical_date`, `data_interval_start`) it does, with `now()` it does not.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/best-practices.html'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'today, whenever that is',
      files: `
        //- dags/orders.py
        from datetime import datetime
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task
            def load():
                day = datetime.now().date()
                      ^^^^^^^^^^^^ A run that is repeated tomorrow gets another time here
                print(day)
            load()
      `,
    },
    {
      title: 'the day of the run',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task
            def load(data_interval_start=None):
                print(data_interval_start.date())
            load()
      `,
    },
  ],
};
