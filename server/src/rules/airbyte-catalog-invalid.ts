import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'airbyte-catalog',
  file: 'a catalog of Airbyte',
  why: 'The source can\'t read the stream as it is asked to.',
  sources: ['https://docs.airbyte.com/understanding-airbyte/airbyte-protocol'],
  examples: [
    {
      title: 'a source that only reads all of it',
      files: `
        //- configured_catalog.json
        {"streams": [{"stream": {"name": "orders", "supported_sync_modes": ["full_refresh"]},
          "sync_mode": "incremental", "destination_sync_mode": "append"}]}
                        ^^^^^^^^^^^ can't read 'orders' incrementally
      `,
    },
    {
      title: 'what it takes',
      files: `
        //- configured_catalog.json
        {"streams": [{"stream": {"name": "orders", "supported_sync_modes": ["full_refresh"]},
          "sync_mode": "full_refresh", "destination_sync_mode": "overwrite"}]}
      `,
    },
  ],
});
