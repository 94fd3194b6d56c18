import type { EditOperation } from '../model/format';
import type { Rule } from '../model/rule';
import { edit, lineEnd } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'dagster-legacy-freshness',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A freshness policy of Dagster in its old form',
  why: 'Dagster 1.11 renamed the old class to `LegacyFreshnessPolicy`, and importing it under its old name fails there; from 1.12 on `FreshnessPolicy` is the new one, which is made by `time_window` or `cron` and knows no `maximum_lag_minutes`. The old one also counted the age of what is upstream; the new one looks at the asset alone, so look at the numbers again.',
  sources: ['https://docs.dagster.io/guides/observe/asset-freshness-policies', 'https://github.com/dagster-io/dagster/blob/master/MIGRATION.md#migrating-to-1110'],
  about: ['dagster'],
  fix: 'suggested',
  check: document => problemsOf(document, 'dagster-legacy-freshness'),
  fixes(finding, document) {
    const { text, value } = told(finding);
    const to = text('to');
    const [start, end, imports] = [value('start'), value('end'), value('imports')];
    if (to === null || typeof start !== 'number' || typeof end !== 'number') return [];
    const add: readonly EditOperation[] = typeof imports === 'number' ? [{ op: 'text', span: { start: imports, end: imports }, text: `from datetime import timedelta${lineEnd(document)}${lineEnd(document)}` }] : [];
    return [edit(document, `Write ${to.replace(/\(.*$/s, '')}`, [...add, { op: 'text', span: { start, end }, text: to }])];
  },
  examples: [
    {
      title: 'a lag, and a deadline',
      files: `
        //- assets.py
        from dagster import FreshnessPolicy, asset

        @asset(freshness_policy=FreshnessPolicy(maximum_lag_minutes=60))
        #                       ^^^^^^^^^^^^^^^ write FreshnessPolicy.time_window
        def orders(): ...

        @asset(freshness_policy=FreshnessPolicy(maximum_lag_minutes=90, cron_schedule="0 9 * * *"))
        #                       ^^^^^^^^^^^^^^^ write FreshnessPolicy.cron
        def sales(): ...
      `,
      fixed: `
        //- assets.py
        from datetime import timedelta

        from dagster import FreshnessPolicy, asset

        @asset(freshness_policy=FreshnessPolicy.time_window(fail_window=timedelta(minutes=60)))
        def orders(): ...

        @asset(freshness_policy=FreshnessPolicy.cron(deadline_cron="0 9 * * *", lower_bound_delta=timedelta(minutes=90)))
        def sales(): ...
      `,
    },
    {
      title: 'the form of today',
      files: `
        //- assets.py
        from datetime import timedelta

        from dagster import FreshnessPolicy, asset

        @asset(freshness_policy=FreshnessPolicy.time_window(fail_window=timedelta(hours=1)))
        def orders(): ...
      `,
    },
  ],
};
