import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { didYouMean, isSurelyUnknown, nearNames, replaceBy } from './shared/names';

export const rule: Rule = {
  id: 'unknown-doc-block',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A description names no docs block',
  why: 'dbt stops with `DocTargetNotFoundError`. Blocks stand in Markdown files below the resource paths: `{% docs name %} … {% enddocs %}`. Nothing is reported while packages are not installed.',
  sources: ['https://docs.getdbt.com/docs/build/documentation#using-docs-blocks', 'dbt DocTargetNotFoundError'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.doc' || !isSurelyUnknown(workspace, reference, document.path)) continue;
      const near = nearNames(workspace, ['dbt.doc', 'dbt.docs'], reference.name);
      yield { rule: this.id, span: reference.span, message: `There is no docs block '${reference.name}'${didYouMean(near)}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt block',
      files: `
        ${SHOP}
        //- models/docs.md
        {% docs order_grain %}
        One row per order.
        {% enddocs %}
        //- models/models.yml
        models:
          - name: orders
            description: "{{ doc('order_grian') }}"
            #                     ^^^^^^^^^^^ There is no docs block 'order_grian'; did you mean 'order_grain'?
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            description: "{{ doc('order_grain') }}"
      `,
    },
    {
      title: 'a block that is there',
      files: `
        ${SHOP}
        //- models/docs.md
        {% docs order_grain %}
        One row per order.
        {% enddocs %}
        //- models/models.yml
        models:
          - name: orders
            description: "{{ doc('order_grain') }}"
      `,
    },
  ],
};
