import type { ColumnDeclaration, Path } from '../model/facts';
import type { EditOperation } from '../model/format';
import type { Json } from '../model/key';
import type { Finding, Rule } from '../model/rule';
import type { CheckView } from '../model/workspace';
import { closest } from '../text/fuzzy';
import { contractedTables } from './shared/contracts';
import { fold, isTested, listed } from './shared/dbt';
import { edit } from './shared/fixes';
import { didYouMean, replaceBy } from './shared/names';
import { familyOf } from './shared/types';

interface Data {
  readonly near?: readonly string[];
  /** Columns to add, with their types. */
  readonly add?: { readonly path: Path; readonly columns: readonly { readonly name: string; readonly type: string | null }[]; readonly language: string };
  readonly require?: Path;
}

/** Types in the words of contracts, for families of types. */
const LOGICAL: { readonly [family: string]: string } = { number: 'number', text: 'string', boolean: 'boolean', date: 'date', timestamp: 'timestamp', time: 'time', json: 'object' };

export const rule: Rule = {
  id: 'contract-model-drift',
  group: 'contracts',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A data contract and the table it is about disagree',
  why: 'Whoever reads the contract builds on columns, types and promises that the data does not keep. Columns are compared where all of the table\'s are known; types by their kind, so that `varchar` and `string` are one. That a column must have a value, or is unique, should be tested by some tool, or be enforced by the table: where neither is so, that is a hint.',
  sources: ['https://bitol-io.github.io/open-data-contract-standard/latest/schema/', 'https://cli.datacontract.com'],
  about: ['contract'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { table, dataset } of contractedTables(document, ws)) {
      const set = ws.columns(dataset.id);
      if (set.columns.length === 0) continue;
      const checks = ws.checks(dataset.id).filter(c => c.file !== document.path);
      const have = new Map(set.columns.map(c => [fold(c.name), c]));
      for (const column of table.columns) {
        const known = have.get(fold(column.name));
        if (!known) {
          if (!set.complete) continue;
          const near = closest(column.name, set.columns.map(c => c.name).filter(n => !table.columns.some(t => fold(t.name) === fold(n))), 1);
          yield { rule: this.id, span: column.nameSpan, message: `'${dataset.name}' has no column '${column.name}'${didYouMean(near)}`, related: [{ id: dataset.id, message: 'the table' }], data: { near } satisfies Data };
          continue;
        }
        const [said, real] = [familyOf(column.type), familyOf(known.type)];
        if (said && real && said !== real && !(said === 'number' && real === 'number') && !alike(said, real)) yield { rule: this.id, span: column.typeSpan ?? column.nameSpan, message: `'${column.name}' is ${known.type!} in '${dataset.name}', not ${column.type!}`, data: {} satisfies Data };
        yield* promises(this.id, column, known.nullable, checks, dataset.name);
      }
      const missing = set.columns.filter(c => !table.columns.some(t => fold(t.name) === fold(c.name)));
      if (missing.length > 0 && table.columnsComplete && table.nameSpan && table.path) {
        const add = { path: table.path, language: String(table.attributes.more?.['language']), columns: missing.map(c => ({ name: c.name, type: c.type })) };
        yield { rule: this.id, severity: 'information', span: table.nameSpan, message: `The contract lacks ${listed(missing.map(c => c.name))} of '${dataset.name}'`, data: { add } satisfies Data };
      }
    }
  },
  fixes(finding, document) {
    const { near, add, require } = finding.data as Data;
    if (require) return [edit(document, 'Say that it must have a value', [{ op: 'set', path: [...require, 'required'], value: true }])];
    if (add) return [edit(document, add.columns.length === 1 ? `Add '${add.columns[0]!.name}' to the contract` : `Add ${add.columns.length} columns to the contract`, add.columns.map((c): EditOperation => added(add.path, add.language, c)))];
    return replaceBy(document.path, finding.span, near ?? []);
  },
  examples: [
    {
      title: 'a misspelt column, another type, and a column that the contract lacks',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select cast(id as integer) as id, cast(day as date) as day, cast(note as varchar) as note from {{ source('raw', 'orders') }}
        //- contracts/orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: orders
          #       ^^^^^^ The contract lacks 'note' of 'orders'
            properties:
              - name: idd
              #       ^^^ 'orders' has no column 'idd'
              - name: day
                logicalType: integer
                #            ^^^^^^^ 'day' is date in 'orders', not integer
              - name: id
                logicalType: integer
      `,
    },
    {
      title: 'a column that the contract lacks',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select cast(id as integer) as id, cast(day as date) as day from {{ source('raw', 'orders') }}
        //- contracts/orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: orders
          #       ^^^^^^ The contract lacks 'day' of 'orders'
            properties:
              - name: id
                logicalType: integer
      `,
      fixed: `
        //- contracts/orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: orders
            properties:
              - name: id
                logicalType: integer
              - name: day
                logicalType: date
      `,
    },
    {
      title: 'a promise that nothing tests',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id, code, day from {{ source('raw', 'orders') }}
        //- soda/checks.yml
        checks for orders:
          - missing_count(code) = 0
          - missing_count(day) = 0
        //- contracts/orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: orders
            properties:
              - name: id
              #       ^^ no check says that 'id' of 'orders' has no nulls
                required: true
              - name: code
                required: true
              - name: day
              #       ^^^ never null in 'orders'
      `,
    },
    {
      title: 'a contract that is kept, and one about a table that no file tells of',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select cast(id as bigint) as id from {{ source('raw', 'orders') }}
        //- contracts/orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: orders
            properties:
              - name: ID
                logicalType: integer
          - name: payments
            properties:
              - name: anything
      `,
    },
  ],
};

/** What the contract promises of a column and nothing tests, and what is tested and not promised. */
function* promises(id: string, column: ColumnDeclaration, nullable: boolean | null, checks: readonly CheckView[], dataset: string): Iterable<Finding> {
  const required = column.nullable === false || column.constraints?.includes('primary_key') === true;
  const tested = nullable === false || isTested(checks, 'not_null', column.name);
  if (required && !tested) yield { rule: id, severity: 'hint', span: column.nameSpan, message: `The contract requires a value, but no check says that '${column.name}' of '${dataset}' has no nulls`, data: {} satisfies Data };
  else if (!required && tested && column.path) yield { rule: id, severity: 'hint', span: column.nameSpan, message: `'${column.name}' is never null in '${dataset}', which the contract does not say`, data: { require: column.path } satisfies Data };
  const unique = column.constraints?.includes('unique') === true;
  if (unique && !isTested(checks, 'unique', column.name)) yield { rule: id, severity: 'hint', span: column.nameSpan, message: `The contract says that '${column.name}' is unique, but no check of '${dataset}' does`, data: {} satisfies Data };
}

/** Kinds that contracts and warehouses tell apart in different ways. */
function alike(a: string, b: string): boolean {
  const pair = [a, b].sort().join(' ');
  return pair === 'date timestamp' || pair === 'time timestamp' || pair.includes('json') || pair === 'binary text';
}

function added(table: Path, language: string, column: { readonly name: string; readonly type: string | null }): EditOperation {
  const family = familyOf(column.type);
  const type = family ? LOGICAL[family] : undefined;
  const whole = family === 'number' && /int|serial|long/i.test(column.type ?? '') ? 'integer' : type;
  if (language === 'dcs') return { op: 'set', path: [...table, 'fields', column.name], value: whole ? { type: whole } : {} };
  const value: { readonly [name: string]: Json } = { name: column.name, ...(whole ? { logicalType: whole } : {}) };
  return { op: 'append', path: [...table, 'properties'], value };
}
