import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'kafka-topic-undeclared',
  group: 'streaming',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A service uses a topic that the file does not declare',
  why: 'The topics under `topics` are all that the tool makes: a service that reads or writes another relies on somebody else to make it, or the name is misspelt.',
  sources: ['https://devshawn.github.io/kafka-gitops/'],
  about: ['kafka'],
  fix: 'none',
  check: document => problemsOf(document, 'kafka-topic-undeclared'),
  examples: [
    {
      title: 'a name that is not there',
      files: `
        //- state.yaml
        topics:
          orders:
            partitions: 6
            replication: 3
        services:
          billing:
            type: application
            consumes:
              - oders
              # ^^^^^ is not declared here
      `,
    },
    {
      title: 'one that is',
      files: `
        //- state.yaml
        topics:
          orders:
            partitions: 6
            replication: 3
        services:
          billing:
            type: application
            consumes:
              - orders
      `,
    },
  ],
};
