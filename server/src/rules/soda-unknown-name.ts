import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { mend } from './shared/mend';
import { didYouMean } from './shared/names';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'soda-unknown-name',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A Soda check names a filter or dataset that is not there',
  why: 'Soda stops at a filter that the file does not declare: that is an error. A dataset is told, as a warning, only if nothing in the workspace bears its name and something bears one that is much alike.',
  sources: ['https://docs.soda.io/soda-v3/sodacl-reference/filters'],
  about: ['soda'],
  fix: 'suggested',
  *check(document, ws) {
    if (!document.formats.includes('soda')) return;
    yield* problemsOf(document, this.id);
    for (const reference of document.facts.references) {
      if (reference.type !== 'soda.dataset') continue;
      const resolution = ws.resolve(reference, document.path);
      if (resolution.kind !== 'one' || resolution.entity.definitions > 0 || resolution.entity.type !== 'sql.table') continue;
      // A mention elsewhere makes the name known.
      if (resolution.entity.roles.some(r => r.file !== document.path)) continue;
      const last = reference.name.split('.').pop()!;
      const names = ws.types().flatMap(t => (t.startsWith('soda') || t.startsWith('gx') || t.startsWith('contract') ? [] : ws.entitiesOf(t).filter(e => e.kind === 'dataset' && e.enabled && e.definitions > 0).map(e => e.name.split('.').pop()!)));
      const near = last.length > 4 ? closest(last, names, 2).filter(n => Math.abs(n.length - last.length) <= 1) : [];
      if (near.length > 0) yield { rule: this.id, severity: 'warning', span: reference.span, message: `Nothing here is called '${last}'${didYouMean(near)}`, data: { near, path: null } };
    }
  },
  fixes: mend,
  examples: [
    {
      title: 'a filter that is not declared, and a misspelt model',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select 1 as id
        //- soda/checks.yml
        filter orders [daily]:
          where: true
        checks for orders [dayly]:
        #                  ^^^^^ No 'filter orders [dayly]'
          - row_count > 0
        checks for ordesr:
        #          ^^^^^^ did you mean 'orders'?
          - row_count > 0
      `,
      fixed: `
        //- soda/checks.yml
        filter orders [daily]:
          where: true
        checks for orders [daily]:
          - row_count > 0
        checks for orders:
          - row_count > 0
      `,
    },
    {
      title: 'names that are there, or nowhere near',
      files: `
        //- soda/checks.yml
        filter orders [daily]:
          where: true
        checks for orders [daily]:
          - row_count > 0
      `,
    },
  ],
};
