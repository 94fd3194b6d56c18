import type { Rule } from '../model/rule';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'legacy-asset-argument',
  group: 'deprecations',
  severity: 'information',
  certainty: 'certain',
  summary: 'An argument of an asset that has a successor',
  why: '`compute_kind` holds one kind, `kinds` several. `auto_materialize_policy` has given way to `automation_condition`, which is the one that is developed further.',
  sources: ['https://docs.dagster.io/migration/upgrading'],
  about: ['dagster'],
  fix: 'suggested',
  *check(document) {
    for (const finding of problemsOf(document, this.id)) yield { ...finding, tags: ['deprecated'] };
  },
  fixes(finding, document) {
    const kind = told(finding).text('kind');
    const start = told(finding).value('start');
    const end = told(finding).value('end');
    return kind === null || typeof start !== 'number' || typeof end !== 'number' ? [] : [edit(document, 'Change to kinds', [{ op: 'text', span: { start, end }, text: `kinds={"${kind}"}` }])];
  },
  examples: [
    {
      title: 'one kind, the old way',
      files: `
        //- shop/assets.py
        import dagster as dg

        @dg.asset(compute_kind="duckdb")
        #         ^^^^^^^^^^^^ 'compute_kind' has given way to 'kinds'
        def orders(): ...
      `,
      fixed: `
        //- shop/assets.py
        import dagster as dg

        @dg.asset(kinds={"duckdb"})
        def orders(): ...
      `,
    },
    {
      title: 'the new ones',
      files: `
        //- shop/assets.py
        import dagster as dg

        @dg.asset(kinds={"duckdb"}, automation_condition=dg.AutomationCondition.eager())
        def orders(): ...
      `,
    },
  ],
};
