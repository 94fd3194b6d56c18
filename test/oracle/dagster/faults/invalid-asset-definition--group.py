import dagster as dg


@dg.asset(group_name="raw-data")
def orders(): ...
