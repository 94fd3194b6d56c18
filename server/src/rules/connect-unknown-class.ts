import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { changeTo } from './shared/streaming';

export const rule: Rule = {
  id: 'connect-unknown-class',
  group: 'streaming',
  severity: 'warning',
  certainty: 'certain',
  summary: 'The name of a connector class is close to a known one',
  why: 'Connect fails to create a connector whose class no plugin has. Told only where the name is a slip of one we know, since anybody can write a connector.',
  sources: ['https://kafka.apache.org/documentation/#connect'],
  about: ['kafka-connect'],
  fix: 'suggested',
  check: document => problemsOf(document, 'connect-unknown-class'),
  fixes: (finding, document) => changeTo(document, finding, told(finding).texts('near')),
  examples: [
    {
      title: 'a slip',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConector
        #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ did you mean
        topics=orders
        file=/tmp/orders
      `,
      fixed: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
      `,
    },
    {
      title: "a class of one's own",
      files: `
        //- connect/orders.properties
        name=orders
        connector.class=com.shop.connect.OrdersSinkConnector
        topics=orders
      `,
    },
  ],
};
