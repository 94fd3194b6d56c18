import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { setTo } from './shared/fixes';
import { didYouMean, isSurelyUnknown, nearNames } from './shared/names';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'selector-unknown',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A selector names no method or no selector',
  why: 'dbt reads selectors.yml at every command and stops at a method that it does not have. A selector that is named and not defined stops only the commands that use it, so that is a warning.',
  sources: ['https://docs.getdbt.com/reference/node-selection/yaml-selectors', 'dbt DbtSelectorsError, dbt1600'],
  about: ['dbt.selector'],
  fix: 'suggested',
  *check(document, workspace) {
    yield* problemsOf(document, this.id);
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.selector' || !isSurelyUnknown(workspace, reference, document.path)) continue;
      const near = nearNames(workspace, ['dbt.selector'], reference.name);
      yield { rule: this.id, severity: 'warning', span: reference.span, message: `There is no selector '${reference.name}'${didYouMean(near)}`, data: { path: null, near } };
    }
  },
  fixes: (finding, document) => setTo(document, null, finding.span, told(finding).texts('near'), true),
  examples: [
    {
      title: 'a misspelt selector',
      files: `
        ${SHOP}
        //- selectors.yml
        selectors:
          - name: nightly
            definition: tag:nightly
          - name: weekly
            definition:
              method: selector
              value: nightli
              #      ^^^^^^^ There is no selector 'nightli'; did you mean 'nightly'?
      `,
      fixed: `
        //- selectors.yml
        selectors:
          - name: nightly
            definition: tag:nightly
          - name: weekly
            definition:
              method: selector
              value: nightly
      `,
    },
    {
      title: 'an unknown method',
      files: `
        ${SHOP}
        //- selectors.yml
        selectors:
          - name: nightly
            definition:
              method: folder
              #       ^^^^^^ dbt has no selector method 'folder'
              value: models/staging
      `,
    },
    {
      title: 'a selector that is defined',
      files: `
        ${SHOP}
        //- selectors.yml
        selectors:
          - name: nightly
            definition: tag:nightly
          - name: weekly
            definition:
              method: selector
              value: nightly
      `,
    },
  ],
};
