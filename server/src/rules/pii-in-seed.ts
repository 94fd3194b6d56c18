import type { Rule } from '../model/rule';
import { isOwnFile } from './shared/dbt';
import { classificationOf, personalKind } from './shared/personal';

export const rule: Rule = {
  id: 'pii-in-seed',
  group: 'governance',
  severity: 'information',
  certainty: 'advice',
  summary: 'The header of a seed looks like personal data',
  why: 'Seeds are files in the repository: everybody with access to it, and to its history, can read them, and nothing is ever deleted. Told by the names of the columns; say `pii: false` in the meta of the column, or allow the rule in the seed\'s entry, if the data is made up.',
  sources: ['https://docs.getdbt.com/docs/build/seeds', 'GDPR, Article 17'],
  about: ['dbt.seed'],
  fix: 'none',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    for (const declaration of document.facts.declarations) {
      if (declaration.type !== 'dbt.seed' || declaration.role !== 'defines' || /(^|\/)(tests?|fixtures?|examples?|samples?|integration_tests)\//i.test(document.path)) continue;
      for (const column of declaration.columns) {
        const kind = personalKind(column.name, ws.settings.piiPatterns);
        const known = ws.column(declaration.id, column.name);
        if (!kind || (known && classificationOf(known)?.open)) continue;
        yield { rule: this.id, span: column.nameSpan, message: `This seed seems to hold personal data (${kind}), which stays in the repository's history` };
        break;
      }
    }
  },
  examples: [
    {
      title: 'addresses in a CSV file',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- seeds/staff.csv
        id,email,phone
           ^^^^^ seems to hold personal data (email address)
        1,ann@example.org,1
      `,
    },
    {
      title: 'declared harmless, and nothing personal',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- seeds/staff.csv
        id,email
        1,ann@example.org
        //- seeds/countries.csv
        code,name
        //- seeds/schema.yml
        seeds:
          - name: staff
            columns:
              - name: email
                meta: {pii: false}
      `,
    },
  ],
};
