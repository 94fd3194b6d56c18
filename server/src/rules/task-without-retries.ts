import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'task-without-retries',
  group: 'orchestration',
  severity: 'hint',
  certainty: 'advice',
  summary: 'No task of a DAG is tried again',
  why: 'Tasks talk to other systems, and those have bad moments. Without `retries` one of them fails the run. A default for all DAGs (`default_task_retries`) can be set in Airflow\'s own configuration, which files don\'t tell; then switch this off.',
  sources: ['https://www.astronomer.io/docs/learn/dag-best-practices'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'no retries',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
        #         ^^^^^^ No task of this DAG is tried again
            BashOperator(task_id="load", bash_command="load")
      `,
    },
    {
      title: 'retries by default, on a task, or perhaps in arguments from elsewhere',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        from common import arguments
        with DAG("a", default_args={"retries": 2}):
            BashOperator(task_id="load", bash_command="load")
        with DAG("b"):
            BashOperator(task_id="load", bash_command="load", retries=2)
        with DAG("c", default_args=arguments):
            BashOperator(task_id="load", bash_command="load")
      `,
    },
  ],
};
