import type { EditOperation } from '../model/format';
import type { Rule } from '../model/rule';
import { NEW_SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'resource-name-invalid',
  group: 'naming',
  severity: 'error',
  certainty: 'certain',
  summary: 'A name has characters that dbt does not allow',
  why: 'A space in the name of a model, seed or snapshot is an error since dbt 1.10 (`require_resource_names_without_spaces`), a warning in those of sources and semantic models (`ResourceNamesWithSpacesDeprecation`), and exposures take letters, digits, hyphens and underscores only (`ExposureNameDeprecation`). A project may not be called like a word of dbt\'s Jinja. Exposures are renamed by the quick fix and keep the old name as their label; use rename for what others refer to.',
  sources: ['https://docs.getdbt.com/reference/deprecations#resourcenameswithspacesdeprecation', 'dbt D007, D014, D015'],
  about: ['dbt'],
  fix: 'suggested',
  check: document => problemsOf(document, 'resource-name-invalid'),
  fixes(finding, document) {
    const { path, text } = told(finding);
    const to = text('to');
    const label = text('label');
    if (!path || to === null || label === null || to === '') return [];
    const operations: EditOperation[] = [{ op: 'set', path, value: to }, { op: 'add', path: [...path.slice(0, -1), 'label'], value: label }];
    return [edit(document, `Rename to '${to}' and keep '${label}' as its label`, operations)];
  },
  examples: [
    {
      title: 'an exposure with spaces',
      files: `
        ${NEW_SHOP}
        //- models/exposures.yml
        exposures:
          - name: Weekly report
            #     ^^^^^^^^^^^^^ Exposure names allow letters, digits and _ only
            type: dashboard
            owner:
              name: Ada
      `,
      fixed: `
        //- models/exposures.yml
        exposures:
          - name: Weekly_report
            type: dashboard
            owner:
              name: Ada
            label: Weekly report
      `,
    },
    {
      title: 'a name with a hyphen',
      files: `
        ${NEW_SHOP}
        //- models/exposures.yml
        exposures:
          - name: weekly-report
            type: dashboard
            owner:
              name: Ada
      `,
    },
  ],
};
