import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { fold } from './shared/dbt';
import { didYouMean, replaceBy } from './shared/names';

/** Places of columns in checks of tools other than dbt. */
const PLACES: ReadonlySet<string> = new Set(['gx', 'soda', 'pandera', 'dqdl']);

export const rule: Rule = {
  id: 'unknown-column-in-check',
  group: 'testing',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A check of Great Expectations or Soda names a column that its table does not have',
  why: 'The check fails, or is left out with an error in the log. Said only where all columns of the table are known. A suite is taken to be about the table it is named after, or the one that `meta.dataset` names; where the name alone tells, it is information.',
  sources: ['https://docs.soda.io/soda-v3/soda-cl-overview', 'https://docs.greatexpectations.io/docs/core/define_expectations/'],
  about: ['gx', 'gx-python', 'soda'],
  fix: 'suggested',
  *check(document, ws) {
    for (const reference of document.facts.references) {
      if (reference.type !== 'quality.column' || !reference.column || !PLACES.has(String(reference.data?.['place']))) continue;
      const resolution = ws.resolve(reference, document.path);
      if (resolution.kind !== 'one' || resolution.entity.definitions > 1) continue;
      const { columns, complete } = ws.columns(resolution.entity.id);
      const { name, span } = reference.column;
      if (!complete || columns.length === 0 || !/^["`]?[\w$]+["`]?$/.test(name) || columns.some(c => fold(c.name) === fold(name))) continue;
      const near = closest(fold(name), columns.map(c => c.name), 2);
      yield { rule: this.id, ...(reference.data?.['binding'] === 'guessed' ? { severity: 'information' as const } : {}), span, message: `'${name}' is not a column of '${resolution.entity.name}'${didYouMean(near)}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt column in Soda and Great Expectations',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select 1 as id, 'new' as status
        //- soda/checks.yml
        checks for orders:
          - missing_count(statsu) = 0
          #               ^^^^^^ 'statsu' is not a column of 'orders'; did you mean 'status'?
        //- gx/expectations/orders_suite.json
        {"name": "orders_suite", "expectations": [{"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "ids"}}]}
        //                                                                                                              ^^^ 'ids' is not a column
      `,
      fixed: `
        //- soda/checks.yml
        checks for orders:
          - missing_count(status) = 0
        //- gx/expectations/orders_suite.json
        {"name": "orders_suite", "expectations": [{"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "id"}}]}
      `,
    },
    {
      title: 'columns that are there, and a table of unknown columns',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select 1 as id, 'new' as status
        //- soda/checks.yml
        checks for orders:
          - missing_count(STATUS) = 0
        checks for elsewhere:
          - missing_count(anything) = 0
      `,
    },
  ],
};
