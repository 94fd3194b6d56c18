import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'druid',
  file: 'an ingestion of Druid',
  why: 'The task or supervisor is refused when it is posted, or fails when it starts.',
  sources: ['https://druid.apache.org/docs/latest/ingestion/ingestion-spec'],
  examples: [
    {
      title: 'times coarser than its segments',
      files: `
        //- supervisor.json
        {"type": "kafka", "spec": {
          "dataSchema": {"dataSource": "orders", "timestampSpec": {"column": "at"},
            "granularitySpec": {"segmentGranularity": "HOUR", "queryGranularity": "DAY"}},
                                                                                   ^^^ coarser than segmentGranularity
          "ioConfig": {"type": "kafka", "topic": "orders", "consumerProperties": {"bootstrap.servers": "k:9092"}}}}
      `,
    },
    {
      title: 'what it takes',
      files: `
        //- supervisor.json
        {"type": "kafka", "spec": {
          "dataSchema": {"dataSource": "orders", "timestampSpec": {"column": "at"},
            "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "HOUR"}},
          "ioConfig": {"type": "kafka", "topic": "orders", "consumerProperties": {"bootstrap.servers": "k:9092"}}}}
      `,
    },
  ],
});
