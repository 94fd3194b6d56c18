import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { didYouMean, replaceBy } from './shared/names';

export const rule: Rule = {
  id: 'unknown-xcom-task',
  group: 'references',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A result is pulled from a task that does not exist',
  why: '`xcom_pull` of an unknown task gives `None` without a word, and the task that uses it fails later or, worse, goes on. Told only where the file has one DAG all of whose tasks are seen.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/xcoms.html'],
  about: ['airflow'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      if (reference.type !== 'airflow.xcom' || reference.certainty !== 'certain' || workspace.resolve(reference, document.path).kind !== 'none') continue;
      const dag = reference.data?.['dag'];
      const tasks = document.facts.declarations.filter(d => d.type === 'airflow.task' && d.parent === dag).map(d => d.name);
      const near = closest(reference.name, tasks);
      yield { rule: this.id, span: reference.span, message: `The DAG has no task '${reference.name}'${didYouMean(near)}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt task',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            extract = BashOperator(task_id="extract", bash_command="extract")
            load = BashOperator(task_id="load", bash_command="load {{ ti.xcom_pull(task_ids='extrat') }}")
            #                                                                                ^^^^^^ The DAG has no task 'extrat'; did you mean 'extract'?
            extract >> load
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        with DAG("orders"):
            extract = BashOperator(task_id="extract", bash_command="extract")
            load = BashOperator(task_id="load", bash_command="load {{ ti.xcom_pull(task_ids='extract') }}")
            extract >> load
      `,
    },
    {
      title: 'a task in a group, and a DAG with tasks that are not seen',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, TaskGroup, task
        with DAG("orders"):
            with TaskGroup("source"):
                @task
                def extract(): ...
                extract()
            @task
            def load(ti=None):
                return ti.xcom_pull(task_ids="source.extract")
            load()
        //- dags/more.py
        from airflow.sdk import DAG, task
        from common import add_tasks
        with DAG("more") as dag:
            add_tasks(dag)
            @task
            def load(ti=None):
                return ti.xcom_pull(task_ids="from_elsewhere")
            load()
      `,
    },
  ],
};
