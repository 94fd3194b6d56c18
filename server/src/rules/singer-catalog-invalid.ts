import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'singer-catalog',
  file: 'a catalog of Singer',
  why: 'The tap fails at the stream\'s first row, or reads all of it each time.',
  sources: ['https://github.com/singer-io/getting-started/blob/master/docs/DISCOVERY_MODE.md'],
  examples: [
    {
      title: 'a replication key that the schema lacks',
      files: `
        //- catalog.json
        {"streams": [{"tap_stream_id": "orders", "schema": {"properties": {"id": {"type": "integer"}, "updated_at": {"type": "string"}}},
          "metadata": [{"breadcrumb": [], "metadata": {"replication-method": "INCREMENTAL", "replication-key": "update_at"}}]}]}
                                                                                                                ^^^^^^^^^ did you mean 'updated_at'?
      `,
    },
    {
      title: 'what it takes',
      files: `
        //- catalog.json
        {"streams": [{"tap_stream_id": "orders", "schema": {"properties": {"id": {"type": "integer"}, "updated_at": {"type": "string"}}},
          "metadata": [{"breadcrumb": [], "metadata": {"replication-method": "INCREMENTAL", "replication-key": "updated_at"}}]}]}
      `,
    },
  ],
});
