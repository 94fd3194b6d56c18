import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'package-unpinned',
  group: 'configuration',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A package from git has no fixed revision',
  why: 'Without a revision, or with a branch such as `main`, the next `dbt deps` may bring other code. dbt warns (`DepsUnpinned`); `warn-unpinned: false` on the package silences both.',
  sources: ['https://docs.getdbt.com/docs/build/packages#git-packages', 'dbt M029, dbt1077'],
  about: ['dbt.project'],
  fix: 'none',
  check: document => problemsOf(document, 'package-unpinned'),
  examples: [
    {
      title: 'no revision',
      files: `
        ${SHOP}
        //- packages.yml
        packages:
          - git: https://github.com/example/tools.git
            #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ is not pinned to a revision
      `,
    },
    {
      title: 'a tag',
      files: `
        ${SHOP}
        //- packages.yml
        packages:
          - git: https://github.com/example/tools.git
            revision: v1.2.0
      `,
    },
  ],
};
