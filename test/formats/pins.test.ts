import assert from 'node:assert/strict';
import test from 'node:test';
import { requiredMajor } from '../../server/src/formats/shared/pythonPins';
import { openFixture } from '../open';

test('what a requirement leaves of the major versions', () => {
  const of = (text: string): number | null => requiredMajor(text, 'apache-airflow', 3);
  assert.deepEqual(
    ['apache-airflow==2.9.1', 'apache-airflow[celery,postgres]>=2.7,<3', 'apache-airflow~=3.0', 'apache-airflow>=3.0.1', 'apache-airflow>=2.5', 'apache-airflow', 'apache-airflow-providers-google==10.1', 'dependencies = ["pandas", "apache-airflow>=2.10,<2.12"]', 'apache-airflow = "^2.8"', '  - apache-airflow=2.8.1', 'install_requires =\n  apache-airflow < 3.0'].map(of),
    [2, 2, 3, 3, null, null, null, 2, 2, 2, null],
  );
});

function severity(more: string): string | undefined {
  const opened = openFixture(`
  //- team/dags/d.py
  from airflow import DAG
  DAG("d", schedule_interval="@daily")
  ${more}
  `);
  const found = opened.engine.workspace.document('team/dags/d.py')!.facts.problems.find(p => p.rule === 'removed-schedule-interval');
  return found?.data?.['severity'] as string | undefined;
}

test('the version that a project pins decides what Airflow 3 refuses', () => {
  assert.equal(severity(''), 'hint');
  assert.equal(severity('//- team/requirements.txt\n  apache-airflow==3.1.0'), 'error');
  assert.equal(severity('//- team/requirements.txt\n  apache-airflow==2.11.0\n  //- requirements.txt\n  apache-airflow==3.1.0'), 'hint');
  assert.equal(severity('//- team/Dockerfile\n  FROM apache/airflow:3.0.2-python3.12'), 'error');
});
