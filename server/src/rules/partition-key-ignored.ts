import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'partition-key-ignored',
  group: 'orchestration',
  severity: 'information',
  certainty: 'advice',
  summary: 'A partitioned asset that does the same for every partition',
  why: 'Each partition runs the function again; one that never asks which it is does the same work, or writes the same rows, each time. Told only where nothing else cuts the data: no inputs, nothing given back to an I/O manager.',
  sources: ['https://docs.dagster.io/guides/build/partitions-and-backfills/partitioning-assets'],
  about: ['dagster'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'never asked',
      files: `
        //- shop/assets.py
        import os
        import dagster as dg
        import requests
        @dg.asset(partitions_def=dg.DailyPartitionsDefinition(start_date="2024-01-01"))
        def orders(context):
            ^^^^^^ does the same for every partition
            rows = requests.get("https://example.com/orders", timeout=60).json()
            print(rows)
      `,
    },
    {
      title: 'asked, or left to the I/O manager',
      files: `
        //- shop/assets.py
        import os
        import dagster as dg
        import requests
        daily = dg.DailyPartitionsDefinition(start_date="2024-01-01")
        @dg.asset(partitions_def=daily)
        def orders(context):
            print(context.partition_key)
        @dg.asset(partitions_def=daily)
        def customers(orders):
            return orders
      `,
    },
  ],
};
