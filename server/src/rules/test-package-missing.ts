import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { isSurelyUnknown } from './shared/names';

export const rule: Rule = {
  id: 'test-package-missing',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A data test is from a package that the project does not use',
  why: 'dbt finds out only when the test is compiled, and stops. Add the package to `packages.yml` and run `dbt deps`. Nothing is reported while other packages are not installed, since one of them may bring it along.',
  sources: ['https://docs.getdbt.com/docs/build/packages', 'dbt CompilationError'],
  about: ['dbt'],
  fix: 'none',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      const pkg = reference.data?.['package'];
      if (reference.type !== 'dbt.test' || !pkg || !isSurelyUnknown(workspace, reference, document.path)) continue;
      if (workspace.entitiesOf('dbt.macro').some(e => e.attributes.more?.['isTest'] === true && e.attributes.more['package'] === pkg)) continue;
      yield { rule: this.id, span: reference.fullSpan, message: `The package '${String(pkg)}' is not in packages.yml` };
    }
  },
  examples: [
    {
      title: 'dbt_utils without packages.yml',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: amount
                data_tests:
                  - dbt_utils.not_constant
                  # ^^^^^^^^^^^^^^^^^^^^^^ The package 'dbt_utils' is not in packages.yml
      `,
    },
    {
      title: 'a package that is not installed yet',
      files: `
        ${SHOP}
        //- packages.yml
        packages:
          - package: dbt-labs/dbt_utils
            version: 1.3.0
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: amount
                data_tests:
                  - dbt_utils.not_constant
      `,
    },
  ],
};
