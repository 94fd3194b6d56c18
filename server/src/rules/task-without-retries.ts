import type { Rule } from '../model/rule';
import { insertTold } from './shared/fixes';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'task-without-retries',
  group: 'orchestration',
  severity: 'hint',
  certainty: 'advice',
  summary: 'Work that calls other systems is not tried again when it fails',
  why: 'Tasks talk to other systems, and those have bad moments. Without `retries` one of them fails the run. A default for all DAGs (`default_task_retries`) can be set in Airflow\'s own configuration, which files don\'t tell; then switch this off. Of Prefect it is told only for tasks that call another system themselves.',
  sources: ['https://www.astronomer.io/docs/learn/dag-best-practices'],
  about: ['airflow', 'prefect'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes: (finding, document) => insertTold(finding, document, text => `Add ${text}`),
  examples: [
    {
      title: 'no retries',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
        #         ^^^^^^ No task of this DAG is tried again
            BashOperator(task_id="load", bash_command="load")
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders", default_args={"retries": 2}):
            BashOperator(task_id="load", bash_command="load")
      `,
    },
    {
      title: 'a Prefect task that calls another system',
      files: `
        //- flows/orders.py
        import requests
        from prefect import task

        @task
        def fetch():
        #   ^^^^^ The task calls another system (requests.get)
            return requests.get("https://shop.example/orders", timeout=10).json()

        @task(retries=2)
        def fetch_again():
            return requests.get("https://shop.example/orders", timeout=10).json()

        @task
        def add(a, b):
            return a + b
      `,
      fixed: `
        //- flows/orders.py
        import requests
        from prefect import task

        @task(retries=2)
        def fetch():
            return requests.get("https://shop.example/orders", timeout=10).json()

        @task(retries=2)
        def fetch_again():
            return requests.get("https://shop.example/orders", timeout=10).json()

        @task
        def add(a, b):
            return a + b
      `,
    },
    {
      title: 'retries by default, on a task, or perhaps in arguments from elsewhere',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        from common import arguments
        with DAG("a", default_args={"retries": 2}):
            BashOperator(task_id="load", bash_command="load")
        with DAG("b"):
            BashOperator(task_id="load", bash_command="load", retries=2)
        with DAG("c", default_args=arguments):
            BashOperator(task_id="load", bash_command="load")
      `,
    },
  ],
};
