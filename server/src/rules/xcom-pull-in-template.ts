import type { Rule } from '../model/rule';
import { replaceText } from './shared/fixes';
import { problemsOf, told } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'xcom-pull-in-template',
  group: 'orchestration',
  severity: 'hint',
  certainty: 'resolved',
  summary: 'A template that is the result of one task',
  why: '`.output` of that task as the argument gives the same value, makes the dependency by itself, and is checked by editors; a typo in a template is found by the run. Not said where Ruff\'s AIR201 is switched on.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/xcoms.html', 'ruff AIR201'],
  about: ['airflow'],
  fix: 'suggested',
  check(document, ws) {
    return unlessRuff(document, ws, ['AIR201'], problemsOf(document, this.id));
  },
  fixes(finding, document) {
    const about = told(finding);
    const [start, end, to] = [about.value('start'), about.value('end'), about.text('to')];
    return typeof start === 'number' && typeof end === 'number' && to !== null ? [replaceText(document, `Use ${to}`, { start, end }, to)] : [];
  },
  examples: [
    {
      title: 'only a pull',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            find = BashOperator(task_id="find", bash_command="ls | tail -1")
            load = BashOperator(task_id="load", bash_command="{{ ti.xcom_pull(task_ids='find') }}")
                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This template is the result of 'find' and nothing else
            find >> load
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            find = BashOperator(task_id="find", bash_command="ls | tail -1")
            load = BashOperator(task_id="load", bash_command=find.output)
            find >> load
      `,
    },
    {
      title: 'part of a text',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            find = BashOperator(task_id="find", bash_command="ls | tail -1")
            load = BashOperator(task_id="load", bash_command="load {{ ti.xcom_pull(task_ids='find') }}")
            find >> load
      `,
    },
  ],
};
