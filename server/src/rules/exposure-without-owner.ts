import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'exposure-without-owner',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'An owner has neither name nor e-mail address',
  why: 'Exposures and groups need an owner with a `name` or an `email`; dbt refuses the file without. Other keys of an owner belong under `config.meta`.',
  sources: ['https://docs.getdbt.com/docs/build/exposures', 'https://docs.getdbt.com/docs/build/groups', 'dbt YamlParseDictError'],
  about: ['dbt.exposure', 'dbt.group'],
  fix: 'suggested',
  check: document => problemsOf(document, 'exposure-without-owner'),
  fixes(finding, document) {
    const { path } = told(finding);
    return path ? [edit(document, 'Add a name', [{ op: 'add', path: [...path, 'name'], value: 'unknown' }])] : [];
  },
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
      fixed: `
        //- models/exposures.yml
        exposures:
          - name: weekly_report
            type: dashboard
            owner:
              slack: '#shop'
              name: unknown
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
