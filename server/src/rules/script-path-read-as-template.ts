import type { Rule } from '../model/rule';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'script-path-read-as-template',
  group: 'orchestration',
  severity: 'warning',
  certainty: 'certain',
  summary: 'The name of a script is taken for a template file',
  why: '`bash_command` ends in `.sh` or `.bash`, so Airflow looks for a template of that name and fails with "Jinja template not found". A space behind the name makes it a command.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/howto/operator/bash.html'],
  about: ['airflow'],
  fix: 'safe',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes(finding, document) {
    const end = told(finding).value('end');
    return typeof end === 'number' ? [edit(document, 'Add a space', [{ op: 'text', span: { start: end, end }, text: ' ' }], true)] : [];
  },
  examples: [
    {
      title: 'a script',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            BashOperator(task_id="load", bash_command="/opt/shop/load.sh")
            #                                          ^^^^^^^^^^^^^^^^^ is read as the name of a template file
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            BashOperator(task_id="load", bash_command="/opt/shop/load.sh ")
      `,
    },
    {
      title: 'with a space, with arguments, a template beside the DAG',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            BashOperator(task_id="a", bash_command="/opt/shop/load.sh ")
            BashOperator(task_id="b", bash_command="bash /opt/shop/load.sh today")
            BashOperator(task_id="c", bash_command="scripts/load.sh")
      `,
    },
  ],
};
