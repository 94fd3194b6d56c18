import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'snowflake-task-invalid',
  group: 'sql',
  severity: 'error',
  certainty: 'certain',
  summary: 'A task that Snowflake refuses to create',
  why: 'A task has one kind of warehouse, and either a schedule of a known form or tasks it runs after.',
  sources: ['Snowflake: CREATE TASK'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a schedule of another form, and two warehouses',
      files: `
        //- snowflake/tasks.sql
        create task load_orders warehouse = etl user_task_managed_initial_warehouse_size = 'SMALL' schedule = 'hourly' as insert into core.orders select id from raw.orders_s;
        --                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not both
        --                                                                                         ^^^^^^^^^^^^^^^^^^^ A schedule is
      `,
    },
    {
      title: 'sound tasks',
      files: `
        //- snowflake/tasks.sql
        create task load_orders warehouse = etl schedule = '15 MINUTE' as insert into core.orders select id from raw.orders_s;
        create task nightly schedule = 'USING CRON 0 3 * * * UTC' as insert into core.orders select id from raw.orders_s;
        alter task load_orders resume;
      `,
    },
  ],
};
