import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit, inQuotes } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'yaml-unquoted-operator',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A value that begins with an operator is not in quotes',
  why: 'In YAML `>` starts a block of text, `*` an alias, `!` a tag, `&` an anchor. A condition such as `>10` or a version range such as `>=1.8` must stand in quotes.',
  sources: ['https://docs.getdbt.com/reference/resource-configs/severity', 'PyYAML ScannerError'],
  about: ['dbt'],
  fix: 'safe',
  check: document => problemsOf(document, 'yaml-unquoted-operator'),
  fixes(finding, document) {
    const span = told(finding).value('value');
    if (!Array.isArray(span)) return [];
    const [start, end] = span as [number, number];
    const plain = document.text.slice(start, end);
    return plain.includes('\n') ? [] : [edit(document, 'Put quotes around the value', [{ op: 'text', span: { start, end }, text: inQuotes(plain) }], true)];
  },
  examples: [
    {
      title: 'a threshold of a test',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - unique:
                      config:
                        warn_if: >10
                        #        ^^^ Put quotes around '>10'
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - unique:
                      config:
                        warn_if: '>10'
      `,
    },
    {
      title: 'a block of text',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            description: >
              One row per order.
      `,
    },
  ],
};
