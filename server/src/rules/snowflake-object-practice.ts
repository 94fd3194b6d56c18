import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'snowflake-object-practice',
  group: 'sql',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A Snowflake object that will not work as meant',
  why: 'Tasks are created suspended and run only after ALTER TASK … RESUME; Snowflake refused lags under a minute as of 2024; without retention nothing can be restored.',
  sources: ['Snowflake: CREATE TASK, CREATE DYNAMIC TABLE, Time Travel', 'dbt-labs/dbt-snowflake#666'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'a lag of half a minute',
      files: `
        //- snowflake/dynamic.sql
        create dynamic table core.orders target_lag = '30 seconds' warehouse = etl as select id from raw.orders;
        --                               ^^^^^^^^^^^^^^^^^^^^^^^^^ at least 60 seconds
      `,
    },
    {
      title: 'a minute',
      files: `
        //- snowflake/dynamic.sql
        create dynamic table core.orders target_lag = '1 minute' warehouse = etl as select id from raw.orders;
      `,
    },
  ],
};
