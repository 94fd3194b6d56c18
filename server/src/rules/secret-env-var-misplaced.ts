import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'secret-env-var-misplaced',
  group: 'governance',
  severity: 'error',
  certainty: 'certain',
  summary: 'A secret environment variable is read where dbt does not allow it',
  why: 'Variables whose name begins with `DBT_ENV_SECRET` are kept out of logs and artifacts: dbt reads them in `profiles.yml` and `packages.yml` only and stops elsewhere. If the value is no secret, give the variable another name.',
  sources: ['https://docs.getdbt.com/reference/dbt-jinja-functions/env_var#secrets', 'dbt SecretEnvVarLocationError'],
  about: ['dbt'],
  fix: 'none',
  check: document => problemsOf(document, 'secret-env-var-misplaced'),
  examples: [
    {
      title: 'a secret in a model',
      files: `
        ${SHOP}
        //- models/orders.sql
        select '{{ env_var('DBT_ENV_SECRET_SALT') }}' as salt
        --                  ^^^^^^^^^^^^^^^^^^^ dbt reads secret environment variables in profiles.yml and packages.yml only
      `,
    },
    {
      title: 'a variable that is no secret',
      files: `
        ${SHOP}
        //- models/orders.sql
        select '{{ env_var('DBT_REGION', 'eu') }}' as region
      `,
    },
  ],
};
