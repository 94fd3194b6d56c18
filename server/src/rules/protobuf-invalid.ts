import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'protobuf-invalid',
  group: 'streaming',
  severity: 'error',
  certainty: 'certain',
  summary: 'protoc refuses the file',
  why: "Numbers used twice, reserved or out of range, names used twice, `required` in proto3, an enum of proto3 that does not begin with 0, and what can't be read.",
  sources: ['https://protobuf.dev/programming-guides/proto3/', 'protoc'],
  about: ['protobuf'],
  fix: 'none',
  check: document => problemsOf(document, 'protobuf-invalid'),
  examples: [
    {
      title: 'a number used twice',
      files: `
        //- order.proto
        syntax = "proto3";
        message Order {
          int64 id = 1;
          string currency = 100;
          string note = 100;
          //            ^^^ Number 100 is that of field 'currency' already
        }
      `,
    },
    {
      title: 'sound',
      files: `
        //- order.proto
        syntax = "proto3";
        package shop;
        enum State { OPEN = 0; PAID = 1; }
        message Order {
          reserved 3;
          int64 id = 1;
          State state = 2;
          map<string, string> tags = 4;
          oneof pay { string card = 5; string iban = 6; }
        }
      `,
    },
  ],
};
