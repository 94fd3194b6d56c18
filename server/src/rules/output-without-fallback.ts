import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'output-without-fallback',
  group: 'streaming',
  severity: 'hint',
  certainty: 'advice',
  summary: 'An output of Redpanda Connect with no place for what it refuses',
  why: 'A message that can\'t be written is tried for ever, and all behind it wait. `fallback` or `reject_errored` give it another place.',
  sources: ['https://docs.redpanda.com/redpanda-connect/components/outputs/fallback/'],
  about: ['redpanda-connect'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a plain output',
      files: `
        //- connect.yaml
        input:
          kafka_franz: {seed_brokers: ["k:9092"], topics: [orders]}
        output:
          aws_s3: {bucket: lake, path: x.json}
          ^^^^^^ What aws_s3 refuses is tried for ever
      `,
    },
    {
      title: 'with a second place',
      files: `
        //- connect.yaml
        input:
          kafka_franz: {seed_brokers: ["k:9092"], topics: [orders]}
        output:
          fallback:
            - aws_s3: {bucket: lake, path: x.json}
            - kafka_franz: {seed_brokers: ["k:9092"], topic: orders.dlq}
      `,
    },
  ],
};
