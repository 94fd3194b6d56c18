import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'invalid-asset-definition',
  group: 'orchestration',
  severity: 'error',
  certainty: 'certain',
  summary: 'Dagster refuses how an asset is defined',
  why: 'A key beside a name or prefix, inputs that the function has no parameter for, owners and groups of the wrong shape, an asset that depends on itself without time partitions: the code location fails to load, and with it every asset in it.',
  sources: ['Dagster DagsterInvalidDefinitionError'],
  about: ['dagster'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'what Dagster does not load',
      files: `
        //- shop/assets.py
        import dagster as dg

        @dg.asset(key="orders", key_prefix="shop")
        #                       ^^^^^^^^^^ Where 'key' is given, there can be no 'key_prefix'
        def a(): ...

        @dg.asset(ins={"raw": dg.AssetIn("raw_orders")})
        #              ^^^^^ The function has no parameter 'raw'
        def b(raw_orders): ...

        @dg.asset(owners=["data"], group_name="raw-data")
        #                  ^^^^ 'data' is no owner
        #                                     ^^^^^^^^^^ 'raw-data' is no name of a group
        def c(): ...

        @dg.asset(deps=["d"])
        #                ^ The asset 'd' depends on itself
        def d(): ...
      `,
    },
    {
      title: 'the same as Dagster wants it',
      files: `
        //- shop/assets.py
        import dagster as dg

        @dg.asset(key=["shop", "orders"], owners=["team:data", "ann@shop.example"], group_name="raw_data")
        def a(): ...

        @dg.asset(ins={"raw": dg.AssetIn("raw_orders")})
        def b(raw): ...

        @dg.asset(deps=["d"], partitions_def=dg.DailyPartitionsDefinition(start_date="2024-01-01"))
        def d(): ...
      `,
    },
  ],
};
