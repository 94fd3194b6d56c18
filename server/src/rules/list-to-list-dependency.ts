import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'list-to-list-dependency',
  group: 'orchestration',
  severity: 'error',
  certainty: 'certain',
  summary: 'An arrow between two lists',
  why: '`[a, b] >> [c, d]` is an operation of two Python lists, which have no such operator: the file can\'t be read. Join them with `cross_downstream` or `chain`.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dags.html#task-dependencies'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'lists on both sides',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.empty import EmptyOperator
        with DAG("orders"):
            a, b, c, d = [EmptyOperator(task_id=i) for i in "abcd"]
            [a, b] >> [c, d]
        #   ^^^^^^^^^^^^^^^^ Two lists can't be joined by an arrow
      `,
    },
    {
      title: 'a task between',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.empty import EmptyOperator
        with DAG("orders"):
            a, b, c, d, e = [EmptyOperator(task_id=i) for i in "abcde"]
            [a, b] >> c >> [d, e]
      `,
    },
  ],
};
