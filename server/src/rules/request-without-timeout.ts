import type { Rule } from '../model/rule';
import { replaceText } from './shared/fixes';
import { problemsOf, told } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'request-without-timeout',
  group: 'orchestration',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A web request that may wait without end',
  why: 'requests has no time limit of its own: if the other side accepts the connection and then says nothing, the task hangs, holds its slot, and nobody is told. Not said where Ruff\'s S113 is switched on.',
  sources: ['https://requests.readthedocs.io/en/latest/user/advanced/#timeouts', 'ruff S113'],
  about: ['airflow', 'dagster', 'prefect', 'python'],
  fix: 'suggested',
  check(document, ws) {
    return unlessRuff(document, ws, ['S113'], problemsOf(document, this.id));
  },
  fixes(finding, document) {
    const at = told(finding).value('at');
    return typeof at === 'number' ? [replaceText(document, 'Add timeout=60', { start: at, end: at }, ', timeout=60')] : [];
  },
  examples: [
    {
      title: 'no limit',
      files: `
        //- dags/orders.py
        import requests
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task
            def load():
                return requests.get("https://example.com/orders").json()
                       ^^^^^^^^^^^^ This request waits without end
            load()
      `,
      fixed: `
        //- dags/orders.py
        import requests
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task
            def load():
                return requests.get("https://example.com/orders", timeout=60).json()
            load()
      `,
    },
    {
      title: 'a limit, or arguments that are not seen',
      files: `
        //- dags/orders.py
        import requests
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task
            def load():
                options = {}
                requests.post("https://example.com/orders", **options)
                return requests.get("https://example.com/orders", timeout=10).json()
            load()
      `,
    },
  ],
};
