import dagster as dg


@dg.asset(ins={"raw": dg.AssetIn()})
def orders(raw_orders): ...
