import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { definingDocument, describedDatasets, editFix } from './shared/dbt';

export const rule: Rule = {
  id: 'resource-undocumented',
  group: 'documentation',
  severity: 'hint',
  certainty: 'certain',
  summary: 'A model has an entry but no description',
  why: 'One sentence saves every reader from having to read the SQL. The fix takes over the comment at the head of the SQL file, where there is one.',
  sources: ['dbt-project-evaluator fct_undocumented_models', 'dbt-bouncer MO021', 'dbt-checkpoint check-model-has-description'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, ws) {
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      if (entity.attributes.description?.trim() || declaration.nameSpan === null) continue;
      const comment = headComment(definingDocument(entity, ws)?.text ?? '');
      yield { rule: this.id, span: declaration.nameSpan, message: `'${entity.name}' has no description${comment ? '; the comment at the head of its SQL could be one' : ''}`, data: { path: declaration.path, comment } };
    }
  },
  fixes(finding, document) {
    const { path, comment } = finding.data as { path: Path; comment: string | null };
    return comment ? editFix(document, "Use the SQL file's first comment", [{ op: 'set', path: [...path, 'description'], value: comment }]) : [];
  },
  examples: [
    {
      title: 'a comment in the SQL',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        -- One row per order,
        -- without cancelled ones.
        select id from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
          #       ^^^^^^ 'orders' has no description
            columns:
              - name: id
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: orders
            columns:
              - name: id
            description: One row per order, without cancelled ones.
      `,
    },
    {
      title: 'a described model, and one without an entry',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/other.sql
        select id from {{ source('raw', 'orders') }}
        //- models/schema.yml
        models:
          - name: orders
            description: One row per order
      `,
    },
  ],
};

/** The text of the comment a SQL file begins with, if it reads like a sentence; null else. */
function headComment(text: string): string | null {
  const block = /^\s*(?:\{#-?([\s\S]{1,2000}?)-?#\}|\/\*([\s\S]{1,2000}?)\*\/)/.exec(text);
  const lines = /^\s*((?:--[^\r\n]*\r?\n\s*){1,20})/.exec(text);
  const raw = block ? (block[1] ?? block[2]!) : lines ? lines[1]!.replace(/^\s*--+/gm, '') : '';
  const plain = raw.replace(/\s+/g, ' ').trim();
  return plain.length >= 12 && plain.length <= 500 && /^[A-Za-z]/.test(plain) && plain.split(' ').length >= 4 && !/[;{}=]|sqlfluff|noqa|pipewright:|todo|select /i.test(plain) ? plain : null;
}
