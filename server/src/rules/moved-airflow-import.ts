import type { Rule } from '../model/rule';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'moved-airflow-import',
  group: 'deprecations',
  severity: 'information',
  certainty: 'certain',
  summary: 'Something is imported from where it was before Airflow 3',
  why: 'Airflow 3 moved the authoring interface to `airflow.sdk` and common operators to the `standard` provider. Some old places still work and will go, others are gone. In a file that is written for Airflow 3 (it imports `airflow.sdk`) a place that is gone is an error, one that still works a warning; elsewhere only what is gone is told, as information. An import that falls back in `try … except ImportError` is left alone. The provider must be installed before the import is changed. Not said where Ruff\'s AIR301, AIR302, AIR311, AIR312 are switched on.',
  sources: ['ruff AIR301, AIR302, AIR311, AIR312'],
  about: ['airflow'],
  fix: 'suggested',
  check(document, ws) {
    return unlessRuff(document, ws, ['AIR301', 'AIR302', 'AIR311', 'AIR312'], problemsOf(document, this.id));
  },
  fixes(finding, document) {
    const data = told(finding);
    const to = data.text('to');
    const from = pair(data.value('from'));
    const at = pair(data.value('at'));
    const name = data.text('name');
    if (to === null || from === null || at === null || name === null) return [];
    const as = data.text('as');
    const operations = [{ op: 'text' as const, span: from, text: to }, ...(as === null ? [] : [{ op: 'text' as const, span: at, text: `${name} as ${as}` }])];
    return [edit(document, `Import from '${to}'`, operations)];
  },
  examples: [
    {
      title: 'two moved imports',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.operators.bash import BashOperator
        #                                  ^^^^^^^^^^^^ 'BashOperator' is in 'airflow.providers.standard.operators.bash' in Airflow 3
        from airflow.operators.dummy import DummyOperator
        #                                   ^^^^^^^^^^^^^ the old place is gone there
        with DAG("orders"):
            DummyOperator(task_id="start") >> BashOperator(task_id="load", bash_command="load")
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.operators.bash import BashOperator
        from airflow.providers.standard.operators.empty import EmptyOperator as DummyOperator
        with DAG("orders"):
            DummyOperator(task_id="start") >> BashOperator(task_id="load", bash_command="load")
      `,
    },
    {
      title: 'new places, and a fallback',
      files: `
        //- dags/orders.py
        from airflow.providers.standard.operators.bash import BashOperator
        try:
            from airflow.sdk import DAG
        except ImportError:
            from airflow import DAG
        with DAG("orders"):
            BashOperator(task_id="load", bash_command="load")
      `,
    },
  ],
};

function pair(value: unknown): { start: number; end: number } | null {
  if (!Array.isArray(value)) return null;
  const [start, end]: unknown[] = value;
  return typeof start === 'number' && typeof end === 'number' ? { start, end } : null;
}
