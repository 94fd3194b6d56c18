import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'network-asset-without-retries',
  group: 'orchestration',
  severity: 'off',
  certainty: 'advice',
  summary: 'An asset that calls another system is tried once',
  why: 'Networks fail for a moment; `retry_policy` tries the step again. Off unless a team asks for it: many deployments retry whole runs instead.',
  sources: ['https://docs.dagster.io/guides/build/ops/op-retries'],
  about: ['dagster'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'once',
      files: `
        //- shop/assets.py
        import os
        import dagster as dg
        import requests
        @dg.asset
        def orders():
            ^^^^^^ calls another system (requests.get) and is not tried again
            return requests.get("https://example.com/orders", timeout=60).json()
      `,
    },
    {
      title: 'again',
      files: `
        //- shop/assets.py
        import os
        import dagster as dg
        import requests
        @dg.asset(retry_policy=dg.RetryPolicy(max_retries=3))
        def orders():
            return requests.get("https://example.com/orders", timeout=60).json()
      `,
    },
  ],
};
