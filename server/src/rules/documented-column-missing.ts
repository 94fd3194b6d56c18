import type { Path } from '../model/facts';
import type { Fix, Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import type { Span } from '../text/span';
import { describedDatasets, editFix, fold } from './shared/dbt';
import { didYouMean, replaceBy } from './shared/names';

interface Data {
  readonly path: Path;
  readonly span: Span;
  readonly near: readonly string[];
}

export const rule: Rule = {
  id: 'documented-column-missing',
  group: 'documentation',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'The entry of a model lists a column that its query does not return',
  why: 'The column was renamed or dropped, or is misspelt: its description is shown nowhere, and its tests fail with an error of the warehouse. Said only where every column of the query is known; with an enforced contract it is `contract-columns-mismatch`.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/columns', 'dbt-project-evaluator', 'dbt-lineage-viewer column-doc-drift'],
  about: ['dbt.model', 'dbt.seed', 'dbt.snapshot'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model', 'dbt.seed', 'dbt.snapshot'])) {
      if (entity.attributes.contract === true || entity.definitions !== 1) continue;
      const { columns, complete } = ws.columns(entity.id);
      if (!complete || columns.length === 0) continue;
      const names = new Set(columns.map(c => fold(c.name)));
      const said = new Set(declaration.columns.map(c => fold(c.name)));
      for (const column of declaration.columns) {
        if (!column.path || names.has(fold(column.name)) || column.name.includes('{{')) continue;
        const near = closest(column.name, columns.filter(c => !said.has(fold(c.name))).map(c => c.name), 2);
        const place = entity.type === 'dbt.seed' ? `The header of '${entity.name}' has no column` : `'${entity.name}' returns no column`;
        yield { rule: this.id, span: column.nameSpan, message: `${place} '${column.name}'${didYouMean(near)}`, data: { path: column.path, span: column.nameSpan, near } satisfies Data };
      }
    }
  },
  fixes(finding, document): readonly Fix[] {
    const { path, span, near } = finding.data as Data;
    const remove = editFix(document, 'Remove this entry', [{ op: 'remove', path }]);
    return near.length > 0 ? [...replaceBy(document.path, span, near), ...remove.map(f => ({ ...f, preferred: false }))] : remove;
  },
  examples: [
    {
      title: 'a misspelt column, and one that is gone',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id, status from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: id
              - name: statsu
              #       ^^^^^^ returns no column 'statsu'; did you mean 'status'?
              - name: amount
              #       ^^^^^^ returns no column 'amount'
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: id
              - name: status
      `,
    },
    {
      title: 'columns that are there, and a query whose columns are not known',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id, "Status" from {{ source('raw', 'orders') }}
        //- models/all_orders.sql
        select * from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: ID
              - name: '"Status"'
          - name: all_orders
            columns:
              - name: amount
      `,
    },
  ],
};
