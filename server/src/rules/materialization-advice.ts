import type { Key } from '../model/key';
import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import type { Workspace } from '../model/workspace';
import { describedDatasets, editFix, isOwnFile } from './shared/dbt';

/** Views on views up to this number are no matter. */
const LONGEST_CHAIN = 4;

export const rule: Rule = {
  id: 'materialization-advice',
  group: 'performance',
  severity: 'off',
  certainty: 'advice',
  summary: 'A view where a table would spare work',
  why: 'A dashboard on a view runs the whole query for every reader, and a long chain of views is one enormous query each time it is read. Chains of more than four views and ephemeral models are reported.',
  sources: ['https://docs.getdbt.com/docs/build/materializations', 'dbt-project-evaluator fct_chained_views_dependencies, fct_exposure_parents_materializations', 'dbt-bouncer MO033, EX003'],
  about: ['dbt.model', 'dbt.exposure'],
  fix: 'suggested',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    for (const { declaration, entity } of describedDatasets(document, ws, ['dbt.model'])) {
      if (!declaration.nameSpan || !isView(ws, entity.id)) continue;
      const exposure = ws.referrers(entity.id).map(r => (r.from === null ? undefined : ws.entity(r.from))).find(e => e?.type === 'dbt.exposure' && e.enabled);
      const chain = chainOf(ws, entity.id, new Map());
      if (exposure) yield { rule: this.id, span: declaration.nameSpan, message: `The exposure '${exposure.name}' reads '${entity.name}', which is a view: make it a table`, data: declaration.path };
      else if (chain > LONGEST_CHAIN && !ws.outputs(entity.id).some(o => isView(ws, o.to))) yield { rule: this.id, span: declaration.nameSpan, message: `'${entity.name}' is the end of a chain of ${chain} views: make one of them a table`, data: declaration.path };
    }
  },
  fixes: (finding, document) => editFix(document, 'Make it a table', [{ op: 'set', path: [...(finding.data as Path), 'config', 'materialized'], value: 'table' }]),
  examples: [
    {
      title: 'a dashboard on a view',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sales.sql
        select 1 as id
        //- models/schema.yml
        models:
          - name: sales
          #       ^^^^^ The exposure 'kpi' reads 'sales'
        exposures:
          - name: kpi
            type: dashboard
            owner: {name: Ann}
            depends_on: [ref('sales')]
      `,
      fixed: `
        //- models/schema.yml
        models:
          - name: sales
            config:
              materialized: table
        exposures:
          - name: kpi
            type: dashboard
            owner: {name: Ann}
            depends_on: [ref('sales')]
      `,
    },
    {
      title: 'a dashboard on a table, and a short chain',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/base.sql
        select 1 as id
        //- models/sales.sql
        {{ config(materialized='table') }}
        select id from {{ ref('base') }}
        //- models/more.sql
        select id from {{ ref('base') }}
        //- models/schema.yml
        models:
          - name: sales
          - name: more
        exposures:
          - name: kpi
            type: dashboard
            owner: {name: Ann}
            depends_on: [ref('sales')]
      `,
    },
  ],
};

function isView(ws: Workspace, id: Key): boolean {
  const entity = ws.entity(id);
  return entity?.type === 'dbt.model' && (entity.attributes.materialized === 'view' || entity.attributes.materialized === 'ephemeral');
}

/** The number of views in the longest chain that ends with this one. */
function chainOf(ws: Workspace, id: Key, known: Map<Key, number>, depth = 0): number {
  const before = known.get(id);
  if (before !== undefined) return before;
  known.set(id, 0);
  if (!isView(ws, id) || depth > 100) return 0;
  const length = 1 + Math.max(0, ...ws.inputs(id).map(i => chainOf(ws, i.from, known, depth + 1)));
  known.set(id, length);
  return length;
}
