import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { isInstalled } from './shared/nodes';

export const rule: Rule = {
  id: 'packages-not-installed',
  group: 'references',
  severity: 'information',
  certainty: 'resolved',
  summary: 'Packages of a project are not installed',
  why: 'Names may be theirs, so unknown models, sources, macros and tests of the project are not reported until `dbt deps` has run. dbt itself stops (`UninstalledPackagesFoundError`).',
  sources: ['https://docs.getdbt.com/reference/commands/deps', 'dbt UninstalledPackagesFoundError'],
  about: ['dbt.project'],
  fix: 'none',
  *check(document) {
    if (!document.project?.open || isInstalled(document)) return;
    const folder = document.project.root === '' ? '' : `${document.project.root}/`;
    if (document.path !== `${folder}packages.yml` && document.path !== `${folder}dependencies.yml`) return;
    const key = /^packages(?=\s*:)/m.exec(document.text);
    if (key) yield { rule: this.id, span: { start: key.index, end: key.index + key[0].length }, message: "Some of these packages are not installed: run 'dbt deps', so that their names are known" };
  },
  examples: [
    {
      title: 'a package that is not there',
      files: `
        ${SHOP}
        //- packages.yml
        packages:
        ^^^^^^^^ Some of these packages are not installed
          - package: dbt-labs/dbt_utils
            version: 1.3.0
      `,
    },
    {
      title: 'an installed package',
      files: `
        ${SHOP}
        //- packages.yml
        packages:
          - package: dbt-labs/dbt_utils
            version: 1.3.0
        //- dbt_packages/dbt_utils/dbt_project.yml
        name: dbt_utils
      `,
    },
  ],
};
