import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'variable-read-at-parse-time',
  group: 'performance',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A variable is read whenever the file is parsed',
  why: 'The scheduler parses DAG files every few seconds; `Variable.get` outside a task asks the database each time, and fails the whole file when the variable is missing. In a template (`{{ var.value.name }}`) or inside a task it is read once a run. Functions that the file calls while it is parsed are followed. Not said where Ruff\'s AIR003 is switched on.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/best-practices.html#airflow-variables', 'ruff AIR003'],
  about: ['airflow'],
  fix: 'none',
  check(document, ws) {
    return unlessRuff(document, ws, ['AIR003'], problemsOf(document, this.id));
  },
  examples: [
    {
      title: 'at the top of the file, and in a function called there',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, Variable
        bucket = Variable.get("bucket")
        #        ^^^^^^^^^^^^ The variable 'bucket' is read from Airflow's database
        def path():
            return Variable.get("path")
            #      ^^^^^^^^^^^^ The variable 'path'
        with DAG("orders", tags=[path()]):
            pass
      `,
    },
    {
      title: 'in a task and in a template',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, Variable, task
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            @task
            def load():
                return Variable.get("bucket")
            load() >> BashOperator(task_id="list", bash_command="ls {{ var.value.path }}")
      `,
    },
  ],
};
