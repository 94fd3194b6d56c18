import type { Rule } from '../model/rule';
import type { Span } from '../text/span';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'yaml-duplicate-key',
  group: 'shape',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A mapping has the same key twice',
  why: 'Only the last one counts: whatever stands under the first is lost without a word. dbt warns of it since 1.10 (`DuplicateYAMLKeysDeprecation`) and will refuse it in a future version. A key beside `<<` that overrides a merged one is no duplicate. The quick fix takes the earlier pair out, so that the file means what it meant before.',
  sources: ['https://docs.getdbt.com/reference/deprecations#duplicateyamlkeysdeprecation', 'dbt D024, dbt1059'],
  about: ['dbt'],
  fix: 'suggested',
  check: document => problemsOf(document, 'yaml-duplicate-key'),
  fixes(finding, document) {
    const first = told(finding).value('first');
    if (!Array.isArray(first)) return [];
    const span = wholeLines(document.text, { start: first[0] as number, end: first[1] as number });
    return span ? [edit(document, 'Remove the earlier one, which does not count', [{ op: 'text', span, text: '' }])] : [];
  },
  examples: [
    {
      title: 'two descriptions',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: orders
            description: Orders of the shop.
            columns:
              - name: id
            description: One row per order. # the good one
        #   ^^^^^^^^^^^ Key 'description' appears twice
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            columns:
              - name: id
            description: One row per order. # the good one
      `,
    },
    {
      title: 'an override of a merged key',
      files: `
        ${SHOP}
        //- models/models.yml
        anchors:
          base: &base
            description: none
        models:
          - <<: *base
            name: orders
            description: One row per order.
      `,
    },
  ],
};

/** The lines a pair stands on, with its comments at their ends; null if something else stands there too. */
function wholeLines(text: string, pair: Span): Span | null {
  const start = text.lastIndexOf('\n', pair.start - 1) + 1;
  if (text.slice(start, pair.start).trim() !== '') return null;
  const from = Math.max(pair.start, pair.end);
  const stop = text.indexOf('\n', text[from - 1] === '\n' ? from - 1 : from);
  const end = stop < 0 ? text.length : stop + 1;
  return /^\s*(?:#.*)?\s*$/.test(text.slice(from, end)) ? { start, end } : null;
}
