import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'runtime-value-in-constructor',
  group: 'orchestration',
  severity: 'warning',
  certainty: 'certain',
  summary: 'An argument is another value whenever the file is parsed',
  why: 'The clock, a random number or a new identifier in an argument of a DAG or task changes with every parse: Airflow 3 stores a new version of the DAG each time, and what a run used can\'t be told later. Not said where Ruff\'s AIR304 is switched on.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/best-practices.html', 'ruff AIR304', 'apache/airflow#59430'],
  about: ['airflow'],
  fix: 'none',
  check(document, ws) {
    return unlessRuff(document, ws, ['AIR304'], problemsOf(document, this.id));
  },
  examples: [
    {
      title: 'the clock in an argument',
      files: `
        //- dags/orders.py
        from datetime import datetime
        import uuid
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders", description=str(datetime.now())):
            BashOperator(task_id="load", bash_command="load", env=None, run_as_user=uuid.uuid4())
            #                                                                       ^^^^^^^^^^^^ 'uuid.uuid4' gives another value
      `,
    },
    {
      title: 'templates, and fixed values',
      files: `
        //- dags/orders.py
        from datetime import datetime
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders", start_date=datetime(2024, 1, 1)):
            BashOperator(task_id="load", bash_command="load {{ ts }}")
      `,
    },
  ],
};
