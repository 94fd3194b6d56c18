import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit, inQuotes } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'yaml-unquoted-jinja',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A value that begins with Jinja is not in quotes',
  why: 'YAML takes `{{` for the start of a mapping, so the file cannot be read before Jinja ever sees it. Quotes around the whole value make it text.',
  sources: ['https://docs.getdbt.com/docs/build/dbt-tips', 'PyYAML "found unhashable key"'],
  about: ['dbt'],
  fix: 'safe',
  check: document => problemsOf(document, 'yaml-unquoted-jinja'),
  fixes(finding, document) {
    const span = told(finding).value('value');
    if (!Array.isArray(span)) return [];
    const [start, end] = span as [number, number];
    const plain = document.text.slice(start, end);
    return plain.includes('\n') ? [] : [edit(document, 'Put quotes around the value', [{ op: 'text', span: { start, end }, text: inQuotes(plain) }], true)];
  },
  examples: [
    {
      title: 'a variable as schema',
      files: `
        ${SHOP}
        //- models/sources.yml
        sources:
          - name: raw
            schema: {{ var('raw_schema', 'raw') }}
            #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Jinja must be quoted here
            tables:
              - name: orders
      `,
      fixed: `
        //- models/sources.yml
        sources:
          - name: raw
            schema: "{{ var('raw_schema', 'raw') }}"
            tables:
              - name: orders
      `,
    },
    {
      title: 'Jinja in quotes',
      files: `
        ${SHOP}
        //- models/sources.yml
        sources:
          - name: raw
            schema: "{{ var('raw_schema', 'raw') }}"
            tables:
              - name: orders
      `,
    },
  ],
};
