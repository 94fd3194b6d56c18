import dagster as dg


@dg.asset(deps=["raw orders"])
def orders(): ...
