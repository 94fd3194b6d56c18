import type { Rule } from '../model/rule';
import { replaceText } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'env-read-at-import-time',
  group: 'configuration',
  severity: 'information',
  certainty: 'certain',
  summary: 'A resource takes a setting when the code is loaded',
  why: '`os.getenv` runs once, when Dagster loads the code: the value is shown in the interface and a change needs a reload. `EnvVar` is read when a run starts, and stays hidden.',
  sources: ['https://docs.dagster.io/guides/operate/configuration/using-environment-variables-and-secrets'],
  about: ['dagster'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes(finding, document) {
    const about = told(finding);
    const [start, end, to] = [about.value('start'), about.value('end'), about.text('to')];
    return typeof start === 'number' && typeof end === 'number' && to !== null ? [replaceText(document, `Write ${to}`, { start, end }, to)] : [];
  },
  examples: [
    {
      title: 'read at once',
      files: `
        //- shop/assets.py
        import os
        import dagster as dg
        from dagster_snowflake import SnowflakeResource
        warehouse = SnowflakeResource(account="shop", password=os.getenv("SNOWFLAKE_PASSWORD"))
                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ read when the code is loaded
      `,
      fixed: `
        //- shop/assets.py
        import os
        import dagster as dg
        from dagster_snowflake import SnowflakeResource
        warehouse = SnowflakeResource(account="shop", password=dg.EnvVar("SNOWFLAKE_PASSWORD"))
      `,
    },
    {
      title: 'read by the run, or with a default',
      files: `
        //- shop/assets.py
        import os
        import dagster as dg
        from dagster_snowflake import SnowflakeResource
        a = SnowflakeResource(account="shop", password=dg.EnvVar("SNOWFLAKE_PASSWORD"))
        b = SnowflakeResource(account=os.getenv("ACCOUNT", "shop"))
      `,
    },
  ],
};
