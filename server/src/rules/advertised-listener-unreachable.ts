import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'advertised-listener-unreachable',
  group: 'streaming',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A Kafka broker that sends clients of other containers to localhost',
  why: 'A client asks the broker where to go on, and is told `localhost`: in another container that is the container itself. The first connection works, everything after it fails. It needs two listeners: one for the compose network, one for the host.',
  sources: ['https://www.confluent.io/blog/kafka-listeners-explained/', 'luigidemasi/camel-kit #17'],
  about: ['compose'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'one listener for all',
      files: `
        //- docker-compose.yml
        services:
          broker:
            image: apache/kafka:3.9.0
            volumes: ["./kafka:/var/lib/kafka"]
            environment:
              KAFKA_ADVERTISED_LISTENERS: "PLAINTEXT://localhost:9092"
        #                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^ loader reaches broker by its name, but the broker tells clients to go on at localhost
          loader:
            image: acme/loader:1
            environment:
              BOOTSTRAP: "broker:9092"
      `,
    },
    {
      title: 'a listener for each network',
      files: `
        //- docker-compose.yml
        services:
          broker:
            image: apache/kafka:3.9.0
            volumes: ["./kafka:/var/lib/kafka"]
            environment:
              - KAFKA_ADVERTISED_LISTENERS=INNER://broker:29092,OUTER://localhost:9092
          loader:
            image: acme/loader:1
            environment: ["BOOTSTRAP=broker:29092"]
      `,
    },
  ],
};
