import type { Rule } from '../model/rule';
import { edit, replaceText } from './shared/fixes';
import { problemsOf, told } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'removed-airflow-argument',
  group: 'deprecations',
  severity: 'error',
  certainty: 'certain',
  summary: 'An argument that Airflow 3 refuses',
  why: '`concurrency`, `fail_stop`, `default_view` and `orientation` of a DAG, `task_concurrency` of a task, `execution_date` of `TriggerDagRunOperator`, `use_task_execution_day` of the operators about days, and two old trigger rules are gone in Airflow 3: the file can\'t be imported there. An error in files for Airflow 3; else information where there is a new name, or a hint. Not said where Ruff\'s AIR301 is switched on.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading_to_airflow3.html', 'ruff AIR301', 'Airflow 3.1 itself'],
  about: ['airflow'],
  fix: 'suggested',
  check(document, ws) {
    return unlessRuff(document, ws, ['AIR301'], problemsOf(document, this.id));
  },
  fixes(finding, document) {
    const data = told(finding);
    const text = data.text('text');
    if (text !== null) return [replaceText(document, `Change to '${text}'`, finding.span, text)];
    const start = data.value('start');
    const end = data.value('end');
    if (typeof start !== 'number' || typeof end !== 'number') return [];
    const after = /^\s*,[ \t]*/.exec(document.text.slice(end));
    const before = after ? null : /,\s*$/.exec(document.text.slice(0, start));
    return [edit(document, 'Remove it', [{ op: 'text', span: { start: start - (before?.[0].length ?? 0), end: end + (after?.[0].length ?? 0) }, text: '' }])];
  },
  examples: [
    {
      title: 'in a file for Airflow 3',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.empty import EmptyOperator
        from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
        with DAG("orders", default_view="grid", concurrency=4):
        #                  ^^^^^^^^^^^^ Airflow 3 refuses 'default_view', and nothing takes its place
        #                                       ^^^^^^^^^^^ it is called 'max_active_tasks' now
            EmptyOperator(task_id="a", task_concurrency=1, trigger_rule="none_failed_or_skipped")
            #                          ^^^^^^^^^^^^^^^^ it is called 'max_active_tis_per_dag' now
            #                                                            ^^^^^^^^^^^^^^^^^^^^^^ it is called 'none_failed_min_one_success' since 2.2
            TriggerDagRunOperator(task_id="b", trigger_dag_id="people", execution_date="{{ ts }}")
            #                                                           ^^^^^^^^^^^^^^ it is called 'logical_date' now
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.empty import EmptyOperator
        from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
        with DAG("orders", max_active_tasks=4):
            EmptyOperator(task_id="a", max_active_tis_per_dag=1, trigger_rule="none_failed_min_one_success")
            TriggerDagRunOperator(task_id="b", trigger_dag_id="people", logical_date="{{ ts }}")
      `,
    },
    {
      title: 'the new names, and an operator of the project that knows its own arguments',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, BaseOperator
        class Load(BaseOperator):
            def __init__(self, execution_date, **kwargs):
                super().__init__(**kwargs)
        with DAG("orders", max_active_tasks=4):
            Load(task_id="a", max_active_tis_per_dag=1, execution_date="{{ ts }}")
      `,
    },
  ],
};
