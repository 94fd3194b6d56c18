import type { Path } from '../model/facts';
import type { Json } from '../model/key';
import type { Rule } from '../model/rule';
import { editFix } from './shared/dbt';
import { problemData, problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'freshness-thresholds-inverted',
  group: 'freshness',
  severity: 'warning',
  certainty: 'certain',
  summary: '`warn_after` is later than `error_after`',
  why: 'The warning never comes: the source has failed by then. The two are most likely swapped.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/freshness'],
  about: ['dbt.source'],
  fix: 'suggested',
  check: document => problemsOf(document, 'freshness-thresholds-inverted'),
  fixes(finding, document) {
    const { path, warn, error } = problemData(finding) as unknown as { path: Path | null; warn: Json; error: Json };
    if (!path) return [];
    return editFix(document, 'Swap the two', [{ op: 'set', path, value: error }, { op: 'set', path: [...path.slice(0, -1), 'error_after'], value: warn }]);
  },
  examples: [
    {
      title: 'swapped thresholds',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sources.yml
        sources:
          - name: raw
            config:
              loaded_at_field: loaded_at
              freshness:
                warn_after: {count: 2, period: day}
                ^^^^^^^^^^ warns later
                error_after: {count: 24, period: hour}
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
                warn_after: {count: 24, period: hour}
                error_after: {count: 2, period: day}
            tables:
              - name: orders
      `,
    },
    {
      title: 'first a warning, then an error',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sources.yml
        sources:
          - name: raw
            config:
              loaded_at_field: loaded_at
              freshness:
                warn_after: {count: 24, period: hour}
                error_after: {count: 2, period: day}
            tables:
              - name: orders
      `,
    },
  ],
};
