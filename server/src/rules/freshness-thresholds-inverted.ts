import type { Json } from '../model/key';
import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'freshness-thresholds-inverted',
  group: 'freshness',
  severity: 'warning',
  certainty: 'certain',
  summary: 'Freshness warns later than it fails',
  why: 'Once data is late enough for the warning, it has failed already: the warning never appears. dbt says nothing.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/freshness'],
  about: ['dbt.source'],
  fix: 'suggested',
  check: document => problemsOf(document, 'freshness-thresholds-inverted'),
  fixes(finding, document) {
    const { path, value } = told(finding);
    if (!path) return [];
    return [edit(document, 'Swap the two', [{ op: 'set', path, value: value('error') as Json }, { op: 'set', path: [...path.slice(0, -1), 'error_after'], value: value('warn') as Json }])];
  },
  examples: [
    {
      title: 'a warning after two days, an error after one',
      files: `
        ${SHOP}
        //- models/sources.yml
        sources:
          - name: raw
            config:
              loaded_at_field: loaded_at
              freshness:
                warn_after: {count: 48, period: hour}
                ^^^^^^^^^^ This warns later than error_after fails
                error_after: {count: 1, period: day}
            tables:
              - name: orders
      `,
      fixed: `
        //- models/sources.yml
        sources:
          - name: raw
            config:
              loaded_at_field: loaded_at
              freshness:
                warn_after: {count: 1, period: day}
                error_after: {count: 48, period: hour}
            tables:
              - name: orders
      `,
    },
    {
      title: 'a warning first',
      files: `
        ${SHOP}
        //- models/sources.yml
        sources:
          - name: raw
            config:
              loaded_at_field: loaded_at
              freshness:
                warn_after: {count: 12, period: hour}
                error_after: {count: 1, period: day}
            tables:
              - name: orders
      `,
    },
  ],
};
