import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'snowflake-object-invalid',
  group: 'sql',
  severity: 'error',
  certainty: 'certain',
  summary: 'A Snowflake table, stage, policy or load that Snowflake refuses',
  why: 'Values outside their list, a retention over 90 days, a cluster key that is no column, and a masking policy that returns another type than it takes stop the statement.',
  sources: ['Snowflake: CREATE DYNAMIC TABLE, CREATE TABLE, COPY INTO, CREATE PIPE, CREATE STAGE, CREATE MASKING POLICY, CREATE ROW ACCESS POLICY'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a policy of another type, a cluster key that is no column, a lag that is none',
      files: `
        //- snowflake/objects.sql
        create masking policy mask_email as (v string) returns number -> 0;
        --                                                     ^^^^^^ returns the type that it takes
        create table core.orders (id int, day date) cluster by (region);
        --                                                      ^^^^^^ does not have
        create dynamic table core.sums target_lag = 'hourly' warehouse = etl as select id from core.orders;
        --                             ^^^^^^^^^^^^^^^^^^^^^ DOWNSTREAM
      `,
    },
    {
      title: 'sound objects',
      files: `
        //- snowflake/objects.sql
        create masking policy mask_email as (v varchar) returns string -> '***';
        create table core.orders (id int, day date) cluster by (day);
        create dynamic table core.sums target_lag = downstream warehouse = etl as select id from core.orders;
        copy into core.orders from @raw.stage file_format = (type = json) on_error = 'SKIP_FILE_10%';
      `,
    },
  ],
};
