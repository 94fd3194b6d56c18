import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'invalid-cron',
  group: 'freshness',
  severity: 'error',
  certainty: 'certain',
  summary: 'A time of day or month that does not exist',
  why: 'The scheduler refuses the expression, or what it is for never happens.',
  sources: ['https://pubs.opengroup.org/onlinepubs/9699919799/utilities/crontab.html'],
  about: ['contract'],
  fix: 'none',
  check: document => problemsOf(document, 'invalid-cron'),
  examples: [
    {
      title: 'hour 30',
      files: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        slaProperties:
          - property: retention
            value: 1
            unit: y
            scheduler: cron
            schedule: 0 30 * * *
            #         ^^^^^^^^^^ hour 30 does not exist
      `,
    },
    {
      title: 'a time that comes',
      files: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        slaProperties:
          - property: retention
            value: 1
            unit: y
            scheduler: cron
            schedule: 0 3 * * *
      `,
    },
  ],
};
