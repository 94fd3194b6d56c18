import type { Rule } from '../model/rule';
import { replaceText } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'mixed-dependency-directions',
  group: 'orchestration',
  severity: 'hint',
  certainty: 'certain',
  summary: 'Arrows of one statement point both ways',
  why: '`a >> b << c` reads as a line, but runs `a` and `c` side by side before `b`. Arrows that all point the same way are read without error.',
  sources: ['pylint-airflow C8302'],
  about: ['airflow'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes(finding, document) {
    const about = told(finding);
    const [start, end, to] = [about.value('start'), about.value('end'), about.text('to')];
    return typeof start === 'number' && typeof end === 'number' && to !== null ? [replaceText(document, `Write ${to}`, { start, end }, to)] : [];
  },
  examples: [
    {
      title: 'there and back',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            a = BashOperator(task_id="a", bash_command="a")
            b = BashOperator(task_id="b", bash_command="b")
            c = BashOperator(task_id="c", bash_command="c")
            a >> b << c
                   ^^^^ Arrows of one statement point both ways
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            a = BashOperator(task_id="a", bash_command="a")
            b = BashOperator(task_id="b", bash_command="b")
            c = BashOperator(task_id="c", bash_command="c")
            [a, c] >> b
      `,
    },
    {
      title: 'one direction',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            a = BashOperator(task_id="a", bash_command="a")
            b = BashOperator(task_id="b", bash_command="b")
            c = BashOperator(task_id="c", bash_command="c")
            c << b << a
      `,
    },
  ],
};
