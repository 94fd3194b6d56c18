"""Every way to say what an asset depends on."""
from typing import Optional

import dagster as dg
import pandas as pd

PREFIX = ["lake", "raw"]
PLACE = dg.AssetKey(["far", "away"])
RESOURCES = {"store": "x"}


class Store(dg.ConfigurableResource):
    path: str = "x"


class Settings(dg.Config):
    limit: int = 1


@dg.asset
def plain(): ...


@dg.asset()
def empty_call(): ...


@dg.asset(name="renamed")
def some_function(): ...


@dg.asset(key="whole_key")
def f1(): ...


@dg.asset(key=["a", "b", "c"])
def f2(): ...


@dg.asset(key=dg.AssetKey(["k", "l"]))
def f3(): ...


@dg.asset(key=dg.AssetKey.from_user_string("m/n"))
def f4(): ...


@dg.asset(key_prefix="one")
def prefixed(): ...


@dg.asset(key_prefix=PREFIX, name="two")
def f5(): ...


@dg.asset(key_prefix=[*PREFIX, "deep"])
def f6(): ...


@dg.asset(deps=["plain", f3, dg.AssetKey(["a", "b", "c"]), dg.AssetDep("whole_key"), PLACE, f4.key])
def listed(): ...


@dg.asset(deps=[*[plain], "never_made"])
def spread(): ...


@dg.asset
def by_parameter(plain, renamed): ...


@dg.asset
def with_context(context, plain): ...


@dg.asset
def with_typed_context(context: dg.AssetExecutionContext, plain: pd.DataFrame, store: Store, config: Settings): ...


@dg.asset
def optional_input(plain: Optional[int], renamed: int | None, store: dg.ResourceParam[str]): ...


@dg.asset(ins={"x": dg.AssetIn("plain"), "y": dg.AssetIn(key=["a", "b", "c"]), "prefixed": dg.AssetIn(key_prefix="one"), "renamed": dg.AssetIn()})
def by_ins(x, y, prefixed, renamed): ...


@dg.asset(group_name="kitchen", key_prefix="house")
def pan(): ...


@dg.asset(group_name="kitchen")
def dish(pan): ...


@dg.asset(deps=[plain])
def twice(plain): ...


@dg.multi_asset(outs={"left": dg.AssetOut(), "right": dg.AssetOut(key_prefix="sides"), "middle": dg.AssetOut(key=["in", "the", "middle"])}, group_name="many")
def three(plain):
    return 1, 2, 3


@dg.multi_asset(outs={"p": dg.AssetOut(), "q": dg.AssetOut()}, internal_asset_deps={"p": {dg.AssetKey("plain")}, "q": {dg.AssetKey("p")}}, can_subset=True)
def inner(plain):
    return 1, 2


@dg.multi_asset(specs=[dg.AssetSpec("s1", deps=["plain"]), dg.AssetSpec(["s", "two"], deps=["s1", three])])
def by_specs(): ...


@dg.multi_asset(specs=[dg.AssetSpec(f"shard_{i}") for i in range(3)])
def shards(): ...


@dg.op
def start(x): ...


@dg.op
def finish(x): ...


@dg.graph_asset
def graphed(plain):
    return finish(start(plain))


external = dg.AssetSpec("external", deps=["never_made", "spec_of_spec"], group_name="outside")
spec_of_spec = dg.AssetSpec("spec_of_spec")


@dg.observable_source_asset
def watched(): ...


def build(name, upstream):
    @dg.asset(name=f"built_{name}", deps=[upstream], group_name="built")
    def _built(): ...

    return _built


built = [build(n, u) for n, u in {"x": "plain", "y": "built_x"}.items()]


@dg.asset_check(asset=plain)
def is_fine(): return dg.AssetCheckResult(passed=True)


@dg.asset_check(asset="renamed", name="other_name", blocking=True)
def f7(): return dg.AssetCheckResult(passed=True)


@dg.asset_check(asset=dg.AssetKey(["a", "b", "c"]))
def deep_check(): return dg.AssetCheckResult(passed=True)


@dg.asset(check_specs=[dg.AssetCheckSpec(name="own_check", asset="checked"), dg.AssetCheckSpec("second", asset=["checked"])])
def checked(): ...


@dg.asset(automation_condition=dg.AutomationCondition.on_cron("0 6 * * *"), partitions_def=dg.DailyPartitionsDefinition("2024-01-01"))
def timed(): ...
