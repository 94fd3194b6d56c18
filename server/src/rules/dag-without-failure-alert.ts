import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'dag-without-failure-alert',
  group: 'orchestration',
  severity: 'off',
  certainty: 'advice',
  summary: 'Nobody is told when a DAG fails',
  why: 'Neither a callback nor an e-mail nor a deadline is set on the DAG, its defaults or its tasks. Off by default: alerts are often set up outside of files.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/logging-monitoring/callbacks.html'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'no alert',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
        #         ^^^^^^ Nobody is told when this DAG fails
            BashOperator(task_id="load", bash_command="load")
      `,
    },
    {
      title: 'an alert',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        from shop.alerts import tell
        with DAG("orders", on_failure_callback=tell):
            BashOperator(task_id="load", bash_command="load")
      `,
    },
  ],
};
