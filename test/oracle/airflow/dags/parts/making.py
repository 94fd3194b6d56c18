from airflow.sdk import task
from airflow.providers.standard.operators.empty import EmptyOperator

from parts.settings import PREFIX


def make_load(table, schema="raw", **options):
    return EmptyOperator(task_id=f"{PREFIX}_{schema}_{table}", **options)


def shared_start(name="start"):
    return EmptyOperator(task_id=name)


@task
def count(value, factor=1):
    return value * factor
