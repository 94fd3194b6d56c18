import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { didYouMean, replaceBy } from './shared/names';

export const rule: Rule = {
  id: 'unknown-asset-key',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'An asset that is read or selected is defined nowhere',
  why: 'Dagster refuses to load a function whose parameter names an asset that nothing defines, and a job that selects one by its key. A key in `deps` may name what lies outside Dagster, so there it is told only if a name much like it is defined, as a warning. Silent where assets are made that files do not show (components, dbt and other integrations, factories); then a name is told only if one like it is there.',
  sources: ['Dagster DagsterInvalidDefinitionError "is not produced by any of the provided asset ops"', 'Dagster DagsterInvalidSubsetError "were selected, but no AssetsDefinition objects supply these keys"'],
  about: ['dagster'],
  fix: 'suggested',
  *check(document, workspace) {
    let names: readonly string[] | null = null;
    let open: boolean | null = null;
    for (const reference of document.facts.references) {
      if ((reference.type !== 'dagster.asset' && reference.type !== 'dagster.selection') || reference.certainty !== 'certain' || reference.data?.['sure'] !== true) continue;
      if (reference.role === 'writes' || workspace.resolve(reference, document.path).kind !== 'none') continue;
      const key = String(reference.data['key'] ?? reference.name);
      names ??= workspace.entitiesOf('dagster.asset').map(e => e.name);
      open ??= workspace.entitiesOf('dagster.open').length + workspace.entitiesOf('dagster.component').length > 0;
      const refused = !open && (reference.data['parameter'] === true || reference.type === 'dagster.selection');
      const parts = key.split('/');
      const last = parts[parts.length - 1]!;
      const sameName = names.filter(n => n !== key && n.endsWith(`/${last}`));
      const near = sameName.length > 0 ? sameName.slice(0, 3) : closest(key, names);
      // A name that was put together, or a whole key beside others, may well lie outside.
      if (!refused && (near.length === 0 || sameName.length > 0 || reference.implied === true || /\d/.test(key))) continue;
      const fix = near.filter(n => !n.includes('/') && parts.length === 1);
      yield { rule: this.id, span: reference.span, message: `No asset has the key '${key}'${didYouMean(near)}`, ...(refused ? {} : { severity: 'information' as const }), data: { near: reference.implied ? [] : fix } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt parameter and a misspelt selection',
      files: `
        //- shop/assets.py
        import dagster as dg

        @dg.asset
        def raw_orders(): ...

        @dg.asset
        def orders(raw_order): ...
        #          ^^^^^^^^^ No asset has the key 'raw_order'; did you mean 'raw_orders'?

        nightly = dg.define_asset_job("nightly", selection=dg.AssetSelection.assets("order"))
        #                                                                            ^^^^^ No asset has the key 'order'
      `,
    },
    {
      title: 'a misspelt selection alone',
      files: `
        //- shop/assets.py
        import dagster as dg

        @dg.asset
        def raw_orders(): ...

        nightly = dg.define_asset_job("nightly", selection=dg.AssetSelection.assets("raw_ordres"))
        #                                                                            ^^^^^^^^^^ did you mean 'raw_orders'?
      `,
      fixed: `
        //- shop/assets.py
        import dagster as dg

        @dg.asset
        def raw_orders(): ...

        nightly = dg.define_asset_job("nightly", selection=dg.AssetSelection.assets("raw_orders"))
      `,
    },
    {
      title: 'what lies outside, a dbt model, an asset of the same group',
      files: `
        //- shop/dbt_project.yml
        name: shop
        version: '1.0'
        //- shop/models/fct_orders.sql
        select 1 as id
        //- shop/assets.py
        import dagster as dg

        @dg.asset(key_prefix="raw")
        def customers(): ...

        @dg.asset(deps=["a_bucket_elsewhere", "fct_orders"])
        def letters(customers): ...
      `,
    },
  ],
};
