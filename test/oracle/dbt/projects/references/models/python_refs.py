import textwrap


def helper(df):
    return df


def model(dbt, session):
    dbt.config(materialized="table")
    # dbt.ref("never_5")
    """ dbt.ref("never_6") """
    a = dbt.ref("base")
    b = dbt.ref("refs", "other")
    c = helper(dbt.source("raw", "events"))
    if dbt.is_incremental:
        d = dbt.ref("elsewhere")
    return a
