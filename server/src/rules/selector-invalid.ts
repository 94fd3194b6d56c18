import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'selector-invalid',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A selector has a shape that dbt does not read',
  why: 'A definition is a text, one criterion, or one `union` or `intersection`; `exclude` stands inside an operator, once; one selector can be the default. dbt reads selectors.yml at every command, so a mistake there stops all of them.',
  sources: ['https://docs.getdbt.com/reference/node-selection/yaml-selectors', 'dbt DbtSelectorsError, dbt1600'],
  about: ['dbt.selector'],
  fix: 'none',
  check: document => problemsOf(document, 'selector-invalid'),
  examples: [
    {
      title: 'two criteria without an operator',
      files: `
        ${SHOP}
        //- selectors.yml
        selectors:
          - name: nightly
            definition:
              tag: nightly
              ^^^ A criterion is one 'method: value'
              path: models/marts
      `,
    },
    {
      title: 'a union',
      files: `
        ${SHOP}
        //- selectors.yml
        selectors:
          - name: nightly
            definition:
              union:
                - tag: nightly
                - method: path
                  value: models/marts
      `,
    },
  ],
};
