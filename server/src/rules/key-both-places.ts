import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'key-both-places',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A key is set beside config and in it',
  why: '`meta`, `docs`, `group`, `contract` and `access`, and the configs of a data test, may stand in either place, but dbt refuses both at once. The quick fix takes the outer one out; look first which value is meant.',
  sources: ['https://docs.getdbt.com/reference/configs-and-properties', 'dbt ParsingError, SameKeyNestedError'],
  about: ['dbt'],
  fix: 'suggested',
  check: document => problemsOf(document, 'key-both-places'),
  fixes(finding, document) {
    const outer = told(finding).place('outer');
    return outer ? [edit(document, "Keep the one in 'config'", [{ op: 'remove', path: outer }])] : [];
  },
  examples: [
    {
      title: 'access in two places',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            access: protected
            config:
              access: public
              ^^^^^^ 'access' is set here and outside of 'config'
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            config:
              access: public
      `,
    },
    {
      title: 'different keys',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            access: protected
            config:
              meta:
                owner: ada
      `,
    },
  ],
};
