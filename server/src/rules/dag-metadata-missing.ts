import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'dag-metadata-missing',
  group: 'orchestration',
  severity: 'off',
  certainty: 'certain',
  summary: 'A DAG without tags, description or owner',
  why: 'In a list of hundreds of DAGs these tell what one is for and whom to call. Off unless a team asks for it.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/best-practices.html'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'bare',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders", tags=["shop"]):
                  ^^^^^^ This DAG has no description and no owner
            BashOperator(task_id="a", bash_command="a")
      `,
    },
    {
      title: 'told',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders", tags=["shop"], description="Loads orders", default_args={"owner": "sales"}):
            BashOperator(task_id="a", bash_command="a")
      `,
    },
  ],
};
