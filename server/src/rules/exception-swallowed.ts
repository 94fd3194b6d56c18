import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'exception-swallowed',
  group: 'orchestration',
  severity: 'information',
  certainty: 'certain',
  summary: 'Whatever goes wrong is forgotten',
  why: '`except Exception: pass` lets a run succeed with data missing, and the cause is in no log. Name the exception that is expected, log it, or let the task fail and be tried again. Not said where Ruff\'s S110 is switched on.',
  sources: ['ruff S110, BLE001'],
  about: ['airflow', 'dagster', 'prefect', 'python'],
  fix: 'none',
  check(document, ws) {
    return unlessRuff(document, ws, ['S110'], problemsOf(document, this.id));
  },
  examples: [
    {
      title: 'all of them',
      files: `
        //- dags/orders.py
        import requests
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task
            def load():
                try:
                    requests.get("https://example.com", timeout=5)
                except Exception:
                       ^^^^^^^^^ Whatever goes wrong here is forgotten
                    pass
            load()
      `,
    },
    {
      title: 'one that is expected',
      files: `
        //- dags/orders.py
        import requests
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task
            def load():
                try:
                    requests.get("https://example.com", timeout=5)
                except requests.Timeout:
                    pass
                except Exception as e:
                    print(e)
                    raise
            load()
      `,
    },
  ],
};
