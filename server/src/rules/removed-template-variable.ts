import type { Rule } from '../model/rule';
import { replaceTold } from './shared/fixes';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'removed-template-variable',
  group: 'deprecations',
  severity: 'error',
  certainty: 'certain',
  summary: 'A template names what Airflow 3 does not know',
  why: 'Airflow 3 dropped the names around `execution_date`; a template that uses one fails when the task runs (`UndefinedError`), and a `@task` function that asks for one is not given it. An error in files for Airflow 3, a warning there if a default stands in or if it is not sure that the text is rendered, a hint in files that are not for Airflow 3.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading_to_airflow3.html', 'ruff AIR301'],
  about: ['airflow'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes: (finding, document) => replaceTold(finding, document),
  examples: [
    {
      title: 'the old names in a file for Airflow 3',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, task
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            BashOperator(task_id="load", bash_command="load {{ execution_date }} {{ tomorrow_ds }}")
            #                                                  ^^^^^^^^^^^^^^ Airflow 3 has no 'execution_date'; use logical_date
            #                                                                       ^^^^^^^^^^^ use macros.ds_add(ds, 1)
            @task
            def save(prev_ds=None): ...
            #        ^^^^^^^ Airflow 3 has no 'prev_ds'
            save()
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG, task
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            BashOperator(task_id="load", bash_command="load {{ logical_date }} {{ macros.ds_add(ds, 1) }}")
            @task
            def save(prev_ds=None): ...
            save()
      `,
    },
    {
      title: 'names that stay, and texts in templates',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            BashOperator(task_id="load", bash_command="load {{ ds }} {{ data_interval_end }} {{ params['next_ds'] }} {{ dag_run.execution_date }}")
      `,
    },
  ],
};
