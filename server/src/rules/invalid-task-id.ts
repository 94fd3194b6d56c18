import type { Rule } from '../model/rule';
import { setTo } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'invalid-task-id',
  group: 'orchestration',
  severity: 'error',
  certainty: 'certain',
  summary: 'A task id that Airflow refuses',
  why: 'Ids of tasks hold letters, digits, dashes, dots and underscores, at most 250 of them. Anything else stops Airflow from reading the file.',
  sources: ['Airflow validate_key'],
  about: ['airflow'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes(finding, document) {
    const text = told(finding).text('text');
    return text === null ? [] : setTo(document, null, finding.span, [text], true);
  },
  examples: [
    {
      title: 'a blank',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.empty import EmptyOperator
        with DAG("orders"):
            EmptyOperator(task_id="load orders")
            #                     ^^^^^^^^^^^^^ 'load orders' is no task id
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.empty import EmptyOperator
        with DAG("orders"):
            EmptyOperator(task_id="load_orders")
      `,
    },
    {
      title: 'dashes and dots',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.empty import EmptyOperator
        with DAG("orders"):
            EmptyOperator(task_id="load-orders.2025_01")
      `,
    },
  ],
};
