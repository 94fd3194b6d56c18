import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { didYouMean, isSurelyUnknown, nearNames, replaceBy } from './shared/names';

export const rule: Rule = {
  id: 'unknown-group',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A group is declared nowhere',
  why: 'dbt refuses a `group` that no `groups:` entry of the package declares. Nothing is reported while packages are not installed.',
  sources: ['https://docs.getdbt.com/docs/build/groups', 'dbt ParsingError'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.group' || !isSurelyUnknown(workspace, reference, document.path)) continue;
      const near = nearNames(workspace, ['dbt.group'], reference.name);
      yield { rule: this.id, span: reference.span, message: `There is no group '${reference.name}'${didYouMean(near)}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt group',
      files: `
        ${SHOP}
        //- models/models.yml
        groups:
          - name: finance
            owner: {name: Ada}
        models:
          - name: orders
            config:
              group: finanse
              #      ^^^^^^^ There is no group 'finanse'; did you mean 'finance'?
      `,
      fixed: `
        //- models/models.yml
        groups:
          - name: finance
            owner: {name: Ada}
        models:
          - name: orders
            config:
              group: finance
      `,
    },
    {
      title: 'a declared group',
      files: `
        ${SHOP}
        //- models/models.yml
        groups:
          - name: finance
            owner: {name: Ada}
        models:
          - name: orders
            config:
              group: finance
      `,
    },
  ],
};
