import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { replaceBy } from './shared/names';

export const rule: Rule = {
  id: 'sqlmesh-unknown-audit',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A SQLMesh model names an audit that nobody defines',
  why: 'SQLMesh stops when it loads the model. Audits are those it brings, those in the folder `audits`, and those in the model\'s own file. Said where the project\'s own configuration is in the workspace.',
  sources: ['SQLMesh: auditing'],
  about: ['sqlmesh'],
  fix: 'suggested',
  *check(document, ws) {
    if (ws.scanning || document.project === null) return;
    for (const r of document.facts.references) {
      if (r.type !== 'sqlmesh.audit' || ws.resolve(r, document.path).kind !== 'none') continue;
      const near = closest(r.name, new Set(ws.entitiesOf('sqlmesh.audit').map(e => e.name)));
      yield { rule: this.id, span: r.span, message: `There is no audit '${r.name}'${near[0] ? `; did you mean '${near[0]}'?` : ''}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt audit',
      files: `
        //- config.yaml
        model_defaults:
          dialect: duckdb
        //- audits/price.sql
        AUDIT (name assert_price);
        select * from @this_model where price <= 0
        //- models/items.sql
        MODEL (
          name shop.items,
          audits (assert_prize)
                  ^^^^^^^^^^^^ There is no audit 'assert_prize'; did you mean 'assert_price'?
        );
        select id, price from raw.items
      `,
      fixed: `
        //- models/items.sql
        MODEL (
          name shop.items,
          audits (assert_price)
        );
        select id, price from raw.items
      `,
    },
    {
      title: 'audits of SQLMesh itself',
      files: `
        //- config.yaml
        model_defaults:
          dialect: duckdb
        //- models/items.sql
        MODEL (
          name shop.items,
          audits (not_null(columns := (id)), unique_values(columns := id))
        );
        select id, price from raw.items
      `,
    },
  ],
};
