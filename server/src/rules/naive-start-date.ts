import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'naive-start-date',
  group: 'orchestration',
  severity: 'off',
  certainty: 'certain',
  summary: 'A start date without a time zone',
  why: 'Airflow reads such a date in the time zone of its configuration: the same DAG starts at another hour elsewhere. Off unless a team asks for it, since nearly every DAG is written so and UTC is the usual setting.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/authoring-and-scheduling/timezone.html', 'flake8-datetimez DTZ001'],
  about: ['airflow'],
  fix: 'none',
  check(document, ws) {
    return unlessRuff(document, ws, ['DTZ001'], problemsOf(document, this.id));
  },
  examples: [
    {
      title: 'no zone',
      files: `
        //- dags/orders.py
        from datetime import datetime
        from airflow.sdk import DAG
        DAG("orders", start_date=datetime(2024, 1, 1))
                                 ^^^^^^^^^^^^^^^^^^^^ This date has no time zone
      `,
    },
    {
      title: 'with one',
      files: `
        //- dags/orders.py
        from datetime import datetime, timezone
        import pendulum
        from airflow.sdk import DAG
        DAG("a", start_date=datetime(2024, 1, 1, tzinfo=timezone.utc))
        DAG("b", start_date=pendulum.datetime(2024, 1, 1, tz="Europe/Paris"))
      `,
    },
  ],
};
