import type { Rule } from '../model/rule';
import { insertTold } from './shared/fixes';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'sensor-without-timeout',
  group: 'orchestration',
  severity: 'off',
  certainty: 'advice',
  summary: 'A sensor waits for seven days',
  why: 'That is what it does if no `timeout` is set, and the run with it. Off by default: most sensors set none.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/sensors.html'],
  about: ['airflow'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes: (finding, document) => insertTold(finding, document, text => `Add ${text}`),
  examples: [
    {
      title: 'no timeout',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.sensors.filesystem import FileSensor
        with DAG("orders"):
            FileSensor(task_id="wait", filepath="orders.csv")
        #   ^^^^^^^^^^ This sensor waits up to seven days
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.sensors.filesystem import FileSensor
        with DAG("orders"):
            FileSensor(task_id="wait", filepath="orders.csv", timeout=3600)
      `,
    },
    {
      title: 'an hour',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.sensors.filesystem import FileSensor
        with DAG("orders"):
            FileSensor(task_id="wait", filepath="orders.csv", timeout=3600)
      `,
    },
  ],
};
