import type { Rule } from '../model/rule';
import { replaceText } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'branch-join-skipped',
  group: 'orchestration',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A task where the ways of a branch meet is skipped with them',
  why: 'A branch skips the tasks it does not choose, and a task with the usual trigger rule is skipped as soon as one it waits for was. So what comes after the branch never runs. `none_failed_min_one_success` runs it when the chosen way is done. A branch that may choose several ways is left alone.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dags.html#branching'],
  about: ['airflow'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes(finding, document) {
    const at = told(finding).value('at');
    return typeof at === 'number' ? [replaceText(document, 'Add trigger_rule="none_failed_min_one_success"', { start: at, end: at }, ', trigger_rule="none_failed_min_one_success"')] : [];
  },
  examples: [
    {
      title: 'two ways that meet',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, task
        from airflow.providers.standard.operators.empty import EmptyOperator
        with DAG("orders"):
            @task.branch
            def choose():
                if True:
                    return "full"
                return "delta"
            full = EmptyOperator(task_id="full")
            delta = EmptyOperator(task_id="delta")
            publish = EmptyOperator(task_id="publish")
                                             ^^^^^^^ 'choose' skips the ways it does not take
            choose() >> [full, delta] >> publish
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG, task
        from airflow.providers.standard.operators.empty import EmptyOperator
        with DAG("orders"):
            @task.branch
            def choose():
                if True:
                    return "full"
                return "delta"
            full = EmptyOperator(task_id="full")
            delta = EmptyOperator(task_id="delta")
            publish = EmptyOperator(task_id="publish", trigger_rule="none_failed_min_one_success")
            choose() >> [full, delta] >> publish
      `,
    },
    {
      title: 'a rule of its own, and a branch that may take both',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, task
        from airflow.providers.standard.operators.empty import EmptyOperator
        with DAG("orders"):
            @task.branch
            def choose():
                return "full"
            @task.branch
            def several():
                return ["full2", "delta2"]
            full = EmptyOperator(task_id="full")
            delta = EmptyOperator(task_id="delta")
            choose() >> [full, delta] >> EmptyOperator(task_id="publish", trigger_rule="one_success")
            full2 = EmptyOperator(task_id="full2")
            delta2 = EmptyOperator(task_id="delta2")
            several() >> [full2, delta2] >> EmptyOperator(task_id="publish2")
      `,
    },
  ],
};
