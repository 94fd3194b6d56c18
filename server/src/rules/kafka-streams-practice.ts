import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'kafka-streams-practice',
  group: 'streaming',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A setting of a Streams application that hurts',
  why: 'A changelog with one copy loses state with its broker, state under /tmp is cleared, records are seen only after a commit, one broken record stops an application without a handler, and some settings Streams takes into its own hands.',
  sources: ['https://kafka.apache.org/documentation/streams/developer-guide/config-streams.html'],
  about: ['kafka-streams.application', 'kafka'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'one copy, in a folder for temporary files',
      files: `
        //- streams.properties
        application.id=orders
        bootstrap.servers=kafka:9092
        deserialization.exception.handler=org.apache.kafka.streams.errors.LogAndContinueExceptionHandler
        replication.factor=1
        #                  ^ have one copy
        state.dir=/tmp/orders
        #         ^^^^^^^^^^^ cleared behind its back
        processing.guarantee=exactly_once_v2
        commit.interval.ms=30000
        #                  ^^^^^ only after a commit
      `,
    },
    {
      title: "a record that can't be read stops it",
      files: `
        //- streams.properties
        application.id=orders
        #              ^^^^^^ there is no deserialization.exception.handler
        bootstrap.servers=kafka:9092
      `,
    },
    {
      title: 'in Spring',
      files: `
        //- src/main/resources/application.yml
        spring:
          kafka:
            streams:
              application-id: orders
              replication-factor: 1
                                  ^ have one copy
      `,
    },
    {
      title: 'kept well',
      files: `
        //- streams.properties
        application.id=orders
        bootstrap.servers=kafka:9092
        replication.factor=3
        state.dir=/var/lib/orders
        deserialization.exception.handler=org.apache.kafka.streams.errors.LogAndContinueExceptionHandler
      `,
    },
  ],
};
