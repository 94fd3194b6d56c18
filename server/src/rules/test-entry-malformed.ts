import type { EditOperation } from '../model/format';
import type { Fix, Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

/** Keys beside the arguments of a test. */
const BESIDE: ReadonlySet<string> = new Set(['name', 'description', 'config', 'column_name', 'arguments']);

export const rule: Rule = {
  id: 'test-entry-malformed',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'An entry of data_tests is no test',
  why: 'A test is a name, or a mapping with that name as its only key. A slip of the indentation, a colon with nothing behind it or a list in place of arguments stops dbt, with messages that name neither line nor cause.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/data-tests', 'dbt TestDefinitionDictLengthError, TestArgsNotDictError, TestTypeError, TestNameNotStringError, UnexpectedTestNamePatternError, TestArgIncludesModelError'],
  about: ['dbt'],
  fix: 'suggested',
  check: document => problemsOf(document, 'test-entry-malformed'),
  fixes(finding, document): readonly Fix[] {
    const { path, text, texts, flag } = told(finding);
    const test = text('test');
    const keys = texts('keys');
    if (!path) return [];
    if (flag('emptyBody') && test !== null) return [edit(document, 'Remove the colon', [{ op: 'set', path, value: test }])];
    if (keys.length > 0 && test !== null && flag('nullBody')) {
      const into = (key: string): readonly (string | number)[] => (BESIDE.has(key) || !flag('nested') ? [...path, test] : [...path, test, 'arguments']);
      return [edit(document, `Indent under '${test}'`, keys.map((key): EditOperation => ({ op: 'move', path: [...path, key], into: into(key) })))];
    }
    return [];
  },
  examples: [
    {
      title: 'arguments that are not indented',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: state
                data_tests:
                  - accepted_values:
                    values: [new, sold]
                    ^^^^^^ 'values' must be indented under 'accepted_values'
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: state
                data_tests:
                  - accepted_values:
                      arguments:
                        values: [new, sold]
      `,
    },
    {
      title: 'a colon too many',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - not_null:
                    ^^^^^^^^ needs arguments behind it, or no colon
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - not_null
      `,
    },
    {
      title: 'tests in both forms',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
                data_tests:
                  - not_null
                  - unique:
                      config:
                        severity: warn
      `,
    },
  ],
};
