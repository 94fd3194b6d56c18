import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'plaintext-credentials',
  group: 'governance',
  severity: 'warning',
  certainty: 'certain',
  summary: 'Credentials of a broker stand in the code',
  why: 'They stay in git\'s history, in images and in logs. Read them from the environment or a secret store.',
  sources: ['CWE-798'],
  about: ['kafka'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a password',
      files: `
        //- jobs/orders.py
        from confluent_kafka import Consumer, Producer
        consumer = Consumer({"group.id": "a", "auto.offset.reset": "earliest", "sasl.username": "loader", "sasl.password": "Zt7-qpL2"})
        #                                                                                                                  ^^^^^^^^^^ stands in the code
        consumer.close()
      `,
    },
    {
      title: 'from the environment',
      files: `
        //- jobs/orders.py
        from confluent_kafka import Consumer, Producer
        import os
        consumer = Consumer({"group.id": "a", "auto.offset.reset": "earliest", "sasl.username": "loader", "sasl.password": os.environ["KAFKA_PASSWORD"]})
        consumer.close()
      `,
    },
  ],
};
