import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'sink-without-acknowledgements',
  group: 'streaming',
  severity: 'information',
  certainty: 'advice',
  summary: 'A sink of Vector behind a source that is told too early',
  why: 'Without acknowledgements the source commits its offset as soon as Vector has the event. When Vector stops before the sink has written it, the event is lost. Only sinks that support acknowledgements are reported: on others the key stops the start.',
  sources: ['https://vector.dev/docs/architecture/end-to-end-acknowledgements/', 'vectordotdev/vector #10174'],
  about: ['vector'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'from Kafka to S3',
      files: `
        //- vector.yaml
        sources:
          orders: {type: kafka, topics: [orders], bootstrap_servers: "k:9092", group_id: v}
        sinks:
          lake:
          ^^^^ 'orders' is told that events have arrived before 'lake' has written them
            type: aws_s3
            inputs: [orders]
            bucket: lake
            encoding: {codec: json}
      `,
    },
    {
      title: 'with acknowledgements',
      files: `
        //- vector.yaml
        sources:
          orders: {type: kafka, topics: [orders], bootstrap_servers: "k:9092", group_id: v}
        sinks:
          lake:
            type: aws_s3
            inputs: [orders]
            bucket: lake
            acknowledgements: {enabled: true}
            encoding: {codec: json}
      `,
    },
  ],
};
