import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'dataform-config-invalid',
  group: 'configuration',
  severity: 'error',
  certainty: 'certain',
  summary: 'A config block that Dataform refuses',
  why: 'Dataform compiles the project before anything runs and stops at an unknown type, at options of another type, and at operations where there can be none.',
  sources: ['Dataform core: compilation, config references'],
  about: ['dataform'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'an unknown type, and an option of views',
      files: `
        //- workflow_settings.yaml
        defaultProject: shop
        defaultDataset: sales
        //- definitions/orders.sqlx
        config { type: "tabel" }
                        ^^^^^ There is no type 'tabel'
        select 1 as id
        //- definitions/lines.sqlx
        config { type: "table", materialized: true }
                                ^^^^^^^^^^^^ is for 'view'
        select 1 as id
      `,
    },
    {
      title: 'sound configs',
      files: `
        //- workflow_settings.yaml
        defaultProject: shop
        defaultDataset: sales
        //- definitions/orders.sqlx
        config { type: "view", materialized: true, assertions: { uniqueKey: ["id"] } }
        select 1 as id
      `,
    },
  ],
};
