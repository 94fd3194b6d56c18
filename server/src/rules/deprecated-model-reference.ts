import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { isInstalled, REFABLE } from './shared/nodes';

export const rule: Rule = {
  id: 'deprecated-model-reference',
  group: 'deprecations',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A model has a deprecation date, or reads one that has',
  why: 'Once `deprecation_date` has passed, dbt warns of the model (`DeprecatedModel`) and of every ref to it (`DeprecatedReference`); before, of the refs (`UpcomingReferenceDeprecation`), which is information here. Read a newer version.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/deprecation_date', 'dbt I065, I066, I067, dbt1072, dbt1073, dbt1085'],
  about: ['dbt.model'],
  fix: 'none',
  *check(document, workspace) {
    if (isInstalled(document)) return;
    const today = new Date().toISOString().slice(0, 10);
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.ref' || reference.role !== 'reads') continue;
      const found = workspace.resolve(reference, document.path);
      const date = found.kind === 'one' && REFABLE.includes(found.entity.type) ? dateOf(found.entity.attributes.deprecationDate) : null;
      if (found.kind !== 'one' || date === null || found.entity.id === reference.from) continue;
      const past = date <= today;
      yield {
        rule: this.id, span: reference.span, message: past ? `'${reference.name}' is deprecated since ${date}` : `'${reference.name}' will be deprecated on ${date}`, ...(past ? { tags: ['deprecated'] as const } : { severity: 'information' as const }),
        related: [{ id: found.entity.id, message: 'the model' }],
      };
    }
    for (const declaration of document.facts.declarations) {
      const date = declaration.type === 'dbt.model' && declaration.role === 'describes' ? dateOf(declaration.attributes.deprecationDate) : null;
      if (date === null || date > today || declaration.nameSpan === null || !workspace.entity(declaration.id)?.enabled) continue;
      const version = declaration.attributes.version;
      yield { rule: this.id, span: declaration.nameSpan, message: `${version !== undefined ? `Version ${version} of '${declaration.name}'` : `'${declaration.name}'`} is deprecated since ${date}: disable or remove it` };
    }
  },
  examples: [
    {
      title: 'a date that has passed',
      files: `
        ${SHOP}
        //- models/models.yml
        models:
          - name: prices
            #     ^^^^^^ 'prices' is deprecated since 2020-01-01
            deprecation_date: 2020-01-01
        //- models/prices.sql
        select 1 as price
        //- models/report.sql
        select * from {{ ref('prices') }}
        --                    ^^^^^^ 'prices' is deprecated since 2020-01-01
      `,
    },
    {
      title: 'no date',
      files: `
        ${SHOP}
        //- models/prices.sql
        select 1 as price
        //- models/report.sql
        select * from {{ ref('prices') }}
      `,
    },
  ],
};

/** The day of a date as people write it, `2026-01-31`; null if there is none. */
function dateOf(text: string | undefined): string | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text ?? '');
  return match ? `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}` : null;
}
