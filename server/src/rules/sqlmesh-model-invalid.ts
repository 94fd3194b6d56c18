import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'sqlmesh-model-invalid',
  group: 'configuration',
  severity: 'error',
  certainty: 'certain',
  summary: 'A MODEL that SQLMesh refuses',
  why: 'SQLMesh loads all models before it plans: a property it does not know, a kind that does not exist, or a kind without what it needs stops it.',
  sources: ['SQLMesh: model configuration, model kinds'],
  about: ['sqlmesh'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a kind that does not exist, and one that lacks its column',
      files: `
        //- models/orders.sql
        MODEL (
          name shop.orders,
          kind INCREMENTAL_BY_TIME,
               ^^^^^^^^^^^^^^^^^^^ There is no kind
          gran id
          ^^^^ MODEL has no property 'gran'
        );
        select 1 as id
        //- models/lines.sql
        MODEL (
          name shop.lines,
          kind INCREMENTAL_BY_UNIQUE_KEY
               ^^^^^^^^^^^^^^^^^^^^^^^^^ needs unique_key
        );
        select 1 as id
      `,
    },
    {
      title: 'a sound model',
      files: `
        //- models/orders.sql
        MODEL (
          name shop.orders,
          kind INCREMENTAL_BY_TIME_RANGE (time_column day),
          cron '@daily',
          grain id
        );
        select 1 as id, day from raw.orders where day between @start_ds and @end_ds
      `,
    },
  ],
};
