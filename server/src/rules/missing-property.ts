import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'missing-property',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A key that must be there is missing',
  why: 'dbt refuses the whole file: an entry without `name`, an exposure without `type`, a dispatch without `search_order`. Where dbt only warns, so does this rule.',
  sources: ['https://docs.getdbt.com/reference/configs-and-properties', 'dbt YamlParseDictError, YamlParseListError, ProjectContractError'],
  about: ['dbt'],
  fix: 'none',
  check: document => problemsOf(document, 'missing-property'),
  examples: [
    {
      title: 'a model without a name',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - description: One row per order.
            ^^^^^^^^^^^ needs \`name\`
      `,
    },
    {
      title: 'a model with a name',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
      `,
    },
  ],
};
