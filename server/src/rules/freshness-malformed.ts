import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { editFix } from './shared/dbt';
import { problemData, problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'freshness-malformed',
  group: 'freshness',
  severity: 'error',
  certainty: 'certain',
  summary: 'Freshness settings stand in the wrong place or contradict each other',
  why: '`warn_after`, `error_after` and `filter` belong under `freshness`; `loaded_at_field` and `loaded_at_query` beside it, and only one of them. dbt refuses two of them at one place (an error), and never looks at what is misplaced (a warning).',
  sources: ['https://docs.getdbt.com/reference/resource-properties/freshness', 'dbt ParsingError'],
  about: ['dbt.source'],
  fix: 'suggested',
  *check(document) {
    // Only two ways to tell at one place are refused; what is misplaced is ignored, so the check silently never runs.
    for (const finding of problemsOf(document, this.id)) yield problemData(finding).path && 'into' in problemData(finding) ? { ...finding, severity: 'warning' as const } : finding;
  },
  fixes(finding, document) {
    const { path, into, other } = problemData(finding) as unknown as { path: Path | null; into?: Path; other?: Path };
    if (!path) return [];
    const name = String(path.at(-1));
    if (into) return editFix(document, into.at(-1) === 'freshness' ? `Move '${name}' under 'freshness'` : `Move '${name}' beside 'freshness'`, [{ op: 'move', path, into }]);
    return other ? editFix(document, `Remove '${name}'`, [{ op: 'remove', path }]) : [];
  },
  examples: [
    {
      title: 'a threshold outside',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sources.yml
        sources:
          - name: raw
            loaded_at_field: loaded_at
            warn_after: {count: 12, period: hour}
            ^^^^^^^^^^ belongs under
            tables:
              - name: orders
      `,
      fixed: `
        //- models/sources.yml
        sources:
          - name: raw
            loaded_at_field: loaded_at
            tables:
              - name: orders
            freshness:
              warn_after: {count: 12, period: hour}
      `,
    },
    {
      title: 'everything in its place',
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
                warn_after: {count: 12, period: hour}
            tables:
              - name: orders
      `,
    },
  ],
};
