"""A DAG whose tasks, ids and schedule come from other modules."""
import parts.settings as cfg
from airflow.sdk import DAG, dag, task_group
from airflow.providers.standard.operators.empty import EmptyOperator
from parts import make_load, settings, shared_start
from parts.making import count

with DAG(f"{settings.PREFIX}_shared", schedule=cfg.SCHEDULE, default_args=cfg.DEFAULTS):
    begin = shared_start()
    loads = [make_load(t) for t in cfg.TABLES]
    more = {load.name: make_load(load.table, schema=load.schema, retries=5) for load in cfg.LOADS}
    end = EmptyOperator(task_id=str(cfg.BASE / "end").replace("/", "."))
    begin >> loads >> end
    more["raw__customers"] >> more["mart__refunds"] >> end
    for name in settings.names("part", count=3):
        end >> EmptyOperator(task_id=name)


@dag(schedule=None)
def counted():
    @task_group
    def twice(value):
        return count(count(value), factor=2)

    twice(count(1)) >> shared_start("done")


counted()
