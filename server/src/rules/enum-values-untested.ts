import type { Declaration, Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { addColumnTests, definingDocument, describedDatasets, listed } from './shared/dbt';
import { originsOf, outputsIn } from './shared/origins';

interface Data {
  readonly id: string;
  readonly column: string;
  readonly values: readonly string[];
}

/** More values than these are a mapping rather than a closed set. */
const MOST_VALUES = 20;

export const rule: Rule = {
  id: 'enum-values-untested',
  group: 'testing',
  severity: 'hint',
  certainty: 'resolved',
  summary: 'A column with a closed set of values has no `accepted_values`',
  why: 'The column is a CASE whose results are all written out. An `accepted_values` test tells readers what they can expect, and fails when a new case is forgotten downstream.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/data-tests#accepted_values'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      const sql = definingDocument(entity, ws);
      const [query, more] = sql?.facts.queries.filter(q => q.dataset !== null) ?? [];
      if (!sql || !query || more || !outputsIn(query).some(o => o.literals !== null)) continue;
      const checks = ws.checks(entity.id);
      for (const column of declaration.columns) {
        if (column.path === null || checks.some(c => c.check.columns.some(n => n.toLowerCase() === column.name.toLowerCase()) && /accepted|set|relationships|value/.test(c.check.test))) continue;
        const origins = originsOf(ws, sql.path, query, query.query.root, column.name);
        if (!origins || origins.length === 0 || !origins.every(o => o.output.literals !== null && !o.output.opaque && o.output.literals.every(v => !/^-?[\d.]*$/.test(v) && !/^(true|false)$/i.test(v)))) continue;
        const values = [...new Set(origins.flatMap(o => [...o.output.literals!]))];
        if (values.length < 2 || values.length > MOST_VALUES) continue;
        yield { rule: this.id, span: column.nameSpan, message: `'${column.name}' can only be ${listed(values, 4)}: add accepted_values`, data: { id: declaration.id, column: column.name, values } satisfies Data };
      }
    }
  },
  fixes(finding, document) {
    const { id, column, values } = finding.data as Data;
    const declaration = document.facts.declarations.find((d): d is Declaration & { path: Path } => d.id === id && d.path !== null);
    if (!declaration) return [];
    return [{ title: `Test '${column}' with accepted_values`, safe: false, preferred: true, changes: [{ kind: 'edit', file: document.path, operations: addColumnTests(document, declaration, column, [{ test: 'accepted_values', arguments: { values } }]) }] }];
  },
  examples: [
    {
      title: 'a CASE with written-out results',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id, case when paid then 'paid' else 'open' end as status from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: status
              #       ^^^^^^ 'status' can only be 'paid' and 'open'
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: status
                data_tests:
                  - accepted_values:
                      arguments:
                        values:
                          - paid
                          - open
      `,
    },
    {
      title: 'a tested column, and one that may hold anything',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select case when paid then 'paid' else 'open' end as status, case when paid then 'x' else kind end as kind from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: status
                data_tests:
                  - accepted_values:
                      values: [paid, open]
              - name: kind
      `,
    },
  ],
};
