import type { Fix, Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'freshness-malformed',
  group: 'freshness',
  severity: 'error',
  certainty: 'certain',
  summary: 'A freshness setting contradicts another or stands in the wrong place',
  why: '`loaded_at_field` and `loaded_at_query` exclude each other; both stand beside `freshness`, and `warn_after`, `error_after` and `filter` in it; `build_after` needs `count` and `period`. dbt refuses the contradictions and ignores what is misplaced, which is a warning.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/freshness', 'dbt ParsingError, ValidationError, dbt1005'],
  about: ['dbt.source', 'dbt.model'],
  fix: 'suggested',
  check: document => problemsOf(document, 'freshness-malformed'),
  fixes(finding, document): readonly Fix[] {
    const { path, place } = told(finding);
    const into = place('into');
    const other = place('other');
    if (path && into) return [edit(document, into.at(-1) === 'freshness' ? "Move into 'freshness'" : "Move beside 'freshness'", [{ op: 'move', path, into }])];
    if (path && other) return [edit(document, 'Remove loaded_at_query', [{ op: 'remove', path }], false, false), edit(document, 'Remove loaded_at_field', [{ op: 'remove', path: other }], false, false)];
    return [];
  },
  examples: [
    {
      title: 'a field inside freshness',
      files: `
        ${SHOP}
        //- models/sources.yml
        sources:
          - name: raw
            config:
              freshness:
                warn_after: {count: 1, period: day}
                loaded_at_field: loaded_at
                ^^^^^^^^^^^^^^^ 'loaded_at_field' belongs beside 'freshness'
            tables:
              - name: orders
      `,
      fixed: `
        //- models/sources.yml
        sources:
          - name: raw
            config:
              freshness:
                warn_after: {count: 1, period: day}
              loaded_at_field: loaded_at
            tables:
              - name: orders
      `,
    },
    {
      title: 'everything in its place',
      files: `
        ${SHOP}
        //- models/sources.yml
        sources:
          - name: raw
            config:
              loaded_at_field: loaded_at
              freshness:
                warn_after: {count: 1, period: day}
            tables:
              - name: orders
      `,
    },
  ],
};
