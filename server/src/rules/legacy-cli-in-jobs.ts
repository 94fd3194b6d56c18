import type { Rule } from '../model/rule';
import { replaceText } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'legacy-cli-in-jobs',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A job runs dbt with an option that has another name now',
  why: 'dbt warns (`ModelParamUsageDeprecation`, `CustomOutputPathInSourceFreshnessDeprecation`), and dbt 2 does not know the old options. In `dbt ls` the option `--models` means something else and stays.',
  sources: ['https://docs.getdbt.com/reference/deprecations#modelparamusagedeprecation', 'https://docs.getdbt.com/reference/deprecations#customoutputpathinsourcefreshnessdeprecation'],
  about: ['dbt', 'commands'],
  fix: 'safe',
  check: document => problemsOf(document, 'legacy-cli-in-jobs'),
  fixes(finding, document) {
    const to = told(finding).text('to');
    return to === null ? [] : [replaceText(document, `Change to '${to}'`, finding.span, to, true)];
  },
  examples: [
    {
      title: 'an old option',
      files: `
        //- run.sh
        dbt run -m orders --target prod
        #       ^^ '-m' is the old name of '--select'
      `,
      fixed: `
        dbt run --select orders --target prod
      `,
    },
    {
      title: 'a command and an output of old',
      files: `
        //- .gitlab-ci.yml
        freshness:
          script:
            - dbt source snapshot-freshness
              #          ^^^^^^^^^^^^^^^^^^ 'snapshot-freshness' is the old name
            - dbt source freshness -o out.json
              #                    ^^ deprecated
      `,
    },
    {
      title: 'present options, and models that are listed',
      files: `
        //- Makefile
        run:
        	uv run dbt run --select orders
        	dbt ls --models orders
        	python -m build -m orders
      `,
    },
  ],
};
