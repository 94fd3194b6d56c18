import type { Rule } from '../model/rule';
import { mend } from './shared/mend';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'soda-check-syntax',
  group: 'testing',
  severity: 'error',
  certainty: 'certain',
  summary: "Soda can't read a check, or leaves a part of it out",
  why: "Soda skips what it can't read: a check that never runs never fails. Lines are read by SodaCL's own grammar, which is strict about blanks and words.",
  sources: ['https://docs.soda.io/soda-v3/soda-cl-overview'],
  about: ['soda'],
  fix: 'suggested',
  check: document => problemsOf(document, 'soda-check-syntax'),
  fixes: mend,
  examples: [
    {
      title: 'a validation in the plural, a missing blank, a check without a threshold',
      files: `
        //- checks.yml
        checks for orders:
          - missing_count(id)=0
          #                  ^ Soda can't read this check: one blank is expected
          - row_count
          # ^^^^^^^^^ No threshold
          - schema:
              fail:
                when required columns missing: [id]
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ did you mean 'when required column missing'?
      `,
    },
    {
      title: 'a setting that is not indented',
      files: `
        //- checks.yml
        checks for orders:
          - invalid_count(status) = 0:
            valid values: [new, paid]
            ^^^^^^^^^^^^ must be indented under
      `,
    },
    {
      title: 'a misspelt word',
      files: `
        //- checks.yml
        checks for orders:
          - invalid_count(email) = 0:
              valid formt: email
              ^^^^^^^^^^^ did you mean 'valid format'?
      `,
      fixed: `
        //- checks.yml
        checks for orders:
          - invalid_count(email) = 0:
              valid format: email
      `,
    },
    {
      title: 'sound checks',
      files: `
        //- checks.yml
        filter orders [daily]:
          where: day = current_date
        checks for orders [daily]:
          - row_count > 0
          - missing_count(id) = 0
          - invalid_percent(email) < 5 %:
              valid format: email
          - freshness(created_at) < 1d
          - values in (customer_id) must exist in customers (id)
          - avg(amount) between 10 and 20
          - duplicate_count(id):
              warn: when > 0
              fail: when > 10
          - change avg last 7 percent for row_count < 50
          - share_of_big > 0.1:
              share_of_big expression: avg(big)
      `,
    },
  ],
};
