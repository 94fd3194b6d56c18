import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'sling',
  file: 'a replication of Sling',
  why: 'The run stops before it reads a row.',
  sources: ['https://docs.slingdata.io/concepts/replication/structure'],
  examples: [
    {
      title: 'a mode that is none',
      files: `
        //- replication.yaml
        source: PG
        target: SNOWFLAKE
        streams:
          public.orders:
            object: raw.orders
            mode: incrementl
                  ^^^^^^^^^^ incremental
      `,
    },
    {
      title: 'what it takes',
      files: `
        //- replication.yaml
        source: PG
        target: SNOWFLAKE
        streams:
          public.orders:
            object: raw.orders
            mode: full-refresh
      `,
    },
  ],
});
