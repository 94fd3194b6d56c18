import type { Rule } from '../model/rule';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'task-variable-name-differs',
  group: 'naming',
  severity: 'off',
  certainty: 'certain',
  summary: 'A task\'s variable has another name than the task',
  why: 'Arrows are written with variables, logs with task ids; with one name for both nobody looks for the wrong task. Off unless a team asks for it; not said where Ruff\'s AIR001 is switched on.',
  sources: ['ruff AIR001', 'pylint-airflow C8300'],
  about: ['airflow'],
  fix: 'suggested',
  check(document, ws) {
    return unlessRuff(document, ws, ['AIR001'], problemsOf(document, this.id));
  },
  fixes(finding, document) {
    const about = told(finding);
    const [to, places] = [about.text('to'), about.value('places')];
    if (to === null || !Array.isArray(places)) return [];
    const numbers = places.filter((n): n is number => typeof n === 'number');
    const operations = numbers.flatMap((start, i) => (i % 2 === 0 ? [{ op: 'text' as const, span: { start, end: numbers[i + 1] ?? start }, text: to }] : []));
    return [edit(document, `Call it '${to}'`, operations)];
  },
  examples: [
    {
      title: 'two names',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            bash1 = BashOperator(task_id="load", bash_command="load")
            ^^^^^ The variable is called 'bash1', its task 'load'
            bash2 = BashOperator(task_id="bash2", bash_command="bash2")
            bash1 >> bash2
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            load = BashOperator(task_id="load", bash_command="load")
            bash2 = BashOperator(task_id="bash2", bash_command="bash2")
            load >> bash2
      `,
    },
    {
      title: 'one name',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            load = BashOperator(task_id="load", bash_command="load")
      `,
    },
  ],
};
