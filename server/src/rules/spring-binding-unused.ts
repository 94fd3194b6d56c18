import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'spring-binding-unused',
  group: 'streaming',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A binding of a function that is not bound',
  why: 'Where `spring.cloud.function.definition` names functions, Spring Cloud Stream binds these and no others: a destination under another name is never read. Mostly a name that was changed in one of two places.',
  sources: ['https://docs.spring.io/spring-cloud-stream/reference/spring-cloud-stream/functional-binding-names.html'],
  about: ['kafka-streams.application'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a name that changed',
      files: `
        //- src/main/resources/application.yml
        spring:
          cloud:
            function:
              definition: enrich;audit
            stream:
              bindings:
                enrich-in-0:
                  destination: orders
                  group: g
                enrichment-in-0:
                  destination: customers
                               ^^^^^^^^^ No function 'enrichment'
                  group: g
      `,
    },
    {
      title: 'each is bound',
      files: `
        //- src/main/resources/application.yml
        spring:
          cloud:
            function:
              definition: enrich|check;audit
            stream:
              bindings:
                enrichcheck-in-0:
                  destination: orders
                  group: g
                audit-in-0:
                  destination: customers
                  group: g
      `,
    },
  ],
};
