import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { didYouMean, nearNames, replaceBy } from './shared/names';
import { isInstalled } from './shared/nodes';

export const rule: Rule = {
  id: 'required-var-missing',
  group: 'references',
  severity: 'hint',
  certainty: 'resolved',
  summary: 'A variable has no value and no default',
  why: 'dbt stops with "Required var not found", unless the value is given on the command line with `--vars`, which no file shows: hence a warning. Give a default as second argument, or set the variable in dbt_project.yml. Calls inside macros are left alone, those in branches, and those of a variable that the file also reads with a default.',
  sources: ['https://docs.getdbt.com/reference/dbt-jinja-functions/var', 'dbt RequiredVarNotFoundError'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, workspace) {
    if (isInstalled(document)) return;
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.var' || reference.data?.['hasDefault'] === true || reference.data?.['place'] === 'macro' || reference.data?.['place'] === 'description') continue;
      if (/\.ya?ml$/.test(document.path) ? false : reference.role !== 'reads' && reference.data?.['place'] !== 'config' && !document.facts.declarations.some(d => d.id === reference.from && d.type !== 'dbt.macro' && d.type !== 'dbt.materialization')) continue;
      // `if var('x', none)` around it is how people ask first.
      if (reference.data?.['conditional'] === true || document.facts.references.some(r => r.type === 'dbt.var' && r.name === reference.name && r.data?.['hasDefault'] === true)) continue;
      const found = workspace.resolve(reference, document.path);
      if (found.kind !== 'none') continue;
      const near = nearNames(workspace, ['dbt.var'], reference.name);
      yield { rule: this.id, span: reference.span, message: `The variable '${reference.name}' has no value and no default${didYouMean(near)}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt variable',
      files: `
        ${SHOP}
        vars:
          first_day: '2024-01-01'
        //- models/orders.sql
        select '{{ var('frist_day') }}' as first_day
        --              ^^^^^^^^^ has no value and no default; did you mean 'first_day'?
      `,
      fixed: `
        //- models/orders.sql
        select '{{ var('first_day') }}' as first_day
      `,
    },
    {
      title: 'a default, and a macro',
      files: `
        ${SHOP}
        //- macros/days.sql
        {% macro last_day() %}{{ var('last_day') }}{% endmacro %}
        //- models/orders.sql
        select '{{ var('first_day', '2024-01-01') }}' as first_day
      `,
    },
  ],
};
