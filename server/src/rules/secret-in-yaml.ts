import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'secret-in-yaml',
  group: 'governance',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A password or key is written in a file of the repository',
  why: 'Whoever can read the repository, now or in its history, has it. Read it from the environment; a variable whose name begins with `DBT_ENV_SECRET` is also kept out of the logs. Change a secret that was committed.',
  sources: ['https://docs.getdbt.com/reference/dbt-jinja-functions/env_var#secrets'],
  about: ['dbt.profile'],
  fix: 'suggested',
  check: document => problemsOf(document, 'secret-in-yaml'),
  fixes(finding, document) {
    const { path, text } = told(finding);
    const variable = text('envVar');
    return path && variable !== null ? [edit(document, `Read it from ${variable}`, [{ op: 'set', path, value: `{{ env_var('${variable}') }}` }])] : [];
  },
  examples: [
    {
      title: 'a password',
      files: `
        ${SHOP}
        //- profiles.yml
        shop:
          target: dev
          outputs:
            dev:
              type: postgres
              user: ada
              password: hunter2
              #         ^^^^^^^ 'password' is written in plain text
      `,
      fixed: `
        //- profiles.yml
        shop:
          target: dev
          outputs:
            dev:
              type: postgres
              user: ada
              password: "{{ env_var('DBT_ENV_SECRET_PASSWORD') }}"
      `,
    },
    {
      title: 'a variable of the environment',
      files: `
        ${SHOP}
        //- profiles.yml
        shop:
          target: dev
          outputs:
            dev:
              type: postgres
              user: ada
              password: "{{ env_var('DBT_ENV_SECRET_PASSWORD') }}"
      `,
    },
  ],
};
