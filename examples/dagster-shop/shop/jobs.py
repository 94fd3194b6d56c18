import dagster as dg

ingest = dg.define_asset_job("ingest", selection=dg.AssetSelection.groups("raw"))
letter = dg.define_asset_job("letter", selection=dg.AssetSelection.assets("weekly_letter").upstream())

ingest_every_morning = dg.ScheduleDefinition(job=ingest, cron_schedule="0 6 * * *", execution_timezone="Europe/Berlin")


@dg.schedule(job=letter, cron_schedule="30 7 * * 1", execution_timezone="Europe/Berlin")
def letter_on_mondays():
    return dg.RunRequest()


@dg.asset_sensor(asset_key=dg.AssetKey(["shop", "raw_orders"]), job=letter)
def letter_after_orders(context: dg.SensorEvaluationContext, asset_event: dg.EventLogEntry):
    yield dg.RunRequest(run_key=context.cursor)


@dg.op
def find_old_files() -> list[str]:
    return []


@dg.op
def delete_files(files: list[str]) -> int:
    return len(files)


@dg.op
def report(count: int) -> None:
    dg.get_dagster_logger().info(f"{count} files deleted")


@dg.job
def tidy_up():
    """Deletes exports that nobody needs."""
    report(delete_files(find_old_files()))
