import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'spring-binding-without-group',
  group: 'streaming',
  severity: 'hint',
  certainty: 'advice',
  summary: 'An input without a consumer group',
  why: 'Spring Cloud Stream gives an input without a group an anonymous one, new at each start and reading from the end: what arrives while the application is down is never read, and several instances each get every record.',
  sources: ['https://docs.spring.io/spring-cloud-stream/reference/spring-cloud-stream/consumer-groups.html'],
  about: ['kafka-streams.application'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'no group',
      files: `
        //- src/main/resources/application.yml
        spring:
          cloud:
            stream:
              bindings:
                bill-in-0:
                  destination: orders
                               ^^^^^^ Without a group
      `,
    },
    {
      title: 'a group',
      files: `
        //- src/main/resources/application.yml
        spring:
          cloud:
            stream:
              bindings:
                bill-in-0:
                  destination: orders
                  group: billing
      `,
    },
  ],
};
