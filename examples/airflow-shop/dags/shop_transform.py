"""Runs dbt when the shop's tables have landed, then refreshes what the finance team reads."""

from datetime import datetime

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import Asset, chain, dag, task

landed = Asset("shop_landed")
revenue = Asset("daily_revenue")


@dag(
    schedule=[landed],
    start_date=datetime(2025, 1, 1),
    catchup=False,
    default_args={"owner": "analytics", "retries": 1},
    tags=["shop", "dbt"],
)
def shop_transform():
    """dbt models, then the tables built from them."""

    staging = BashOperator(
        task_id="dbt_staging",
        bash_command="cd /opt/airflow/dbt && dbt run --select stg_orders stg_payments",
    )
    marts = BashOperator(
        task_id="dbt_marts",
        bash_command="cd /opt/airflow/dbt && dbt build --select fct_orders",
    )
    refresh = SQLExecuteQueryOperator(
        task_id="refresh_revenue",
        conn_id="warehouse",
        sql="sql/refresh_revenue.sql",
        outlets=[revenue],
    )

    @task.branch
    def is_month_end(logical_date=None):
        return "close_month" if logical_date.day == 1 else "done"

    @task
    def close_month():
        print("closing")

    @task(trigger_rule="none_failed_min_one_success")
    def done():
        print("done")

    decision = is_month_end()
    closed = close_month()
    end = done()
    chain(staging, marts, refresh, decision, [closed, end])
    closed >> end


shop_transform()
