import type { Rule } from '../model/rule';
import type { Json } from '../model/key';
import type { Path } from '../model/facts';
import { editFix } from './shared/dbt';
import { problemData, problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'primary-key-constraint-invalid',
  group: 'contracts',
  severity: 'error',
  certainty: 'certain',
  summary: 'A model has primary key constraints on several columns, or on two levels',
  why: 'dbt refuses the project: a key of one column is a constraint of that column, a key of several columns is one constraint of the model.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/constraints', 'dbt ParsingError'],
  about: ['dbt.model'],
  fix: 'suggested',
  check: document => problemsOf(document, 'primary-key-constraint-invalid'),
  fixes(finding, document) {
    const { columns, model } = problemData(finding) as unknown as { columns: string[]; model: Path };
    const declaration = document.facts.declarations.find(d => d.path?.length === model.length && d.path.every((p, i) => p === model[i]));
    if (!declaration || columns.length < 2) return [];
    const operations = declaration.columns.flatMap(c => {
      const at = c.constraints?.indexOf('primary_key') ?? -1;
      if (!c.path || at < 0 || !columns.includes(c.name)) return [];
      return [{ op: 'remove' as const, path: c.constraints!.length === 1 ? [...c.path, 'constraints'] : [...c.path, 'constraints', at] }];
    });
    const value: Json = { type: 'primary_key', columns };
    return editFix(document, 'Make it one constraint of the model', [...operations, { op: 'append', path: [...model, 'constraints'], value }]);
  },
  examples: [
    {
      title: 'a key of two columns',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sales.sql
        select day, shop from {{ source('raw', 'sales') }}
        //- models/schema.yml
        models:
          - name: sales
            columns:
              - name: day
              #       ^^^ belongs at model level
                constraints:
                  - type: primary_key
              - name: shop
              #       ^^^^ belongs at model level
                constraints:
                  - type: not_null
                  - type: primary_key
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: sales
            columns:
              - name: day
              - name: shop
                constraints:
                  - type: not_null
            constraints:
              - type: primary_key
                columns:
                  - day
                  - shop
      `,
    },
    {
      title: 'a key of one column',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sales.sql
        select day, shop from {{ source('raw', 'sales') }}
        //- models/schema.yml
        models:
          - name: sales
            columns:
              - name: day
                constraints:
                  - type: primary_key
      `,
    },
  ],
};
