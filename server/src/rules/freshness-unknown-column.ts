import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { fold, isOwnFile } from './shared/dbt';

export const rule: Rule = {
  id: 'freshness-unknown-column',
  group: 'freshness',
  severity: 'warning',
  certainty: 'resolved',
  summary: '`loaded_at_field` is spelled unlike any column of the source table',
  why: 'dbt selects the largest value of this column, so a misspelt name makes `dbt source freshness` fail. A source may have more columns than it lists, so only a name close to a listed one is reported; expressions are left alone.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/freshness#loaded_at_field'],
  about: ['dbt.source'],
  fix: 'none',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    for (const declaration of document.facts.declarations) {
      const field = declaration.attributes.more?.['loadedAtField'];
      if (declaration.type !== 'dbt.source' || declaration.nameSpan === null || typeof field !== 'string' || !/^[A-Za-z_]\w*$/.test(field)) continue;
      const names = ws.columns(declaration.id).columns.map(c => fold(c.name));
      if (names.length === 0 || names.includes(field.toLowerCase())) continue;
      const near = closest(field, names, 1)[0];
      if (near) yield { rule: this.id, span: declaration.nameSpan, message: `loaded_at_field '${field}' is no listed column of '${declaration.name}'; did you mean '${near}'?` };
    }
  },
  examples: [
    {
      title: 'a misspelt column',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sources.yml
        sources:
          - name: raw
            loaded_at_field: loadet_at
            tables:
              - name: orders
              #       ^^^^^^ did you mean 'loaded_at'?
                columns:
                  - name: id
                  - name: loaded_at
      `,
    },
    {
      title: 'a listed column, an expression, and one that is simply not listed',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sources.yml
        sources:
          - name: raw
            tables:
              - name: orders
                loaded_at_field: loaded_at
                columns:
                  - name: loaded_at
              - name: lines
                loaded_at_field: "loadet_at::timestamp"
                columns:
                  - name: loaded_at
              - name: shops
                loaded_at_field: _fivetran_synced
                columns:
                  - name: id
      `,
    },
  ],
};
