import dagster as dg


@dg.asset(owners=["data"])
def orders(): ...
