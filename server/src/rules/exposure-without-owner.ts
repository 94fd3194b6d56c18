import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'exposure-without-owner',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'An owner has neither name nor e-mail address',
  why: 'Exposures and groups need an owner with a `name` or an `email`; dbt refuses the file without. Other keys of an owner belong under `config.meta`.',
  sources: ['https://docs.getdbt.com/docs/build/exposures', 'https://docs.getdbt.com/docs/build/groups', 'dbt YamlParseDictError'],
  about: ['dbt.exposure', 'dbt.group'],
  fix: 'none',
  check: document => problemsOf(document, 'exposure-without-owner'),
  examples: [
    {
      title: 'only a channel',
      files: `
        ${SHOP}
        //- models/exposures.yml
        exposures:
          - name: weekly_report
            type: dashboard
            owner:
            ^^^^^ An owner needs \`name\` or \`email\`
              slack: '#shop'
      `,
    },
    {
      title: 'an address',
      files: `
        ${SHOP}
        //- models/exposures.yml
        exposures:
          - name: weekly_report
            type: dashboard
            owner:
              email: ada@example.com
      `,
    },
  ],
};
