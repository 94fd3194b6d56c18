import type { Check } from '../model/facts';
import type { Rule } from '../model/rule';
import type { DocumentView, Entity, Workspace } from '../model/workspace';
import { argumentPath, definingDocument, isOwnFile, listed } from './shared/dbt';
import { originsOf, outputsIn } from './shared/origins';

export const rule: Rule = {
  id: 'accepted-values-out-of-date',
  group: 'testing',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'The query makes a value that `accepted_values` does not accept',
  why: 'The column is written as a CASE with fixed results, or as a constant, and one of them is not in the list of the test: the test fails as soon as such a row comes along. Tests with a `where` are left out.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/data-tests#accepted_values'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    for (const check of document.facts.checks) {
      if (check.assertion !== 'accepted_values' || check.test !== 'accepted_values' || check.columns.length !== 1 || !check.enabled || check.config['where']) continue;
      const values = check.arguments['values'];
      if (!Array.isArray(values) || values.some(v => typeof v === 'object' || String(v).includes('{{'))) continue;
      const accepted = new Set(values.map(String));
      const entity = targetOf(check, ws);
      const made = entity ? literalsOf(entity, check.columns[0]!, ws) : null;
      const missing = (made ?? []).filter(v => !accepted.has(v));
      if (missing.length === 0) continue;
      yield {
        rule: this.id, span: check.testSpan, message: `${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} produced for '${check.columns[0]!}' but not accepted`,
        data: { path: argumentPath(document, check, 'values'), missing },
      };
    }
  },
  fixes(finding, document) {
    const { path, missing } = finding.data as { path: (string | number)[] | null; missing: string[] };
    if (!path) return [];
    return [{ title: `Accept ${listed(missing)} too`, safe: false, preferred: true, changes: [{ kind: 'edit', file: document.path, operations: missing.map(value => ({ op: 'append', path, value })) }] }];
  },
  examples: [
    {
      title: 'a CASE with a new result',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        with base as (
          select id, case when paid then 'paid' when sent then 'sent' else 'open' end as status from {{ source('raw', 'orders') }}
        )
        select * from base
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: status
                data_tests:
                  - accepted_values:
                  # ^^^^^^^^^^^^^^^ 'sent' is produced for 'status' but not accepted
                      values: [open, paid]
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: status
                data_tests:
                  - accepted_values:
                      values: [open, paid, sent]
      `,
    },
    {
      title: 'all results are accepted; another column may hold anything',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select case when paid then 'paid' else 'open' end as status, kind from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: status
                data_tests:
                  - accepted_values:
                      values: [open, paid, sent]
              - name: kind
                data_tests:
                  - accepted_values:
                      values: [a]
      `,
    },
  ],
};

function targetOf(check: Check, ws: Workspace): Entity | null {
  const [target] = check.targets.flatMap(t => ws.answering(t));
  return target?.type === 'dbt.model' ? target : null;
}

/** The values a column can only have, by the query that makes it; null if that can't be told. */
function literalsOf(entity: Entity, column: string, ws: Workspace): readonly string[] | null {
  const document: DocumentView | undefined = definingDocument(entity, ws);
  const [query, more] = document?.facts.queries.filter(q => q.dataset !== null) ?? [];
  if (!document || !query || more || !outputsIn(query).some(o => o.literals !== null || o.literal !== null)) return null;
  const origins = originsOf(ws, document.path, query, query.query.root, column);
  if (!origins || origins.length === 0) return null;
  const out = new Set<string>();
  for (const { output } of origins) {
    const values = output.literals ?? (output.literal !== null && output.type?.startsWith('varchar') ? [output.literal] : null);
    if (!values || output.opaque) return null;
    for (const v of values) out.add(v);
  }
  return [...out];
}
