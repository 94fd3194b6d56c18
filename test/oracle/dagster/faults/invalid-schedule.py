import dagster as dg


@dg.asset
def orders(): ...


s = dg.ScheduleDefinition(name="s", target=[orders], cron_schedule="75 * * * *")
