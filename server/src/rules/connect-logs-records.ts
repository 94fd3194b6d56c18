import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { changeTo } from './shared/streaming';

export const rule: Rule = {
  id: 'connect-logs-records',
  group: 'governance',
  severity: 'information',
  certainty: 'advice',
  summary: 'The log shows the contents of bad records',
  why: "`errors.log.include.messages=true` writes keys and values of failed records to the worker's log. Whoever reads logs then reads personal data.",
  sources: ['https://kafka.apache.org/documentation/#connect'],
  about: ['kafka-connect'],
  fix: 'suggested',
  check: document => problemsOf(document, 'connect-logs-records'),
  fixes: (finding, document) => changeTo(document, finding, ['false']),
  examples: [
    {
      title: 'switched on',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        errors.log.include.messages=true
        #                           ^^^^ The contents of bad records are written to the log
      `,
      fixed: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        errors.log.include.messages=false
      `,
    },
    {
      title: 'switched off',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
      `,
    },
  ],
};
