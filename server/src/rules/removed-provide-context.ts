import type { Rule } from '../model/rule';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'removed-provide-context',
  group: 'deprecations',
  severity: 'error',
  certainty: 'certain',
  summary: 'A task is given provide_context',
  why: 'The context is always given since Airflow 2, and Airflow 3 refuses the argument: the file can\'t be imported. A hint in files that are not for Airflow 3. Not said where Ruff\'s AIR301 is switched on.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading_to_airflow3.html', 'ruff AIR301'],
  about: ['airflow'],
  fix: 'safe',
  check(document, ws) {
    return unlessRuff(document, ws, ['AIR301'], problemsOf(document, this.id));
  },
  fixes(finding, document) {
    const start = told(finding).value('start');
    const end = told(finding).value('end');
    if (typeof start !== 'number' || typeof end !== 'number') return [];
    const after = /^\s*,[ \t]*/.exec(document.text.slice(end));
    const before = after ? null : /,\s*$/.exec(document.text.slice(0, start));
    return [edit(document, 'Remove provide_context', [{ op: 'text', span: { start: start - (before?.[0].length ?? 0), end: end + (after?.[0].length ?? 0) }, text: '' }], true)];
  },
  examples: [
    {
      title: 'in a file for Airflow 3',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.python import PythonOperator
        def load(**context): ...
        with DAG("orders"):
            PythonOperator(task_id="load", provide_context=True, python_callable=load)
            #                              ^^^^^^^^^^^^^^^ 'provide_context' does nothing since Airflow 2
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.python import PythonOperator
        def load(**context): ...
        with DAG("orders"):
            PythonOperator(task_id="load", python_callable=load)
      `,
    },
    {
      title: 'without it',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.python import PythonOperator
        def load(**context): ...
        with DAG("orders"):
            PythonOperator(task_id="load", python_callable=load)
      `,
    },
  ],
};
