import { nameOf } from '../model/key';
import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { declared, headSpan, isInstalled } from './shared/nodes';

export const rule: Rule = {
  id: 'dependency-cycle',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A model depends on itself',
  why: 'Directly or through others: nothing could be built first, so dbt stops ("Found a cycle"). To read what the table held before, use `{{ this }}` in an incremental model.',
  sources: ['https://docs.getdbt.com/terms/dag', 'dbt CompilationError "Found a cycle", dbt1022'],
  about: ['dbt.model', 'dbt.snapshot'],
  fix: 'none',
  *check(document, workspace) {
    if (isInstalled(document)) return;
    for (const { declaration, entity } of declared(document, workspace, ['dbt.model', 'dbt.snapshot'], 'defines')) {
      const own = document.facts.references.find(r => r.type === 'dbt.ref' && r.role === 'reads' && r.from === declaration.id && r.certainty === 'certain' && resolvesTo(r, entity.id));
      if (own) {
        yield { rule: this.id, span: own.span, message: `'${entity.name}' reads itself; dbt refuses that` };
        continue;
      }
      const circle = workspace.cycle(entity.id);
      if (circle.length < 2) continue;
      const shown = [...circle, circle[0]!].map(id => nameOf(id).split('.').slice(2).join('.'));
      const next = document.facts.references.find(r => r.type === 'dbt.ref' && r.role === 'reads' && r.from === declaration.id && resolvesTo(r, circle[1]!));
      yield {
        rule: this.id, span: next?.span ?? headSpan(document, declaration), message: `'${entity.name}' depends on itself: ${shown.length > 8 ? [...shown.slice(0, 4), '…', ...shown.slice(-2)].join(' ← ') : shown.join(' ← ')}`,
        related: circle.slice(1, 5).map(id => ({ id, message: 'on the circle' })),
      };
    }

    function resolvesTo(reference: (typeof document.facts.references)[number], id: string): boolean {
      const found = workspace.resolve(reference, document.path);
      return found.kind === 'one' && found.entity.id === id;
    }
  },
  examples: [
    {
      title: 'two models that read each other',
      files: `
        ${SHOP}
        //- models/a.sql
        select * from {{ ref('chain') }}, {{ ref('b') }}
        --                    ^^^^^ 'a' depends on itself: a ← chain ← a
        //- models/b.sql
        select 1 as id
        //- models/chain.sql
        select * from {{ ref('a') }}
        --                    ^ 'chain' depends on itself: chain ← a ← chain
      `,
    },
    {
      title: 'a model that reads itself',
      files: `
        ${SHOP}
        //- models/orders.sql
        select * from {{ ref('orders') }}
        --                    ^^^^^^ 'orders' reads itself
      `,
    },
    {
      title: 'an incremental model',
      files: `
        ${SHOP}
        //- models/raw.sql
        select 1 as id
        //- models/orders.sql
        {{ config(materialized='incremental') }}
        select * from {{ ref('raw') }}
        {% if is_incremental() %} where id > (select max(id) from {{ this }}) {% endif %}
      `,
    },
  ],
};
