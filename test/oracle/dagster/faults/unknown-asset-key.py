import dagster as dg


@dg.asset
def raw_orders(): ...


@dg.asset
def orders(raw_order): ...


defs = dg.Definitions(assets=[raw_orders, orders])
