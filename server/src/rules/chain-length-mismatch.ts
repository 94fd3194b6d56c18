import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'chain-length-mismatch',
  group: 'orchestration',
  severity: 'error',
  certainty: 'certain',
  summary: 'chain() with neighbouring lists of different length',
  why: '`chain` pairs the items of neighbouring lists. Lists of different length are an error that stops Airflow from reading the file. Use `cross_downstream` or `chain_linear` to join all to all.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dags.html#task-dependencies'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'two before three',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, chain
        from airflow.providers.standard.operators.empty import EmptyOperator
        with DAG("orders"):
            a, b, c, d, e = [EmptyOperator(task_id=i) for i in "abcde"]
            chain([a, b], [c, d, e])
            #             ^^^^^^^^^ there are 2 items before these 3
      `,
    },
    {
      title: 'lists of one length, and single tasks between',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, chain
        from airflow.providers.standard.operators.empty import EmptyOperator
        with DAG("orders"):
            a, b, c, d, e = [EmptyOperator(task_id=i) for i in "abcde"]
            chain([a, b], [c, d], e)
      `,
    },
  ],
};
