import type { EditOperation } from '../model/format';
import type { Fix, Rule } from '../model/rule';
import { NEW_SHOP, SHOP } from './shared/examples';
import { edit, projectFile } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

const FLAG = 'require_generic_test_arguments_property';

export const rule: Rule = {
  id: 'test-arguments-style',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'Arguments of a data test stand in the wrong place',
  why: 'Since dbt 1.10.8 the arguments of a generic test belong under `arguments`; elsewhere dbt warns (`MissingArgumentsPropertyInGenericTestDeprecation`). Where the flag `require_generic_test_arguments_property` is off, or dbt is older, it is the other way round: `arguments` is handed to the test as an argument of that name, which the tests of dbt itself refuse, so there it is an error. Where the versions that the project allows differ about it, it is information, and the fix is not applied by fix all.',
  sources: ['https://docs.getdbt.com/reference/deprecations#missingargumentspropertyingenerictestdeprecation', 'dbt D038, D039'],
  about: ['dbt'],
  fix: 'safe',
  check: document => problemsOf(document, 'test-arguments-style'),
  fixes(finding, document): readonly Fix[] {
    const { texts, place, flag } = told(finding);
    const body = place('body');
    const into = place('into');
    if (!body || !into) return [];
    if (flag('wrap')) return [edit(document, "Nest under 'arguments'", texts('keys').map((key): EditOperation => ({ op: 'move', path: [...body, key], into })), flag('sure'))];
    const file = projectFile(document);
    return file === null ? [] : [{ title: `Set the flag ${FLAG}`, safe: false, preferred: true, changes: [{ kind: 'edit', file, operations: [{ op: 'set', path: ['flags', FLAG], value: true }] }] }];
  },
  examples: [
    {
      title: 'arguments beside config',
      files: `
        ${NEW_SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: state
                data_tests:
                  - accepted_values:
                    ^^^^^^^^^^^^^^^ Nest 'values' under 'arguments'
                      values: # all we know
                        - new
                        - sold
                      config:
                        severity: warn
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: state
                data_tests:
                  - accepted_values:
                      config:
                        severity: warn
                      arguments:
                        values: # all we know
                          - new
                          - sold
      `,
    },
    {
      title: 'the flag is off',
      files: `
        ${NEW_SHOP}
        flags:
          require_generic_test_arguments_property: false
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: state
                data_tests:
                  - accepted_values:
                      arguments:
                      ^^^^^^^^^ dbt passes 'arguments' on as an argument
                        values: [new, sold]
      `,
      fixed: `
        //- dbt_project.yml
        name: shop
        profile: shop
        require-dbt-version: ">=1.12.0"
        flags:
          require_generic_test_arguments_property: true
      `,
    },
    {
      title: 'nested arguments',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: state
                data_tests:
                  - not_null
                  - accepted_values:
                      arguments:
                        values: [new, sold]
      `,
    },
  ],
};
