import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { entry } from '../text/entry';
import { SHOP } from './shared/examples';
import { didYouMean } from './shared/names';
import { edit } from './shared/fixes';

/** Parameters of dbt's own tests besides the model and the column. */
const BUILT_IN: { readonly [test: string]: readonly string[] } = { unique: [], not_null: [], accepted_values: ['values', 'quote'], relationships: ['to', 'field'] };

/** Words that configure any test, wherever they stand: dbt takes them out before it calls the test. */
const ANY_TEST: ReadonlySet<string> = new Set([
  'config', 'name', 'description', 'column_name', 'model', 'severity', 'tags', 'enabled', 'where', 'limit', 'warn_if', 'error_if', 'fail_calc', 'store_failures',
  'store_failures_as', 'sql_header', 'meta', 'database', 'schema', 'alias', 'group',
]);

export const rule: Rule = {
  id: 'unknown-test-argument',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A data test is given an argument that it does not take',
  why: 'dbt hands arguments to the test by name; Jinja stops when the test has no parameter of that name ("takes no keyword argument"). Tests that take any arguments (`kwargs`) are left alone.',
  sources: ['https://docs.getdbt.com/best-practices/writing-custom-generic-tests', 'dbt CaughtMacroErrorWithNodeError'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.test' || !reference.path) continue;
      const given = reference.data?.['arguments'];
      if (!Array.isArray(given) || given.length === 0) continue;
      const parameters = parametersOf();
      if (!parameters) continue;
      for (const name of given as string[]) {
        if (parameters.includes(name) || ANY_TEST.has(name)) continue;
        const near = closest(name, parameters.filter(p => p !== 'model' && p !== 'column_name' && !(given as string[]).includes(p)));
        const test = `${reference.data?.['package'] ? `${String(reference.data['package'])}.` : ''}${reference.name}`;
        yield { rule: this.id, span: reference.span, message: `The test '${test}' takes no argument '${name}'${didYouMean(near)}`, data: { near, name, path: reference.path, test } };
      }

      function parametersOf(): readonly string[] | null {
        const found = workspace.resolve(reference, document.path);
        if (found.kind === 'one') {
          const more = found.entity.attributes.more;
          if (more?.['takesAny'] !== false || !Array.isArray(more['parameters'])) return null;
          return (more['parameters'] as { name: string }[]).map(p => p.name);
        }
        return found.kind === 'none' && reference.data?.['builtIn'] === true ? (entry(BUILT_IN, reference.name) ?? null) : null;
      }
    }
  },
  fixes(finding, document) {
    const { near, name, path, test } = finding.data as { near: string[]; name: string; path: (string | number)[]; test: string };
    return near.map((to, i) => edit(document, `Rename to '${to}'`, [{ op: 'rename', path: [...path, test, 'arguments', name], to }, { op: 'rename', path: [...path, test, name], to }], false, i === 0));
  },
  examples: [
    {
      title: 'a misspelt argument',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: state
                data_tests:
                  - accepted_values:
                    ^^^^^^^^^^^^^^^ takes no argument 'value'; did you mean 'values'?
                      arguments:
                        value: [new, sold]
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
      title: 'a test that takes any',
      files: `
        ${SHOP}
        //- macros/tests.sql
        {% test about(model, column_name) %}select {{ kwargs }} from {{ model }}{% endtest %}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: state
                data_tests:
                  - about:
                      arguments:
                        anything: 1
      `,
    },
  ],
};
