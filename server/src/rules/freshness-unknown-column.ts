import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { editFix, fold, isOwnFile } from './shared/dbt';

export const rule: Rule = {
  id: 'freshness-unknown-column',
  group: 'freshness',
  severity: 'warning',
  certainty: 'resolved',
  summary: '`loaded_at_field` is spelled unlike any column of the source table',
  why: 'dbt selects the largest value of this column, so a misspelt name makes `dbt source freshness` fail. A source may have more columns than it lists, so only a name close to a listed one is reported; expressions are left alone.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/freshness#loaded_at_field'],
  about: ['dbt.source'],
  fix: 'suggested',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    for (const declaration of document.facts.declarations) {
      const field = declaration.attributes.more?.['loadedAtField'];
      if (declaration.type !== 'dbt.source' || declaration.nameSpan === null || typeof field !== 'string' || !/^[A-Za-z_]\w*$/.test(field)) continue;
      const names = ws.columns(declaration.id).columns.map(c => fold(c.name));
      if (names.length === 0 || names.includes(field.toLowerCase())) continue;
      const near = closest(field, names, 1)[0];
      if (near) yield { rule: this.id, span: declaration.nameSpan, message: `loaded_at_field '${field}' is no listed column of '${declaration.name}'; did you mean '${near}'?`, data: { field, near, start: declaration.span.start, end: declaration.span.end } };
    }
  },
  fixes(finding, document) {
    const { field, near, start, end } = finding.data as { readonly field: string; readonly near: string; readonly start: number; readonly end: number };
    // The table's own setting, else the nearest above it: that of its source.
    const written = [...document.text.matchAll(/loaded_at_field["']?\s*:\s*["']?(\w+)/g)].filter(m => m[1] === field);
    const found = written.find(m => m.index >= start && m.index < end) ?? written.findLast(m => m.index < start);
    if (!found) return [];
    const at = found.index + found[0].length - field.length;
    return editFix(document, `Change to '${near}'`, [{ op: 'text', span: { start: at, end: at + field.length }, text: near }]);
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
      fixed: `
        //- models/sources.yml
        sources:
          - name: raw
            loaded_at_field: loaded_at
            tables:
              - name: orders
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
