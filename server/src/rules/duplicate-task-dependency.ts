import type { Rule } from '../model/rule';
import { replaceText } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'duplicate-task-dependency',
  group: 'orchestration',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'The same dependency is drawn twice',
  why: 'The second arrow does nothing; Airflow logs a warning each time it parses the file. Most often one of the two was meant to go elsewhere. Told for arrows between two tasks by name, outside loops and functions.',
  sources: ['pylint-airflow E8302'],
  about: ['airflow'],
  fix: 'safe',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes(finding, document) {
    const about = told(finding);
    const [start, end] = [about.value('start'), about.value('end')];
    return typeof start === 'number' && typeof end === 'number' ? [replaceText(document, 'Remove the second arrow', { start, end }, '', true)] : [];
  },
  examples: [
    {
      title: 'the same arrow again',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            one = BashOperator(task_id="one", bash_command="a")
            two = BashOperator(task_id="two", bash_command="b")
            one >> two
            two << one
            ^^^ 'two' waits for 'one' already
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            one = BashOperator(task_id="one", bash_command="a")
            two = BashOperator(task_id="two", bash_command="b")
            one >> two
      `,
    },
    {
      title: 'two ways to one end',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            one = BashOperator(task_id="one", bash_command="a")
            two = BashOperator(task_id="two", bash_command="b")
            three = BashOperator(task_id="three", bash_command="c")
            one >> two >> three
            one >> three
      `,
    },
  ],
};
