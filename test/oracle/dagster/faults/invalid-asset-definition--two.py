import dagster as dg


@dg.asset(key="orders", key_prefix="shop")
def f(): ...
