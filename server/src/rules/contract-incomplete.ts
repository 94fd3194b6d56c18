import type { Rule } from '../model/rule';
import { declarationOf, editFix, fold, queryOf } from './shared/dbt';
import { problemData, problemsOf } from './shared/problems';
import type { DocumentView } from '../model/workspace';

export const rule: Rule = {
  id: 'contract-incomplete',
  group: 'contracts',
  severity: 'error',
  certainty: 'certain',
  summary: 'A model with an enforced contract lacks columns or their types',
  why: 'dbt refuses the project: an enforced contract needs every column of the model with its `data_type`.',
  sources: ['https://docs.getdbt.com/docs/mesh/govern/model-contracts', 'dbt ParsingError'],
  about: ['dbt.model'],
  fix: 'suggested',
  check: document => problemsOf(document, 'contract-incomplete'),
  fixes(finding, document, ws) {
    const { path, ...data } = problemData(finding) as { path: (string | number)[] | null; model?: string; column?: string };
    const declaration = modelAt(document, path);
    const entity = declaration ? ws.entity(declaration.id) : undefined;
    if (!path || !declaration || !entity) return [];
    const found = queryOf(entity, ws);
    const columns = found ? ws.scopeColumns(found.document.path, found.query, found.query.query.root) : null;
    if (data.column !== undefined) {
      const type = columns?.columns.find(c => fold(c.name) === fold(data.column!))?.type;
      return type ? editFix(document, `Add data_type: ${type}`, [{ op: 'add', path: [...path, 'data_type'], value: type }]) : [];
    }
    if (!columns?.complete || columns.columns.length === 0) return [];
    const value = columns.columns.map(c => (c.type ? { name: c.name, data_type: c.type } : { name: c.name }));
    return editFix(document, `List the ${value.length} columns of the query`, [{ op: 'set', path: [...path, 'columns'], value }]);
  },
  examples: [
    {
      title: 'a column without a type',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id, cast(amount as numeric) as amount from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            config:
              contract:
                enforced: true
            columns:
              - name: id
                data_type: integer
              - name: amount
              #       ^^^^^^ 'amount' needs data_type
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: orders
            config:
              contract:
                enforced: true
            columns:
              - name: id
                data_type: integer
              - name: amount
                data_type: numeric
      `,
    },
    {
      title: 'a whole contract',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            config:
              contract:
                enforced: true
            columns:
              - name: id
                data_type: integer
      `,
    },
  ],
};

function modelAt(document: DocumentView, path: readonly (string | number)[] | null): ReturnType<typeof declarationOf> {
  const found = path ? document.facts.declarations.find(d => d.path?.length === 2 && d.path.every((p, i) => p === path[i])) : undefined;
  return found ? declarationOf(document, found.id) : undefined;
}
