import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit, inQuotes } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'yaml-syntax',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A file is not valid YAML',
  why: 'The tool that reads the file stops at the first mistake and says little about where it is. The rest of the file is read here as well as can be, so that one slip does not hide everything else. dbt reads YAML 1.1 through PyYAML, one document a file.',
  sources: ['https://yaml.org/spec/1.1/', 'dbt YamlLoadError, dbt1451'],
  about: ['dbt'],
  fix: 'suggested',
  check: document => problemsOf(document, 'yaml-syntax'),
  fixes(finding, document) {
    const { value, text } = told(finding);
    const span = value('value');
    if (!Array.isArray(span) || text('mistake') === 'quote') return [];
    const [start, end] = span as [number, number];
    const plain = document.text.slice(start, end);
    return plain.includes('\n') ? [] : [edit(document, 'Put quotes around the value', [{ op: 'text', span: { start, end }, text: inQuotes(plain) }])];
  },
  examples: [
    {
      title: 'a colon inside a value',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            description: Orders: one row each
            #                  ^ A colon followed by a space cannot stand inside an unquoted value
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            description: 'Orders: one row each'
      `,
    },
    {
      title: 'a list that is not closed',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            config: {tags: [daily}
            #                    ^ A comma is missing here, or a ']'
      `,
    },
    {
      title: 'a line that is no key',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            description: One row per order.
            to be written
            ^^^^^^^^^^^^^
      `,
    },
    {
      title: 'quoted values',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            description: "Orders: one row each"
      `,
    },
  ],
};
