import dagster as dg


@dg.asset(key="shop/orders")
def orders(): ...
