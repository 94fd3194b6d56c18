import type { Rule } from '../model/rule';
import { mend } from './shared/mend';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'sla-unknown-name-or-unit',
  group: 'freshness',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A promise of a data contract has a misspelt name or unit',
  why: 'Nobody who reads contracts by machine finds the promise. Names of your own are left alone.',
  sources: ['https://bitol-io.github.io/open-data-contract-standard/latest/service-level-agreement/'],
  about: ['contract'],
  fix: 'suggested',
  check: document => problemsOf(document, 'sla-unknown-name-or-unit'),
  fixes: mend,
  examples: [
    {
      title: 'latencyy',
      files: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        slaProperties:
          - property: latencyy
            #         ^^^^^^^^ did you mean 'latency'?
            value: 4
            unit: h
      `,
      fixed: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        slaProperties:
          - property: latency
            value: 4
            unit: h
      `,
    },
    {
      title: 'known names, and one of your own',
      files: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        slaProperties:
          - property: latency
            value: 4
            unit: h
          - property: moodOfTheTeam
            value: good
      `,
    },
  ],
};
