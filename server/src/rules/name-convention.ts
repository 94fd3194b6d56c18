import type { Rule } from '../model/rule';
import { entry } from '../text/entry';
import { isOwnFile } from './shared/dbt';

const PREFIXES: { readonly [folder: string]: readonly string[] } = { staging: ['stg_', 'base_'], base: ['base_', 'stg_'], intermediate: ['int_'] };

export const rule: Rule = {
  id: 'name-convention',
  group: 'naming',
  severity: 'off',
  certainty: 'advice',
  summary: "A model's name does not begin as its folder asks for",
  why: 'By the prefix everybody knows what a model is wherever it is read: `stg_` for models in `staging`, `int_` for those in `intermediate`, `base_` in `base`, as in dbt\'s guide to project structure.',
  sources: ['https://docs.getdbt.com/best-practices/how-we-structure/1-guide-overview', 'dbt-project-evaluator fct_model_naming_conventions', 'dbt-bouncer MO038'],
  about: ['dbt.model'],
  fix: 'none',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    for (const declaration of document.facts.declarations) {
      if (declaration.type !== 'dbt.model' || declaration.role !== 'defines' || ws.entity(declaration.id)?.enabled !== true) continue;
      const folder = document.path.split('/').slice(0, -1).reverse().find(part => entry(PREFIXES, part.toLowerCase()));
      const wanted = folder === undefined ? [] : PREFIXES[folder.toLowerCase()]!;
      const first = /\S+/.exec(document.text);
      if (wanted.length === 0 || !first || wanted.some(p => declaration.name.toLowerCase().replace(/^_+/, '').startsWith(p))) continue;
      yield { rule: this.id, span: { start: first.index, end: first.index + first[0].length }, message: `Models in '${folder!}' begin with '${wanted[0]!}', this one is called '${declaration.name}'` };
    }
  },
  examples: [
    {
      title: 'a staging model without prefix',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/staging/orders.sql
        select id from {{ source('raw', 'orders') }}
        ^^^^^^ Models in 'staging' begin with 'stg_'
      `,
    },
    {
      title: 'prefixes, and a folder that asks for none',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/staging/stg_orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/staging/base/base_orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/marts/orders.sql
        select id from {{ ref('stg_orders') }}
      `,
    },
  ],
};
