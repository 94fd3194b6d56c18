import dagster as dg


@dg.asset
def chicken(egg): ...


@dg.asset
def egg(chicken): ...


defs = dg.Definitions(assets=[chicken, egg])
