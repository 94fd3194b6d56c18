import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'invalid-schedule',
  group: 'orchestration',
  severity: 'error',
  certainty: 'certain',
  summary: 'A schedule that the scheduler can\'t read',
  why: 'A cron expression that does not parse, or a preset that does not exist, is an import error: the DAG disappears. Dagster does not load the code location, Prefect refuses the deployment.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/authoring-and-scheduling/cron.html'],
  about: ['airflow', 'dagster', 'prefect'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a minute that no hour has, and a preset that is none',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        with DAG("orders", schedule="75 * * * *"):
        #                           ^^^^^^^^^^^^ 75 is no minute
            pass
        with DAG("returns", schedule="@dayly"):
        #                            ^^^^^^^^ '@dayly' is no preset
            pass
      `,
    },
    {
      title: 'cron, a preset, a list of assets, none at all',
      files: `
        //- dags/orders.py
        from datetime import timedelta
        from airflow.sdk import DAG, Asset
        DAG("a", schedule="0 6 * * mon-fri")
        DAG("b", schedule="@daily")
        DAG("c", schedule=[Asset("orders")])
        DAG("d", schedule=None)
        DAG("e", schedule=timedelta(hours=2))
      `,
    },
  ],
};
