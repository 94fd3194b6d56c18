import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'json-schema-invalid',
  group: 'streaming',
  severity: 'error',
  certainty: 'certain',
  summary: 'Validators refuse the JSON Schema',
  why: 'A type that does not exist, or a reference within the file that leads nowhere.',
  sources: ['https://json-schema.org/understanding-json-schema/reference/type', 'ajv'],
  about: ['json-schema'],
  fix: 'none',
  check: document => problemsOf(document, 'json-schema-invalid'),
  examples: [
    {
      title: 'a reference to nothing',
      files: `
        //- schemas/order.schema.json
        {
          "$schema": "https://json-schema.org/draft-07/schema#",
          "type": "object",
          "properties": {
            "address": {"$ref": "#/definitions/adress"}
            //                   ^^^^^^^^^^^^^^^^^^^^ There is nothing at
          },
          "definitions": {"address": {"type": "object"}}
        }
      `,
    },
    {
      title: 'sound',
      files: `
        //- schemas/order.schema.json
        {
          "$schema": "https://json-schema.org/draft-07/schema#",
          "type": "object",
          "properties": {"address": {"$ref": "#/definitions/address"}},
          "definitions": {"address": {"type": ["object", "null"]}}
        }
      `,
    },
  ],
};
