import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'unresolved-future',
  group: 'orchestration',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A task is submitted, and nobody waits for it',
  why: 'A flow ends when its function does. What `submit` and `map` give must be returned, waited for (`.wait()`, `wait([...])`) or passed on; otherwise the flow may end before the task, and is done even if the task fails.',
  sources: ['https://docs.prefect.io/v3/concepts/tasks', 'https://docs.prefect.io/v3/how-to-guides/workflows/run-work-concurrently'],
  about: ['prefect'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'thrown away',
      files: `
        //- flows/orders.py
        from prefect import flow, task

        @task
        def load(x): ...

        @flow
        def orders():
            load.submit(1)
        #   ^^^^^^^^^^^ Nobody waits for what 'load' gives
      `,
    },
    {
      title: 'kept, returned, waited for',
      files: `
        //- flows/orders.py
        from prefect import flow, task

        @task
        def load(x): ...

        @flow
        def orders():
            load.submit(1).wait()
            loaded = load.map([1, 2])
            load(3)
            return loaded
      `,
    },
  ],
};
