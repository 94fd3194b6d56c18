import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'many-dags-in-one-file',
  group: 'orchestration',
  severity: 'off',
  certainty: 'certain',
  summary: 'Several DAGs in one file',
  why: 'A change to one makes the scheduler parse them all, and a mistake in one hides them all. Off unless a team asks for it.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/best-practices.html'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'two',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        DAG("orders")
        DAG("customers")
             ^^^^^^^^^ This file makes 2 DAGs
      `,
    },
    {
      title: 'one',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        DAG("orders")
      `,
    },
  ],
};
