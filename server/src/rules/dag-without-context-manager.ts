import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'dag-without-context-manager',
  group: 'orchestration',
  severity: 'off',
  certainty: 'certain',
  summary: 'Tasks that are given their DAG one by one',
  why: 'In a `with` block tasks find their DAG themselves, and none can be forgotten. Off unless a team asks for it.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/best-practices.html'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'by hand',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        dag = DAG("orders")
                   ^^^^^^ is given its DAG by hand
        BashOperator(task_id="a", bash_command="a", dag=dag)
        BashOperator(task_id="b", bash_command="b", dag=dag)
      `,
    },
    {
      title: 'in a block',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            BashOperator(task_id="a", bash_command="a")
      `,
    },
  ],
};
