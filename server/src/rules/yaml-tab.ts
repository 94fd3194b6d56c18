import type { EditOperation } from '../model/format';
import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'yaml-tab',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A tab indents a line of YAML',
  why: 'YAML allows spaces only before the first character of a line. The tool stops with "found character that cannot start any token", which does not say that a tab is meant.',
  sources: ['https://yaml.org/spec/1.1/#id871998', 'PyYAML ScannerError'],
  about: ['dbt'],
  fix: 'safe',
  check: document => problemsOf(document, 'yaml-tab'),
  fixes(finding, document) {
    const indents = told(finding).value('indents');
    if (!Array.isArray(indents)) return [];
    const operations = (indents as [number, number, number][]).map(([start, end, columns]): EditOperation => ({ op: 'text', span: { start, end }, text: ' '.repeat(columns) }));
    return [edit(document, 'Indent with spaces', operations, true)];
  },
  examples: [
    {
      title: 'a tab before a key',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            config:
        \t\t\tenabled: true
        ^^^ A tab cannot indent
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            config:
              enabled: true
      `,
    },
    {
      title: 'a tab inside a value',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            description: "one\trow"
      `,
    },
  ],
};
