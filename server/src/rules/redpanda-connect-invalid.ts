import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'redpanda-connect',
  file: 'a pipeline of Redpanda Connect',
  why: 'It does not start: `lint` and `run` both read the whole file first.',
  sources: ['https://docs.redpanda.com/redpanda-connect/components/about/'],
  examples: [
    {
      title: 'a missing field',
      files: `
        //- connect.yaml
        input:
          kafka_franz:
            seed_brokers: ["k:9092"]
            topics: [orders]
        output:
          fallback:
            - aws_s3: {path: orders.json}
              ^^^^^^ aws_s3 needs 'bucket'
            - drop: {}
      `,
    },
    {
      title: 'what it takes',
      files: `
        //- connect.yaml
        input:
          kafka_franz:
            seed_brokers: ["k:9092"]
            topics: [orders]
        output:
          aws_s3: {bucket: lake, path: orders.json}
      `,
    },
  ],
});
