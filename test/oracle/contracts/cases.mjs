// Contracts of the Open Data Contract Standard: sound ones, and each with one fault that we call an error.
const HEAD = 'apiVersion: v3.1.0\nkind: DataContract\nid: orders\nversion: 1.0.0\nstatus: active\n';
const SCHEMA = 'schema:\n  - name: orders\n    properties:\n      - name: id\n        logicalType: integer\n        primaryKey: true\n';

export const sound = [
  ['the least', `${HEAD}${SCHEMA}`],
  ['quality of every kind', `${HEAD}${SCHEMA}        quality:\n          - type: library\n            metric: nullValues\n            mustBe: 0\n    quality:\n      - type: sql\n        query: select count(*) from orders\n        mustBeGreaterThan: 0\n      - type: text\n        description: All are paid\n      - type: custom\n        engine: soda\n        implementation: "row_count > 0"\n`],
  ['promises', `${HEAD}${SCHEMA}slaProperties:\n  - property: latency\n    value: 4\n    unit: h\n    element: orders.id\n`],
  ['a team and a server', `${HEAD}${SCHEMA}team:\n  name: shop\n  members:\n    - username: ann\n      role: owner\nservers:\n  - server: prod\n    type: postgres\n    host: db\n    port: 5432\n    database: shop\n    schema: public\n`],
  ['relationships', `${HEAD}schema:\n  - name: orders\n    properties:\n      - name: id\n        logicalType: integer\n      - name: customer\n        logicalType: integer\n        relationships:\n          - to: customers.id\n  - name: customers\n    properties:\n      - name: id\n        logicalType: integer\n`],
];

export const faulty = [
  ['no version', `${HEAD.replace('version: 1.0.0\n', '')}${SCHEMA}`],
  ['no status', `${HEAD.replace('status: active\n', '')}${SCHEMA}`],
  ['an unknown kind', `${HEAD.replace('DataContract', 'Contract')}${SCHEMA}`],
  ['an unknown key at the top', `${HEAD}${SCHEMA}tabels: []\n`],
  ['an unknown key of a property', `${HEAD}${SCHEMA}        requird: true\n`],
  ['an unknown logical type', `${HEAD}${SCHEMA.replace('integer', 'int')}`],
  ['a flag that is a text', `${HEAD}${SCHEMA.replace('primaryKey: true', 'primaryKey: "yes"')}`],
  ['properties as a mapping', `${HEAD}schema:\n  - name: orders\n    properties:\n      id:\n        logicalType: integer\n`],
  ['a server without its type', `${HEAD}${SCHEMA}servers:\n  - server: prod\n`],
  ['a server that lacks its database', `${HEAD}${SCHEMA}servers:\n  - server: prod\n    type: postgres\n    host: db\n    port: 5432\n    schema: public\n`],
  ['a promise without a value', `${HEAD}${SCHEMA}slaProperties:\n  - property: latency\n    unit: h\n`],
  ['a check of an unknown type', `${HEAD}${SCHEMA}        quality:\n          - type: librari\n            metric: nullValues\n            mustBe: 0\n`],
  ['tags as a text', `${HEAD}${SCHEMA}tags: shop\n`],
  ['a schema that is a text', `${HEAD}schema: orders\n`],
];
