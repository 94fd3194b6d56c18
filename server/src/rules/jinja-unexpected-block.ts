import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { replaceText } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'jinja-unexpected-block',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A tag stands where dbt ignores it',
  why: 'From macro, generic-test and snapshot files dbt cuts out its own blocks and ignores what stands between them. A left-over `endmacro`, or an `if` around a macro, has no effect there. Since 1.10 dbt warns of it (`UnexpectedJinjaBlockDeprecation`).',
  sources: ['https://docs.getdbt.com/reference/deprecations#unexpectedjinjablockdeprecation', 'dbt D023'],
  about: ['dbt.macro', 'dbt.snapshot'],
  fix: 'safe',
  check: document => problemsOf(document, 'jinja-unexpected-block'),
  fixes: (finding, document) => (told(finding).flag('orphan') ? [replaceText(document, 'Remove the tag', finding.span, '', true)] : []),
  examples: [
    {
      title: 'an endmacro too many',
      files: `
        ${SHOP}
        //- macros/money.sql
        {% macro cents(column) %}{{ column }} * 100{% endmacro %}
        {% endmacro %}
        ^^^^^^^^^^^^^^ \`{% endmacro %}\` closes nothing
      `,
      fixed: `
        //- macros/money.sql
        {% macro cents(column) %}{{ column }} * 100{% endmacro %}
      `,
    },
    {
      title: 'blocks in their places',
      files: `
        ${SHOP}
        //- macros/money.sql
        {% macro cents(column) %}
          {% if column %}{{ column }} * 100{% endif %}
        {% endmacro %}
      `,
    },
  ],
};
