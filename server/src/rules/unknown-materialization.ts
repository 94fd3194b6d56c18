import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { SHOP } from './shared/examples';
import { didYouMean } from './shared/names';
import { declared, headSpan, isInstalled } from './shared/nodes';

/** Materializations of dbt and of the adapters that are known. */
const BUILT_IN = ['view', 'table', 'incremental', 'ephemeral', 'materialized_view', 'seed', 'snapshot', 'test', 'unit', 'clone', 'function'];
const ADAPTERS = ['dynamic_table', 'streaming_table', 'distributed_table', 'distributed_incremental', 'dictionary', 'external', 'materialized_source', 'source', 'sink', 'table_hive_ha', 'table_function', 'udf', 'cloned_table', 'metric_view', 'python_udf'];

export const rule: Rule = {
  id: 'unknown-materialization',
  group: 'references',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A model has a materialization that nothing defines',
  why: 'dbt finds out only when the model runs ("No materialization … was found"). Materializations come from dbt, the adapter, packages, and `materialization` blocks of the project. Nothing is reported while packages are not installed.',
  sources: ['https://docs.getdbt.com/docs/build/materializations', 'https://docs.getdbt.com/guides/create-new-materializations'],
  about: ['dbt.model'],
  fix: 'none',
  *check(document, workspace) {
    if (isInstalled(document) || document.project?.open !== false && document.project?.open !== undefined) return;
    for (const { declaration, entity } of declared(document, workspace, ['dbt.model'], 'defines')) {
      const { materialized } = entity.attributes;
      if (materialized === undefined || materialized === '' || BUILT_IN.includes(materialized) || ADAPTERS.includes(materialized) || materialized.includes('{{')) continue;
      const own = workspace.entitiesOf('dbt.materialization').map(e => e.name);
      if (own.includes(materialized)) continue;
      yield { rule: this.id, span: headSpan(document, declaration), message: `There is no materialization '${materialized}'${didYouMean(closest(materialized, [...BUILT_IN.slice(0, 5), ...own]))}` };
    }
  },
  examples: [
    {
      title: 'a misspelt materialization',
      files: `
        ${SHOP}
        //- models/orders.sql
        {{ config(materialized='incremantal') }}
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is no materialization 'incremantal'; did you mean 'incremental'?
        select 1 as id
      `,
    },
    {
      title: 'one of the project',
      files: `
        ${SHOP}
        //- macros/keep.sql
        {% materialization keep, default %}{{ return({'relations': []}) }}{% endmaterialization %}
        //- models/orders.sql
        {{ config(materialized='keep') }}
        select 1 as id
      `,
    },
  ],
};
