import type { Fix, Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'model-version-invalid',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'The versions of a model contradict each other',
  why: 'Each version needs its own `v`, `latest_version` must be one of them, and `columns` of a version take one element with `include` or `exclude`. dbt refuses anything else.',
  sources: ['https://docs.getdbt.com/docs/mesh/govern/model-versions', 'dbt ParsingError, InvalidFieldValue, dbt1159'],
  about: ['dbt.model'],
  fix: 'suggested',
  check: document => problemsOf(document, 'model-version-invalid'),
  fixes(finding, document): readonly Fix[] {
    const { path, text } = told(finding);
    const latest = text('latest');
    if (!path || latest === null) return [];
    return [edit(document, `Change to ${latest}`, [{ op: 'set', path, value: /^\d+$/.test(latest) ? Number(latest) : latest }])];
  },
  examples: [
    {
      title: 'a latest version that is not there',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: prices
            latest_version: 2024
            #               ^^^^ latest_version 2024 is not one of 1, 2
            versions:
              - v: 1
              - v: 2
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: prices
            latest_version: 2
            versions:
              - v: 1
              - v: 2
      `,
    },
    {
      title: 'versions that are in order',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: prices
            latest_version: 1
            versions:
              - v: 1
                columns:
                  - include: all
                    exclude: [currency]
              - v: 2
      `,
    },
  ],
};
