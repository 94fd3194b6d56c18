import type { Rule } from '../model/rule';
import { adapterOf, argumentPath, isOwnFile } from './shared/dbt';

/** Warehouses that refuse to compare a number or boolean with a text. */
const STRICT = ['bigquery', 'trino', 'athena', 'starburst', 'presto'];
const NUMBER = /^(tiny|small|big|huge)?int(eger)?\d*$|^(numeric|decimal|bignumeric|float\d*|double( precision)?|real|number)\b/;
const BOOLEAN = /^bool(ean)?$/;

export const rule: Rule = {
  id: 'accepted-values-type',
  group: 'testing',
  severity: 'warning',
  certainty: 'resolved',
  summary: "The values of `accepted_values` are quoted against the column's type",
  why: 'dbt writes the values as texts unless `quote: false` says otherwise. Texts without quotes are read as names of columns, so the test fails with an error; and some warehouses (BigQuery, Trino, Athena) refuse to compare a number with a text.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/data-tests#accepted_values'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    const strict = STRICT.includes(adapterOf(document) ?? '');
    for (const check of document.facts.checks) {
      if (check.test !== 'accepted_values' || check.columns.length !== 1) continue;
      const values = check.arguments['values'];
      if (!Array.isArray(values) || values.length === 0) continue;
      const quote = check.arguments['quote'];
      const column = check.columns[0]!;
      const target = check.targets.flatMap(t => ws.answering(t))[0];
      if (quote === false) {
        const bare = values.find((v): v is string => typeof v === 'string' && /^[A-Za-z][\w -]*$/.test(v) && !/^(true|false|null|current_\w+)$/i.test(v));
        if (bare === undefined || !target || ws.columns(target.id).columns.some(c => c.name.toLowerCase() === bare.toLowerCase())) continue;
        yield { rule: this.id, span: check.testSpan, message: `With quote: false, ${bare} is read as a column, not as a text`, data: { path: argumentPath(document, check, 'quote'), remove: true } };
      } else if (strict && quote === undefined && target) {
        const type = ws.column(target.id, column)?.type?.toLowerCase() ?? '';
        const kind = NUMBER.test(type) && values.every(v => typeof v === 'number') ? 'number' : BOOLEAN.test(type) && values.every(v => typeof v === 'boolean') ? 'boolean' : null;
        if (kind) yield { rule: this.id, span: check.testSpan, message: `'${column}' is a ${kind}, but dbt compares it with texts: set quote: false`, data: { path: argumentPath(document, check, 'quote'), remove: false } };
      }
    }
  },
  fixes(finding, document) {
    const { path, remove } = finding.data as { path: (string | number)[] | null; remove: boolean };
    if (!path) return [];
    return [{ title: remove ? 'Remove quote: false' : 'Set quote: false', safe: false, preferred: true, changes: [{ kind: 'edit', file: document.path, operations: [remove ? { op: 'remove', path } : { op: 'set', path, value: false }] }] }];
  },
  examples: [
    {
      title: 'texts without quotes',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select status from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: status
                data_tests:
                  - accepted_values:
                  # ^^^^^^^^^^^^^^^ open is read as a column
                      values: [open, paid]
                      quote: false
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: status
                data_tests:
                  - accepted_values:
                      values: [open, paid]
      `,
    },
    {
      title: 'numbers without quotes',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select stars from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: stars
                data_tests:
                  - accepted_values:
                      values: [1, 2, 3]
                      quote: false
      `,
    },
  ],
};
