import type { Rule } from '../model/rule';
import { isOwnFile } from './shared/dbt';

export const rule: Rule = {
  id: 'exposure-without-owner',
  group: 'governance',
  severity: 'error',
  certainty: 'certain',
  summary: 'The owner of an exposure has neither a name nor an e-mail address',
  why: 'dbt refuses the project: the owner of an exposure needs `name` or `email`.',
  sources: ['https://docs.getdbt.com/reference/exposure-properties', 'dbt ValidationError', 'dbt-bouncer EX006'],
  about: ['dbt.exposure'],
  fix: 'none',
  *check(document) {
    if (!isOwnFile(document)) return;
    for (const declaration of document.facts.declarations) {
      if (declaration.type !== 'dbt.exposure' || declaration.nameSpan === null || declaration.attributes.owner) continue;
      // A missing `owner` is a matter of the shape of the entry.
      const owner = /^[ \t]*owner[ \t]*:/m.exec(document.text.slice(declaration.span.start, declaration.span.end));
      if (!owner || /\b(name|email)["']?\s*:\s*["']?\S/.test(document.text.slice(declaration.span.start + owner.index, declaration.span.end).split(/\r?\n(?=[ \t]*[\w-]+:)/).slice(0, 3).join('\n').replace(/^[^:]*:/, ''))) continue;
      const start = declaration.span.start + owner.index + owner[0].indexOf('owner');
      yield { rule: this.id, span: { start, end: start + 5 }, message: `The owner of '${declaration.name}' needs a name or an email` };
    }
  },
  examples: [
    {
      title: 'an owner without a name',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/schema.yml
        exposures:
          - name: kpi
            type: dashboard
            owner: {slack: '#data'}
            ^^^^^ needs a name or an email
      `,
    },
    {
      title: 'an owner with an address',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/schema.yml
        exposures:
          - name: kpi
            type: dashboard
            owner:
              email: data@example.org
      `,
    },
  ],
};
