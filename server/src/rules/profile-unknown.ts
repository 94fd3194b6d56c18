import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { didYouMean, nearNames, replaceBy } from './shared/names';
import { isInstalled } from './shared/nodes';

export const rule: Rule = {
  id: 'profile-unknown',
  group: 'references',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'The profile of a project is not in its profiles.yml',
  why: 'dbt reads the profiles.yml beside dbt_project.yml before the one in the home folder, and stops if the profile is not in it. Another folder may be given on the command line or by `DBT_PROFILES_DIR`, hence a warning.',
  sources: ['https://docs.getdbt.com/docs/core/connect-data-platform/profiles.yml', 'dbt DbtProjectError, dbt1102'],
  about: ['dbt.project'],
  fix: 'suggested',
  *check(document, workspace) {
    if (isInstalled(document) || !document.project) return;
    const folder = document.project.root === '' ? '' : `${document.project.root}/`;
    const profiles = workspace.document(`${folder}profiles.yml`);
    if (!profiles) return;
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.profile' || workspace.resolve(reference, document.path).kind !== 'none') continue;
      const near = nearNames(workspace, ['dbt.profile'], reference.name);
      yield { rule: this.id, span: reference.span, message: `profiles.yml has no profile '${reference.name}'${didYouMean(near)}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt profile',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shp
        #        ^^^ profiles.yml has no profile 'shp'; did you mean 'shop'?
        //- profiles.yml
        shop:
          target: dev
          outputs:
            dev:
              type: duckdb
      `,
      fixed: `
        //- dbt_project.yml
        name: shop
        profile: shop
      `,
    },
    {
      title: 'profiles somewhere else',
      files: `
        ${SHOP}
      `,
    },
  ],
};
