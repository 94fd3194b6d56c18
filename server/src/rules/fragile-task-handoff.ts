import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'fragile-task-handoff',
  group: 'orchestration',
  severity: 'information',
  certainty: 'advice',
  summary: 'Tasks hand over a file on a local disk',
  why: 'Two tasks may run on two workers; what the one wrote to its disk the other does not find. It works on one machine and fails when there are two. Hand files over in a store that all workers reach.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/best-practices.html#communication', 'pylint-airflow R8300'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'written here, read there',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            fetch = BashOperator(task_id="fetch", bash_command="curl -o /tmp/orders.csv https://example.com/orders")
            load = BashOperator(task_id="load", bash_command="psql -c copy < /tmp/orders.csv")
                                                                             ^^^^^^^^^^^^^^^ on the disk of the worker that runs 'fetch'
            fetch >> load
      `,
    },
    {
      title: 'a store, and a file of one task',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            fetch = BashOperator(task_id="fetch", bash_command="curl https://example.com > /tmp/a.csv && aws s3 cp /tmp/a.csv s3://lake/a.csv")
            load = BashOperator(task_id="load", bash_command="aws s3 cp s3://lake/a.csv -")
            fetch >> load
      `,
    },
  ],
};
