import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { didYouMean, isSurelyUnknown, replaceBy } from './shared/names';
import { closest } from '../text/fuzzy';

const BUILT_IN = ['unique', 'not_null', 'accepted_values', 'relationships'];

export const rule: Rule = {
  id: 'unknown-test',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A data test names no generic test',
  why: 'dbt finds out only when the test is compiled, and stops with "is undefined". A generic test is a `test` block in `tests/generic` or in a macro file, or a macro `test_<name>`. Nothing is reported while packages are not installed.',
  sources: ['https://docs.getdbt.com/best-practices/writing-custom-generic-tests', 'dbt CompilationError'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.test' || !isSurelyUnknown(workspace, reference, document.path)) continue;
      const pkg = reference.data?.['package'];
      const tests = workspace.entitiesOf('dbt.macro').filter(e => e.attributes.more?.['isTest'] === true && (!pkg || e.attributes.more['package'] === pkg));
      if (pkg && tests.length === 0) continue;
      const names = [...tests.map(e => e.name.replace(/^test_/, '')), ...(pkg ? [] : BUILT_IN)];
      const near = closest(reference.name, names.filter(n => n !== reference.name));
      yield { rule: this.id, span: reference.span, message: `There is no test '${pkg ? `${String(pkg)}.` : ''}${reference.name}'${didYouMean(near)}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt test',
      files: `
        ${SHOP}
        //- tests/generic/is_positive.sql
        {% test is_positive(model, column_name) %}select * from {{ model }} where {{ column_name }} <= 0{% endtest %}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: amount
                data_tests:
                  - is_positiv
                  # ^^^^^^^^^^ There is no test 'is_positiv'; did you mean 'is_positive'?
                  - notnull
                  # ^^^^^^^ There is no test 'notnull'; did you mean 'not_null'?
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: amount
                data_tests:
                  - is_positive
                  - not_null
      `,
    },
    {
      title: 'tests of dbt and of the project',
      files: `
        ${SHOP}
        //- macros/tests.sql
        {% macro test_is_positive(model, column_name) %}select * from {{ model }} where {{ column_name }} <= 0{% endmacro %}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: amount
                data_tests:
                  - is_positive
                  - not_null
      `,
    },
  ],
};
