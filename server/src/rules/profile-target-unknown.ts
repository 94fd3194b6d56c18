import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { SHOP } from './shared/examples';
import { setTo } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'profile-target-unknown',
  group: 'references',
  severity: 'error',
  certainty: 'certain',
  summary: 'The target of a profile is none of its outputs',
  why: 'dbt stops before it reads the project, unless another target is given on the command line.',
  sources: ['https://docs.getdbt.com/docs/core/connect-data-platform/profiles.yml', 'dbt DbtProfileError, dbt1103'],
  about: ['dbt.profile'],
  fix: 'suggested',
  check: document => problemsOf(document, 'profile-target-unknown'),
  fixes(finding, document) {
    const { path, texts } = told(finding);
    const allowed = texts('allowed');
    const near = path ? closest(document.text.slice(finding.span.start, finding.span.end), allowed, 1) : [];
    return setTo(document, path, finding.span, [...near, ...allowed.filter(a => !near.includes(a))].slice(0, 6), near.length > 0);
  },
  examples: [
    {
      title: 'a misspelt target',
      files: `
        ${SHOP}
        //- profiles.yml
        shop:
          target: dve
          #       ^^^ Profile 'shop' has no output 'dve'
          outputs:
            dev:
              type: duckdb
            prod:
              type: duckdb
      `,
      fixed: `
        //- profiles.yml
        shop:
          target: dev
          outputs:
            dev:
              type: duckdb
            prod:
              type: duckdb
      `,
    },
    {
      title: 'a target that is there',
      files: `
        ${SHOP}
        //- profiles.yml
        shop:
          target: dev
          outputs:
            dev:
              type: duckdb
      `,
    },
  ],
};
