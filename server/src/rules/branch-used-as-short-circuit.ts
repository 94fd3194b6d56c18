import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'branch-used-as-short-circuit',
  group: 'orchestration',
  severity: 'off',
  certainty: 'advice',
  summary: 'A branch with only one way',
  why: '`@task.short_circuit` says in its name that the rest may be skipped, and returns true or false. Off unless a team asks for it; not said where Ruff\'s AIR004 is switched on.',
  sources: ['ruff AIR004'],
  about: ['airflow'],
  fix: 'none',
  check(document, ws) {
    return unlessRuff(document, ws, ['AIR004'], problemsOf(document, this.id));
  },
  examples: [
    {
      title: 'this way or none',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task.branch
            def choose():
                ^^^^^^ 'choose' goes one way or none at all
                if open("/data/new").read():
                    return "load"
                return []
            choose()
      `,
    },
    {
      title: 'two ways',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task.branch
            def choose():
                if open("/data/new").read():
                    return "load"
                return "skip"
            choose()
      `,
    },
  ],
};
