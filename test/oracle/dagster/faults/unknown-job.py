import dagster as dg


@dg.asset
def orders(): ...


s = dg.ScheduleDefinition(name="s", job_name="nightl", cron_schedule="0 0 * * *")
nightly = dg.define_asset_job("nightly")
defs = dg.Definitions(assets=[orders], jobs=[nightly], schedules=[s])
