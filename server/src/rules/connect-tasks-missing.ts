import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { addSettings } from './shared/streaming';

export const rule: Rule = {
  id: 'connect-tasks-missing',
  group: 'streaming',
  severity: 'hint',
  certainty: 'advice',
  summary: 'A connector does not say how many tasks it may have',
  why: 'Without `tasks.max` there is one task, whatever the load. Writing it down shows that somebody thought of it.',
  sources: ['https://kafka.apache.org/documentation/#connect'],
  about: ['kafka-connect'],
  fix: 'suggested',
  check: document => problemsOf(document, 'connect-tasks-missing'),
  fixes: (finding, document) => addSettings(document, finding, "Add 'tasks.max'", { 'tasks.max': '1' }),
  examples: [
    {
      title: 'none',
      files: `
        //- connect/orders.json
        {
          "name": "orders-file",
          "config": {
            "connector.class": "org.apache.kafka.connect.file.FileStreamSinkConnector",
            //                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Without 'tasks.max' the connector has one task
            "topics": "orders",
            "file": "/tmp/orders"
          }
        }
      `,
      fixed: `
        //- connect/orders.json
        {
          "name": "orders-file",
          "config": {
            "connector.class": "org.apache.kafka.connect.file.FileStreamSinkConnector",
            "topics": "orders",
            "file": "/tmp/orders",
            "tasks.max": "1"
          }
        }
      `,
    },
    {
      title: 'one',
      files: `
        //- connect/orders.json
        {
          "name": "orders-file",
          "config": {
            "connector.class": "org.apache.kafka.connect.file.FileStreamSinkConnector",
            "tasks.max": "1",
            "topics": "orders",
            "file": "/tmp/orders"
          }
        }
      `,
    },
  ],
};
