import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'io-at-parse-time',
  group: 'performance',
  severity: 'hint',
  certainty: 'certain',
  summary: 'Work is done whenever the file is parsed',
  why: 'The scheduler parses DAG files every few seconds and gives up on slow ones. Web requests, queries, programs and files belong into tasks. What is called while the file is parsed is followed through functions of the file; bodies of tasks are not, since they run later.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/best-practices.html#top-level-python-code'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a request at the top of the file',
      files: `
        //- dags/orders.py
        import requests
        from airflow.sdk import DAG
        shops = requests.get("https://example.com/shops").json()
        #       ^^^^^^^^^^^^ a web request
        with DAG("orders"):
            pass
      `,
    },
    {
      title: 'the same in a task',
      files: `
        //- dags/orders.py
        import requests
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task
            def shops():
                return requests.get("https://example.com/shops").json()
            shops()
      `,
    },
  ],
};
