import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit, inQuotes } from './shared/fixes';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'yaml-ambiguous-scalar',
  group: 'shape',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A value is read as something else than the text that stands there',
  why: 'YAML 1.1, which dbt reads, takes `no`, `off` and `yes` for booleans and `012` for the number ten. In a list of accepted values the test then compares with the wrong thing and fails, or passes for the wrong reason.',
  sources: ['https://yaml.org/type/bool.html', 'https://yaml.org/type/int.html'],
  about: ['dbt'],
  fix: 'suggested',
  check: document => problemsOf(document, 'yaml-ambiguous-scalar'),
  fixes: (finding, document) => [edit(document, 'Put quotes around it', [{ op: 'text', span: finding.span, text: inQuotes(document.text.slice(finding.span.start, finding.span.end)) }])],
  examples: [
    {
      title: 'a word that is a boolean',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: lamps
            columns:
              - name: state
                data_tests:
                  - accepted_values:
                      arguments:
                        values: [new, OFF, sold]
                        #             ^^^ 'OFF' is read as false
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: lamps
            columns:
              - name: state
                data_tests:
                  - accepted_values:
                      arguments:
                        values: [new, 'OFF', sold]
      `,
    },
    {
      title: 'booleans that are meant',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: lamps
            columns:
              - name: in_use
                data_tests:
                  - accepted_values:
                      arguments:
                        values: [true, false]
      `,
    },
  ],
};
