import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'postgres-replication-invalid',
  group: 'sql',
  severity: 'error',
  certainty: 'certain',
  summary: 'A publication or replication slot that PostgreSQL refuses',
  why: 'A publication publishes insert, update, delete and truncate and nothing else; the name of a slot becomes a folder, so it is restricted to small letters, digits and underscores.',
  sources: ['PostgreSQL: CREATE PUBLICATION, pg_create_logical_replication_slot, ReplicationSlotValidateName'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a kind of change that is none, and a slot with capitals',
      files: `
        //- postgres/capture.sql
        create publication shop for table public.orders with (publish = 'insert, upsert');
        --                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^ can't be published
        select pg_create_logical_replication_slot('Shop-Slot', 'pgoutput');
        --                                         ^^^^^^^^^ up to 63
      `,
    },
    {
      title: 'both as they should be',
      files: `
        //- postgres/capture.sql
        create publication shop for table public.orders with (publish = 'insert, update, delete');
        select pg_create_logical_replication_slot('shop_slot', 'pgoutput');
      `,
    },
  ],
};
