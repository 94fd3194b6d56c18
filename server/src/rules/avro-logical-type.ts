import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'avro-logical-type',
  group: 'streaming',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A logical type that is ignored',
  why: 'A logical type on the wrong type, or a decimal without precision, is passed over without a word: readers get plain bytes or numbers.',
  sources: ['https://avro.apache.org/docs/current/specification/#logical-types'],
  about: ['avro'],
  fix: 'none',
  check: document => problemsOf(document, 'avro-logical-type'),
  examples: [
    {
      title: 'no precision',
      files: `
        //- order.avsc
        {"type": "record", "name": "Order", "fields": [
          {"name": "total", "type": {"type": "bytes", "logicalType": "decimal"}}
          //                                                          ^^^^^^^ needs a 'precision'
        ]}
      `,
    },
    {
      title: 'a time in milliseconds',
      files: `
        //- order.avsc
        {"type": "record", "name": "Order", "fields": [
          {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
          {"name": "total", "type": {"type": "bytes", "logicalType": "decimal", "precision": 10, "scale": 2}}
        ]}
      `,
    },
  ],
};
