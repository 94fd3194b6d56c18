import type { QueryFact } from '../model/facts';
import type { Key } from '../model/key';
import type { Use } from '../model/query';
import type { Rule } from '../model/rule';
import type { DocumentView, Entity, Workspace } from '../model/workspace';
import { addColumnTests, declarationOf, describedDatasets, editFix, fold, isTested, queryOf } from './shared/dbt';
import { equations } from './shared/equations';
import { resultScope } from './shared/origins';

interface Data {
  readonly id: string;
  readonly column: string;
  readonly to: string;
  readonly field: string;
}

export const rule: Rule = {
  id: 'foreign-key-untested',
  group: 'testing',
  severity: 'off',
  certainty: 'advice',
  summary: 'A column that is joined to a tested key has no `relationships` test',
  why: 'The query joins the column to the key of another model, and that key is tested to be unique: so it is a foreign key. A `relationships` test tells when rows point to nothing, which an inner join drops and a left join fills with nulls.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/data-tests#relationships', 'dbt-bouncer MO015'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      const found = queryOf(entity, ws);
      if (!found) continue;
      const checks = ws.checks(entity.id);
      const said = new Set<string>();
      const columns = ws.columns(entity.id).columns;
      const result = found.query.query.scopes[resultScope(found.query)];
      for (const { left, right } of found.query.query.scopes.flatMap(s => equations(found.document.text, s))) {
        for (const [from, to] of [[left, right], [right, left]] as const) {
          const key = tableColumn(found.document, ws, found.query, to);
          const target = key ? ws.entity(key.dataset) : undefined;
          if (!key || !target || target.type === 'dbt.snapshot' || !isTested(ws.checks(key.dataset), 'unique', key.column)) continue;
          const source = tableColumn(found.document, ws, found.query, from);
          if (source && (source.dataset === key.dataset || isTested(ws.checks(source.dataset), 'unique', source.column))) continue;
          const output = result?.outputs.find(o => o.kind === 'identity' && o.uses.length === 1 && sameUse(o.uses[0]!, from));
          const column = columns.find(c => (output ? fold(c.name) === fold(output.name ?? '') : source !== null && c.from.length === 1 && c.from[0]!.kind === 'identity' && c.from[0]!.dataset === source.dataset && fold(c.from[0]!.column) === fold(source.column)));
          const call = callOf(target, ws);
          if (!column || !call || said.has(column.name) || isTested(checks, 'unique', column.name) || checks.some(c => c.check.assertion === 'relationships' && c.check.columns.some(n => fold(n) === fold(column.name)))) continue;
          said.add(column.name);
          const entry = declaration.columns.find(c => fold(c.name) === fold(column.name));
          yield {
            rule: this.id, span: entry?.nameSpan ?? declaration.nameSpan ?? declaration.span, message: `'${column.name}' is joined to the key '${key.column}' of '${target.name}': test that every value is there`,
            data: { id: declaration.id, column: column.name, to: call, field: key.column } satisfies Data,
          };
        }
      }
    }
  },
  fixes(finding, document) {
    const { id, column, to, field } = finding.data as Data;
    const declaration = declarationOf(document, id);
    return declaration ? editFix(document, `Test '${column}' with relationships`, addColumnTests(document, declaration, column, [{ test: 'relationships', arguments: { to, field } }])) : [];
  },
  examples: [
    {
      title: 'a join on a tested key',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select id, name from {{ source('raw', 'customers') }}
        //- models/orders.sql
        with o as (select * from {{ source('raw', 'orders') }}), c as (select * from {{ ref('customers') }})
        select o.id, o.customer_id, c.name from o left join c on o.customer_id = c.id
        //- models/schema.yml
        models:
          - name: customers
            columns:
              - name: id
                data_tests:
                  - unique
          - name: orders
            columns:
              - name: customer_id
              #       ^^^^^^^^^^^ joined to the key 'id' of 'customers'
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: customers
            columns:
              - name: id
                data_tests:
                  - unique
          - name: orders
            columns:
              - name: customer_id
                data_tests:
                  - relationships:
                      arguments:
                        to: ref('customers')
                        field: id
      `,
    },
    {
      title: 'the key is not tested, or the test is there',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/customers.sql
        select id, name from {{ source('raw', 'customers') }}
        //- models/orders.sql
        select o.id, o.customer_id, o.shop_id from {{ source('raw', 'orders') }} as o
        left join {{ ref('customers') }} as c on o.customer_id = c.id
        left join {{ source('raw', 'shops') }} as s on o.shop_id = s.id
        //- models/schema.yml
        models:
          - name: customers
            columns:
              - name: id
                data_tests: [unique]
          - name: orders
            columns:
              - name: customer_id
                data_tests:
                  - relationships: {to: ref('customers'), field: id}
      `,
    },
  ],
};

/** The column of a dataset that a use is an unchanged copy of; null if it is computed or not known. */
function tableColumn(document: DocumentView, ws: Workspace, query: QueryFact, use: Use, depth = 0): { readonly dataset: Key; readonly column: string } | null {
  const target = ws.resolveUse(document.path, query, use);
  if (target.kind === 'column') return target;
  if (target.kind !== 'output' || depth > 30) return null;
  const output = query.query.scopes[target.scope]?.outputs[target.output];
  const [inner, more] = output?.uses ?? [];
  return output?.kind === 'identity' && inner && !more ? tableColumn(document, ws, query, inner, depth + 1) : null;
}

function sameUse(a: Use, b: Use): boolean {
  return a.scope === b.scope && a.column.toLowerCase() === b.column.toLowerCase() && a.qualifier.join('.').toLowerCase() === b.qualifier.join('.').toLowerCase();
}

function callOf(target: Entity, ws: Workspace): string | null {
  if (target.type === 'dbt.source') {
    const source = target.parent === null ? undefined : ws.entity(target.parent);
    return source ? `source('${source.name}', '${target.name}')` : null;
  }
  return target.attributes.version === undefined && (target.type === 'dbt.model' || target.type === 'dbt.seed') ? `ref('${target.name}')` : null;
}
