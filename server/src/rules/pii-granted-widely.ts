import type { Path } from '../model/facts';
import type { EditOperation } from '../model/format';
import type { Json } from '../model/key';
import type { Rule } from '../model/rule';
import { configOf, describedDatasets, editFix, listed } from './shared/dbt';
import { classifier, classOf } from './shared/personal';

const EVERYBODY = /^(public|allusers|allauthenticatedusers|account users|all users)$/i;

export const rule: Rule = {
  id: 'pii-granted-widely',
  group: 'governance',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'Everybody may read a model with personal columns',
  why: 'The `grants` of the model give `select` to a role that everybody has, and some of its columns are classified as personal.',
  sources: ['https://docs.getdbt.com/reference/resource-configs/grants', 'dbt-bouncer MO003'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    const classes = classifier(ws);
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model', 'dbt.seed', 'dbt.snapshot'])) {
      const grants = configOf(entity, 'grants');
      if (grants === null || typeof grants !== 'object' || Array.isArray(grants) || !declaration.nameSpan) continue;
      const wide = Object.values(grants).flatMap(v => (Array.isArray(v) ? v : [v])).filter(isEverybody);
      if (wide.length === 0) continue;
      const personal = ws.columns(entity.id).columns.filter(c => {
        const found = classOf(classes, entity.id, c.name);
        return found !== null && !found.open;
      });
      if (personal.length > 0) yield { rule: this.id, span: declaration.nameSpan, message: `'${wide[0]!}' may read '${entity.name}' with its personal data: ${listed(personal.map(c => c.name))}`, data: { path: declaration.path, grants: declaration.attributes.config?.['grants'] ?? null } };
    }
  },
  fixes(finding, document) {
    const { path, grants } = finding.data as { readonly path: Path; readonly grants: Json };
    if (grants === null || typeof grants !== 'object' || Array.isArray(grants)) return [];
    const operations = Object.entries(grants).flatMap(([privilege, given]): EditOperation[] => {
      const list = Array.isArray(given) ? given : [given];
      const left = list.filter(v => !isEverybody(v));
      return left.length === list.length ? [] : left.length === 0 ? [{ op: 'remove', path: [...path, 'config', 'grants', privilege] }] : [{ op: 'set', path: [...path, 'config', 'grants', privilege], value: left }];
    });
    return editFix(document, 'Take the grant to everybody back', operations);
  },
  examples: [
    {
      title: 'a grant to PUBLIC',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select id, email from {{ source('raw', 'customers') }}
        //- models/schema.yml
        models:
          - name: customers
          #       ^^^^^^^^^ 'PUBLIC' may read 'customers'
            config:
              grants:
                select: [PUBLIC]
            columns:
              - name: email
                meta: {pii: true}
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: customers
            columns:
              - name: email
                meta: {pii: true}
      `,
    },
    {
      title: 'a grant to some, and nothing personal',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select id, email from {{ source('raw', 'customers') }}
        //- models/days.sql
        select day from {{ source('raw', 'days') }}
        //- models/schema.yml
        models:
          - name: customers
            config:
              grants:
                select: [analysts]
            columns:
              - name: email
                meta: {pii: true}
          - name: days
            config:
              grants:
                select: [PUBLIC]
      `,
    },
  ],
};

function isEverybody(value: Json): value is string {
  return typeof value === 'string' && EVERYBODY.test(value.replace(/^(role|group|user):/i, ''));
}
