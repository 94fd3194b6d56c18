import type { Rule } from '../model/rule';
import { replaceText } from './shared/fixes';
import { problemsOf, told } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'implicit-multiple-outputs',
  group: 'orchestration',
  severity: 'off',
  certainty: 'certain',
  summary: 'A task that returns a mapping as one value',
  why: 'Without `multiple_outputs=True`, or a return annotation of a mapping, the whole is one XCom, and `result["key"]` fetches all of it. Off unless a team asks for it; not said where Ruff\'s AIR202 is switched on.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/tutorial/taskflow.html', 'ruff AIR202'],
  about: ['airflow'],
  fix: 'suggested',
  check(document, ws) {
    return unlessRuff(document, ws, ['AIR202'], problemsOf(document, this.id));
  },
  fixes(finding, document) {
    const at = told(finding).value('at');
    return typeof at === 'number' ? [replaceText(document, 'Add multiple_outputs=True', { start: at, end: at }, '(multiple_outputs=True)')] : [];
  },
  examples: [
    {
      title: 'a mapping',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task
            def totals():
                ^^^^^^ 'totals' returns a mapping that is kept as one value
                return {"orders": 1, "items": 2}
            totals()
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task(multiple_outputs=True)
            def totals():
                return {"orders": 1, "items": 2}
            totals()
      `,
    },
    {
      title: 'said by the annotation',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task
            def totals() -> dict[str, int]:
                return {"orders": 1, "items": 2}
            totals()
      `,
    },
  ],
};
