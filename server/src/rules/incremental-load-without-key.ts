import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'incremental-load-without-key',
  group: 'streaming',
  severity: 'warning',
  certainty: 'certain',
  summary: 'An incremental load that can\'t tell which rows are new',
  why: 'Without a column that grows or a key to compare by, each run loads everything again, as duplicates or not at all.',
  sources: ['https://docs.slingdata.io/concepts/replication/modes', 'https://docs.airbyte.com/understanding-airbyte/airbyte-protocol', 'https://github.com/singer-io/getting-started/blob/master/docs/DISCOVERY_MODE.md'],
  about: ['sling', 'airbyte-catalog', 'airbyte-manifest', 'singer-catalog'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'neither update_key nor primary_key',
      files: `
        //- replication.yaml
        source: PG
        target: SNOWFLAKE
        streams:
          public.orders:
            object: raw.orders
            mode: incremental
                  ^^^^^^^^^^^ needs update_key or primary_key
      `,
    },
    {
      title: 'from the defaults',
      files: `
        //- replication.yaml
        source: PG
        target: SNOWFLAKE
        defaults: {mode: incremental, update_key: updated_at}
        streams:
          public.orders: {object: raw.orders}
      `,
    },
  ],
};
