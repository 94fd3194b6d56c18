import type { Fix, Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { entry } from '../text/entry';
import { projectFile } from './shared/fixes';
import { isSurelyUnknown } from './shared/names';

/** Packages of the hub that tests come from, with the releases that work together today. */
const HUB: { readonly [name: string]: { readonly package: string; readonly version: readonly string[] } } = {
  dbt_utils: { package: 'dbt-labs/dbt_utils', version: ['>=1.1.1', '<2.0.0'] },
  dbt_expectations: { package: 'metaplane/dbt_expectations', version: ['>=0.10.8', '<0.11.0'] },
  elementary: { package: 'elementary-data/elementary', version: ['>=0.16.0', '<1.0.0'] },
};

export const rule: Rule = {
  id: 'test-package-missing',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A data test is from a package that the project does not use',
  why: 'dbt finds out only when the test is compiled, and stops. Add the package to `packages.yml` and run `dbt deps`. Nothing is reported while other packages are not installed, since one of them may bring it along.',
  sources: ['https://docs.getdbt.com/docs/build/packages', 'dbt CompilationError'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      const pkg = reference.data?.['package'];
      if (reference.type !== 'dbt.test' || !pkg || !isSurelyUnknown(workspace, reference, document.path)) continue;
      if (workspace.entitiesOf('dbt.macro').some(e => e.attributes.more?.['isTest'] === true && e.attributes.more['package'] === pkg)) continue;
      yield { rule: this.id, span: reference.fullSpan, message: `The package '${String(pkg)}' is not in packages.yml`, data: String(pkg) };
    }
  },
  fixes(finding, document, workspace): readonly Fix[] {
    const hub = entry(HUB, String(finding.data));
    const marker = projectFile(document);
    if (!hub || marker === null) return [];
    const file = `${marker.slice(0, Math.max(0, marker.lastIndexOf('/') + 1))}packages.yml`;
    const value = { package: hub.package, version: [...hub.version] };
    if (workspace.document(file)) return [{ title: `Add ${hub.package} to packages.yml`, safe: false, preferred: true, changes: [{ kind: 'edit', file, operations: [{ op: 'append', path: ['packages'], value }] }] }];
    return [{ title: `Write packages.yml with ${hub.package}`, safe: false, preferred: true, changes: [{ kind: 'create', file, text: `packages:\n  - package: ${hub.package}\n    version: [${hub.version.map(v => JSON.stringify(v)).join(', ')}]\n` }] }];
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
      fixed: `
        //- packages.yml
        packages:
          - package: dbt-labs/dbt_utils
            version: [">=1.1.1", "<2.0.0"]
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
