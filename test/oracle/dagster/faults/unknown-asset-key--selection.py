import dagster as dg


@dg.asset
def orders(): ...


nightly = dg.define_asset_job("nightly", selection=dg.AssetSelection.assets("order"))
defs = dg.Definitions(assets=[orders], jobs=[nightly])
