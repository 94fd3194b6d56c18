import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'task-without-timeout',
  group: 'orchestration',
  severity: 'off',
  certainty: 'advice',
  summary: 'Nothing ends a task that hangs',
  why: 'Without `execution_timeout` on the task, or `dagrun_timeout` on the DAG, a task that hangs keeps its worker for ever. Off by default: nearly no DAG sets either.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/tasks.html#timeouts'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'no limit',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            BashOperator(task_id="load", bash_command="load")
        #   ^^^^^^^^^^^^ Nothing ends this task if it hangs
      `,
    },
    {
      title: 'a limit for all',
      files: `
        //- dags/orders.py
        from datetime import timedelta
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders", default_args={"execution_timeout": timedelta(hours=1)}):
            BashOperator(task_id="load", bash_command="load")
      `,
    },
  ],
};
