import type { Rule } from '../model/rule';
import { replaceTold } from './shared/fixes';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'python-callable-is-called',
  group: 'orchestration',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A function is called where it should be named',
  why: '`python_callable=load()` runs `load` while the scheduler parses the file, and the task gets what it returns: nothing.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/howto/operator/python.html'],
  about: ['airflow'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes: (finding, document) => replaceTold(finding, document),
  examples: [
    {
      title: 'brackets too many',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.python import PythonOperator
        def load(): ...
        with DAG("orders"):
            PythonOperator(task_id="load", python_callable=load())
            #                                              ^^^^^^ The function is called here
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.python import PythonOperator
        def load(): ...
        with DAG("orders"):
            PythonOperator(task_id="load", python_callable=load)
      `,
    },
    {
      title: 'named, or a function that makes one',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.python import PythonOperator
        def load(): ...
        def loader(table):
            def inner(): ...
            return inner
        with DAG("orders"):
            PythonOperator(task_id="a", python_callable=load)
            PythonOperator(task_id="b", python_callable=loader("x"))
      `,
    },
  ],
};
