import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { isInstalled } from './shared/nodes';

/** A file that may not repeat what another says, and the key both have. */
const RIVALS = [
  { file: 'dependencies.yml', other: 'packages.yml', key: 'packages' },
  { file: 'vars.yml', other: 'dbt_project.yml', key: 'vars' },
];

export const rule: Rule = {
  id: 'setting-in-two-files',
  group: 'shape',
  severity: 'error',
  certainty: 'resolved',
  summary: 'Two files of a project set the same thing',
  why: 'Packages stand in packages.yml or in dependencies.yml, variables in vars.yml or in dbt_project.yml. dbt stops if both files have them.',
  sources: ['https://docs.getdbt.com/docs/mesh/govern/project-dependencies', 'dbt DbtProjectError, dbt1005'],
  about: ['dbt.project'],
  fix: 'none',
  *check(document, workspace) {
    if (isInstalled(document) || !document.project) return;
    const folder = document.project.root === '' ? '' : `${document.project.root}/`;
    for (const { file, other, key } of RIVALS) {
      if (document.path !== folder + file) continue;
      const here = new RegExp(`^${key}(?=\\s*:)`, 'm').exec(document.text);
      const rival = workspace.document(folder + other);
      if (!here || !rival || !new RegExp(`^${key}\\s*:`, 'm').test(rival.text)) continue;
      yield { rule: this.id, span: { start: here.index, end: here.index + key.length }, message: `${other} has '${key}' too; dbt takes one of the files` };
    }
  },
  examples: [
    {
      title: 'packages in two files',
      files: `
        ${SHOP}
        //- packages.yml
        packages:
          - package: dbt-labs/dbt_utils
            version: 1.3.0
        //- dependencies.yml
        packages:
        ^^^^^^^^ packages.yml has 'packages' too
          - package: dbt-labs/codegen
            version: 0.13.1
      `,
    },
    {
      title: 'packages in one, projects in the other',
      files: `
        ${SHOP}
        //- packages.yml
        packages:
          - package: dbt-labs/dbt_utils
            version: 1.3.0
        //- dependencies.yml
        projects:
          - name: finance
      `,
    },
  ],
};
