import type { Rule } from '../model/rule';
import { insertTold } from './shared/fixes';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'print-not-logged',
  group: 'orchestration',
  severity: 'hint',
  certainty: 'resolved',
  summary: 'What a task or flow prints is not among its logs',
  why: 'Prefect logs what is printed only with `log_prints=True`, on the task itself or on the flow around it. Told of a task only if none of the flows of its file that run it sets it; a setting of the environment may do so for all.',
  sources: ['https://docs.prefect.io/v3/how-to-guides/workflows/add-logging'],
  about: ['prefect'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes: (finding, document) => insertTold(finding, document, () => 'Add log_prints=True'),
  examples: [
    {
      title: 'nobody logs it',
      files: `
        //- flows/orders.py
        from prefect import flow, task

        @task
        def load():
            print("loaded")
        #   ^^^^^ What this prints is not among the logs

        @flow
        def orders():
            load()
      `,
      fixed: `
        //- flows/orders.py
        from prefect import flow, task

        @task(log_prints=True)
        def load():
            print("loaded")

        @flow
        def orders():
            load()
      `,
    },
    {
      title: 'the flow does',
      files: `
        //- flows/orders.py
        from prefect import flow, task

        @task
        def load():
            print("loaded")

        @flow(log_prints=True)
        def orders():
            load()
      `,
    },
  ],
};
