import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'removed-subdag-operator',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A DAG within a task',
  why: 'A `SubDagOperator` keeps a worker slot while the tasks in it wait for one, which can block everything. It was deprecated with Airflow 2.0, when task groups came, and is gone in 3.0. An error in files for Airflow 3. Not said where Ruff\'s AIR301 or AIR303 is switched on.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/2.10.5/core-concepts/dags.html', 'ruff AIR301'],
  about: ['airflow'],
  fix: 'none',
  check(document, ws) {
    return unlessRuff(document, ws, ['AIR301', 'AIR303'], problemsOf(document, this.id));
  },
  examples: [
    {
      title: 'a sub-DAG',
      files: `
        //- dags/orders.py
        from airflow import DAG
        from airflow.operators.subdag import SubDagOperator
        with DAG("orders", schedule=None) as dag:
            SubDagOperator(task_id="load", subdag=DAG("orders.load"))
        #   ^^^^^^^^^^^^^^ put the tasks into a task group
      `,
    },
    {
      title: 'a task group',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, TaskGroup
        from airflow.providers.standard.operators.empty import EmptyOperator
        with DAG("orders"):
            with TaskGroup("load"):
                EmptyOperator(task_id="a")
      `,
    },
  ],
};
