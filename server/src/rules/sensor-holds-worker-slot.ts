import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { insertTold, replaceText } from './shared/fixes';

export const rule: Rule = {
  id: 'sensor-holds-worker-slot',
  group: 'performance',
  severity: 'hint',
  certainty: 'certain',
  summary: 'A sensor occupies a worker while it waits',
  why: 'In its default mode a sensor sleeps between two looks and keeps its worker slot all the while; a few of them can block a whole Airflow. With `mode="reschedule"` the slot is free in between, and deferrable sensors wait outside workers.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/sensors.html'],
  about: ['airflow'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes(finding, document) {
    return told(finding).flag('mode') ? [replaceText(document, 'Change to "reschedule"', finding.span, '"reschedule"')] : insertTold(finding, document, text => `Add ${text}`);
  },
  examples: [
    {
      title: 'the default mode, and the same said',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.sensors.filesystem import FileSensor
        with DAG("orders"):
            FileSensor(task_id="wait", filepath="orders.csv", mode="poke")
            #                                                      ^^^^^^ This sensor occupies a worker
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.sensors.filesystem import FileSensor
        with DAG("orders"):
            FileSensor(task_id="wait", filepath="orders.csv", mode="reschedule")
      `,
    },
    {
      title: 'nothing said',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.sensors.filesystem import FileSensor
        with DAG("orders"):
            FileSensor(task_id="wait", filepath="orders.csv")
        #   ^^^^^^^^^^ This sensor occupies a worker
      `,
      fixed: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.sensors.filesystem import FileSensor
        with DAG("orders"):
            FileSensor(task_id="wait", filepath="orders.csv", mode="reschedule")
      `,
    },
    {
      title: 'sensors that free their slot',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.standard.sensors.filesystem import FileSensor
        with DAG("orders"):
            FileSensor(task_id="a", filepath="a.csv", mode="reschedule")
            FileSensor(task_id="b", filepath="b.csv", deferrable=True)
      `,
    },
  ],
};
