import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'duplicate-task-id',
  group: 'orchestration',
  severity: 'error',
  certainty: 'certain',
  summary: 'Two tasks of a DAG have the same id',
  why: 'Airflow stops reading the file with `DuplicateTaskIdFound`. Calls of `@task` functions are numbered by themselves and never clash; tasks in different branches of one `if` are left alone.',
  sources: ['Airflow DuplicateTaskIdFound', 'pylint-airflow E8301'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'the same id twice',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.empty import EmptyOperator
        with DAG("orders"):
            first = EmptyOperator(task_id="load")
            second = EmptyOperator(task_id="load")
            #                              ^^^^^^ The DAG has a task 'load' already
      `,
    },
    {
      title: 'one of two, and ids made in a loop',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, task
        from airflow.providers.standard.operators.empty import EmptyOperator
        @task
        def notify(): ...
        with DAG("orders"):
            for name in ["a", "b"]:
                EmptyOperator(task_id=f"load_{name}")
            if unknown:
                EmptyOperator(task_id="end")
            else:
                EmptyOperator(task_id="end")
            notify() >> notify()
      `,
    },
  ],
};
