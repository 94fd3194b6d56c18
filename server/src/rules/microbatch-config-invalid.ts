import type { Rule } from '../model/rule';
import type { Entity, Workspace } from '../model/workspace';
import { SHOP } from './shared/examples';
import { configOf, declared, headSpan, isInstalled, mayHave } from './shared/nodes';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'microbatch-config-invalid',
  group: 'shape',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A microbatch model lacks a config or has a wrong one',
  why: 'The strategy `microbatch` needs `event_time` (a column), `begin` (an ISO date) and `batch_size` (hour, day, month or year), and dbt refuses the model without. If none of its inputs has an `event_time`, every batch reads them whole: dbt warns of that (`MicrobatchModelNoEventTimeInputs`).',
  sources: ['https://docs.getdbt.com/docs/build/incremental-microbatch', 'dbt ParsingError', 'dbt I074, dbt1093'],
  about: ['dbt.model'],
  fix: 'none',
  *check(document, workspace) {
    if (isInstalled(document)) return;
    const models = [...declared(document, workspace, ['dbt.model'])].filter(({ entity }) => isMicrobatch(entity));
    if (models.length > 0) yield* problemsOf(document, this.id);
    for (const { declaration, entity } of models) {
      if (declaration.role !== 'defines') continue;
      const missing = ['event_time', 'begin', 'batch_size'].filter(name => !mayHave(entity, name));
      if (missing.length > 0) yield { rule: this.id, span: headSpan(document, declaration), message: `Microbatch model '${entity.name}' needs ${missing.map(m => `'${m}'`).join(' and ')} in its config` };
      else if (!readsEvents(entity, workspace)) yield { rule: this.id, severity: 'warning', span: headSpan(document, declaration), message: `None of the inputs of microbatch model '${entity.name}' has an 'event_time': every batch reads them whole` };
    }
  },
  examples: [
    {
      title: 'no begin',
      files: `
        ${SHOP}
        //- models/orders.sql
        {{ config(materialized='incremental', incremental_strategy='microbatch', event_time='ordered_at', batch_size='day') }}
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ needs 'begin'
        select 1 as id
      `,
    },
    {
      title: 'inputs without event time',
      files: `
        ${SHOP}
        //- models/raw.sql
        select 1 as id, current_date as ordered_at
        //- models/orders.sql
        {{ config(materialized='incremental', incremental_strategy='microbatch', event_time='ordered_at', batch_size='day', begin='2024-01-01') }}
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ None of the inputs
        select * from {{ ref('raw') }}
      `,
    },
    {
      title: 'a microbatch model that is whole',
      files: `
        ${SHOP}
        //- models/raw.sql
        {{ config(event_time='ordered_at') }}
        select 1 as id, current_date as ordered_at
        //- models/orders.sql
        {{ config(materialized='incremental', incremental_strategy='microbatch', event_time='ordered_at', batch_size='day', begin='2024-01-01') }}
        select * from {{ ref('raw') }}
      `,
    },
  ],
};

function isMicrobatch(entity: Entity): boolean {
  return entity.attributes.materialized === 'incremental' && configOf(entity)['incremental_strategy'] === 'microbatch';
}

/** Whether an input has an event time, or may have one; a model without inputs has nothing to filter. */
function readsEvents(entity: Entity, workspace: Workspace): boolean {
  const inputs = workspace.inputs(entity.id).flatMap(i => workspace.entity(i.from) ?? []);
  return inputs.length === 0 || inputs.some(i => mayHave(i, 'event_time'));
}
