import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'invalid-setting',
  group: 'configuration',
  severity: 'error',
  certainty: 'certain',
  summary: 'A setting in pipewright.yml does not exist or has a wrong value',
  why: 'Pipewright ignores a setting that it does not know, or whose value is of a wrong kind, and goes on with the default: what the file says is then not what happens.',
  sources: ['schemas/pipewright.json'],
  about: ['pipewright'],
  fix: 'none',
  check: document => problemsOf(document, 'invalid-setting'),
  examples: [
    {
      title: 'an unknown key and a wrong value',
      files: `
        //- pipewright.yml
        branch.promt: false
        ^^^^^^^^^^^^ did you mean
        rules:
          unknown-ref: fatal
                       ^^^^^ fatal
      `,
    },
    {
      title: 'keys with dots, and nested ones',
      files: `
        //- pipewright.yml
        branch.protected: [main, 'release/*']
        sql:
          dialect: snowflake
        rules:
          unknown-ref: warning
          sql: off
      `,
    },
  ],
};
