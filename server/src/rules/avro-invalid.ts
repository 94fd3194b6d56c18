import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'avro-invalid',
  group: 'streaming',
  severity: 'error',
  certainty: 'certain',
  summary: 'Avro refuses the schema',
  why: 'Names, symbols, sizes, unions and defaults follow the specification; the Java library refuses a schema that breaks it, and so does a registry. A default that fits a later type of a union is told by avro-default-order.',
  sources: ['https://avro.apache.org/docs/current/specification/', 'Apache Avro 1.12 Schema.Parser'],
  about: ['avro'],
  fix: 'none',
  check: document => problemsOf(document, 'avro-invalid'),
  examples: [
    {
      title: 'two fields of one name',
      files: `
        //- order.avsc
        {"type": "record", "name": "Order", "fields": [
          {"name": "total", "type": "long"},
          {"name": "total", "type": "string"}
          //        ^^^^^ There is a field 'total' already
        ]}
      `,
    },
    {
      title: 'a default of another type',
      files: `
        //- order.avsc
        {"type": "record", "name": "Order", "fields": [
          {"name": "total", "type": "long", "default": "none"}
          //                                           ^^^^^^ is not of type long
        ]}
      `,
    },
    {
      title: 'sound',
      files: `
        //- order.avsc
        {"type": "record", "name": "Order", "namespace": "shop", "fields": [
          {"name": "id", "type": "long"},
          {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["OPEN", "PAID"], "default": "OPEN"}, "default": "OPEN"},
          {"name": "next", "type": ["null", "Order"], "default": null}
        ]}
      `,
    },
  ],
};
