import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'task-dependency-cycle',
  group: 'orchestration',
  severity: 'error',
  certainty: 'certain',
  summary: 'Tasks wait for each other',
  why: 'A DAG must not go in circles: Airflow refuses the file with `AirflowDagCycleException`. Dependencies in undecided branches and in loops over unknown lists are left out.',
  sources: ['Airflow AirflowDagCycleException', 'pylint-airflow E8303'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a circle of two',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.empty import EmptyOperator
        with DAG("orders"):
            load = EmptyOperator(task_id="load")
            check = EmptyOperator(task_id="check")
            load >> check
            check >> load
        #   ^^^^^ These tasks wait for each other
      `,
    },
    {
      title: 'a diamond',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.empty import EmptyOperator
        with DAG("orders"):
            a, b, c, d = [EmptyOperator(task_id=i) for i in "abcd"]
            a >> [b, c] >> d
      `,
    },
  ],
};
