import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'blocking-call-in-async-flow',
  group: 'performance',
  severity: 'warning',
  certainty: 'certain',
  summary: 'An asynchronous flow or task makes a call that blocks',
  why: '`time.sleep`, `requests` and `subprocess.run` hold up the whole event loop: nothing else of the flow goes on meanwhile, not even its heartbeat. `asyncio.sleep`, `httpx.AsyncClient` and `asyncio.create_subprocess_exec` don\'t.',
  sources: ['https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code'],
  about: ['prefect'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'sleeping in an asynchronous flow',
      files: `
        //- flows/orders.py
        import time
        from prefect import flow

        @flow
        async def orders():
            time.sleep(5)
        #   ^^^^^^^^^^ 'time.sleep' stands still
      `,
    },
    {
      title: 'the same in a plain one',
      files: `
        //- flows/orders.py
        import asyncio
        import time
        from prefect import flow, task

        @task
        def wait():
            time.sleep(5)

        @flow
        async def orders():
            await asyncio.sleep(5)
      `,
    },
  ],
};
