import { nameOf } from '../model/key';
import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { replaceBy } from './shared/names';

export const rule: Rule = {
  id: 'dataform-unknown-ref',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'ref names an action that the Dataform project does not have',
  why: 'Dataform refuses to compile: the dependency is missing. Where JavaScript of the project makes actions by a program, their names are not known and nothing is said.',
  sources: ['Dataform core: missing dependency detected'],
  about: ['dataform'],
  fix: 'suggested',
  *check(document, ws) {
    if (ws.scanning) return;
    for (const r of document.facts.references) {
      if (r.type !== 'dataform.ref' || r.certainty !== 'certain') continue;
      const dynamic = r.data?.['dynamic'];
      if (ws.resolve(r, document.path).kind !== 'none' || (typeof dynamic === 'string' && ws.answering(dynamic).length > 0)) continue;
      const target = r.targets[0] ?? '';
      const namespace = target.slice(0, target.indexOf('|'));
      const names = new Set(ws.types().filter(t => t.startsWith('dataform.')).flatMap(t => ws.entitiesOf(t)).flatMap(e => e.keys.filter(k => k.startsWith(`${namespace}|`)).map(nameOf)));
      const near = closest(r.name, names);
      yield { rule: this.id, span: r.span, message: `There is no action '${r.name}'${near[0] ? `; did you mean '${near[0]}'?` : ''}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt name',
      files: `
        //- workflow_settings.yaml
        defaultProject: shop
        defaultDataset: sales
        //- definitions/orders.sqlx
        config { type: "declaration" }
        //- definitions/daily.sqlx
        config { type: "table" }
        select count(*) as orders from \${ref("oders")}
                                              ^^^^^ There is no action 'oders'; did you mean 'orders'?
      `,
      fixed: `
        //- definitions/daily.sqlx
        config { type: "table" }
        select count(*) as orders from \${ref("orders")}
      `,
    },
    {
      title: 'declared in JavaScript, and with a schema',
      files: `
        //- workflow_settings.yaml
        defaultProject: shop
        defaultDataset: sales
        //- definitions/sources.js
        declare({ schema: "raw", name: "orders" });
        //- definitions/daily.sqlx
        config { type: "table" }
        select count(*) as orders from \${ref("orders")} join \${ref("raw", "orders")} using (id)
      `,
    },
  ],
};
