import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'isolated-task',
  group: 'orchestration',
  severity: 'information',
  certainty: 'resolved',
  summary: 'One task of a DAG is joined to no other',
  why: 'A task that waits for none and that none waits for runs at once, whatever happens to the others; most often an arrow has been forgotten. Told where the others of the DAG are joined and this is the only one that is not.',
  sources: ['pylint-airflow C8303'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'one is left out',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            a = BashOperator(task_id="a", bash_command="a")
            b = BashOperator(task_id="b", bash_command="b")
            c = BashOperator(task_id="c", bash_command="c")
            #   ^^^^^^^^^^^^ The task 'c' waits for no other
            a >> b
      `,
    },
    {
      title: 'all joined, or none',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("one"):
            a = BashOperator(task_id="a", bash_command="a")
            b = BashOperator(task_id="b", bash_command="b")
            a >> b >> BashOperator(task_id="c", bash_command="c")
        with DAG("two"):
            for n in ["x", "y", "z"]:
                BashOperator(task_id=n, bash_command=n)
      `,
    },
  ],
};
