"""Jobs of ops, jobs of assets, schedules and sensors."""
import dagster as dg


@dg.asset(group_name="g")
def a(): ...


@dg.asset(group_name="g")
def b(a): ...


@dg.op
def one(): return 1


@dg.op(out=dg.DynamicOut())
def many():
    yield dg.DynamicOutput(1, mapping_key="x")


@dg.op
def add(x, y=0): return x


@dg.op(ins={"go": dg.In(dg.Nothing)})
def last(): ...


@dg.op(name="named_op")
def something(x): return x


@dg.graph
def both():
    return add(one(), one())


@dg.job
def simple():
    last(go=add(one()))


@dg.job(name="with_a_name", description="x")
def repeated():
    x = add(one())
    y = add(x, one.alias("uno")())
    last([x, y])


@dg.job
def with_graph():
    something(both())


@dg.job
def dynamic():
    last(many().map(add).collect())


from_graph = both.to_job(name="graph_job")

asset_job = dg.define_asset_job("asset_job", selection="group:g")
keys_job = dg.define_asset_job(name="keys_job", selection=[a, b])
selected = dg.define_asset_job("selected", dg.AssetSelection.assets(a) | dg.AssetSelection.groups("g").downstream())
text_job = dg.define_asset_job("text_job", selection='+key:"b"')

s1 = dg.ScheduleDefinition(job=asset_job, cron_schedule="0 6 * * *")
s2 = dg.ScheduleDefinition(name="s2", job_name="simple", cron_schedule="@daily", execution_timezone="Europe/Berlin")
s3 = dg.ScheduleDefinition(name="s3", job=keys_job, cron_schedule=["0 6 * * 1", "0 8 * * 5"])


@dg.schedule(cron_schedule="*/5 * * * *", job=simple)
def every_five(): return dg.RunRequest()


@dg.schedule(cron_schedule="0 0 1 * *", job_name="asset_job", name="other")
def monthly(): return {}


@dg.sensor(job=simple, minimum_interval_seconds=30)
def looking(): ...


@dg.asset_sensor(asset_key=dg.AssetKey("a"), job=asset_job, name="after_a")
def f1(): ...


@dg.run_failure_sensor
def on_failure(context): ...
