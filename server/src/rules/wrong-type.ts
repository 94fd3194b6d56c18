import type { Fix, Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit, inQuotes } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'wrong-type',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A value is of the wrong kind',
  why: 'A list where a text must be, a mapping where a list must be, a number where a text must be: dbt refuses the file, or the value has no effect. Where dbt reads it all the same, it is a warning.',
  sources: ['https://docs.getdbt.com/reference/configs-and-properties', 'dbt YamlParseDictError, SchemaConfigError, ProjectContractError'],
  about: ['dbt'],
  fix: 'suggested',
  check: document => problemsOf(document, 'wrong-type'),
  fixes(finding, document): readonly Fix[] {
    const { path, texts, text } = told(finding);
    const actual = text('actual');
    const expected = texts('expected');
    const written = document.text.slice(finding.span.start, finding.span.end);
    if (!path || written === '' || written.includes('\n')) return [];
    if ((actual === 'number' || actual === 'boolean') && expected.includes('string')) return [edit(document, 'Put it in quotes', [{ op: 'text', span: finding.span, text: inQuotes(written) }])];
    if (actual === 'string' && expected.includes('array') && !expected.includes('string')) return [edit(document, 'Make it a list', [{ op: 'text', span: finding.span, text: `[${written}]` }])];
    return [];
  },
  examples: [
    {
      title: 'paths that are no list',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        model-paths: models # all of them
        #            ^^^^^^ \`model-paths\` must be a list
      `,
      fixed: `
        //- dbt_project.yml
        name: shop
        profile: shop
        model-paths: [models] # all of them
      `,
    },
    {
      title: 'a name that is a number',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: 2024
            #     ^^^^ must be text
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: '2024'
      `,
    },
    {
      title: 'values of the right kind',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            config:
              enabled: true
              tags: daily
      `,
    },
  ],
};
