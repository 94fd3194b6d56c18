"""Sends the morning report once the transformation is done."""

from datetime import datetime, timedelta

from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
from airflow.sdk import DAG, task

with DAG(
    "shop_report",
    schedule=timedelta(days=1),
    start_date=datetime(2025, 1, 1),
    catchup=False,
    default_args={"owner": "analytics", "retries": 1},
):
    wait = ExternalTaskSensor(
        task_id="wait_for_revenue",
        external_dag_id="shop_transform",
        external_task_id="refresh_revenue",
        mode="reschedule",
        timeout=3600,
    )

    @task
    def figures() -> dict:
        return {"orders": 12, "revenue": 990.5}

    @task
    def render(numbers: dict) -> str:
        return f"{numbers['orders']} orders, {numbers['revenue']} EUR"

    @task.bash
    def send(text: str) -> str:
        return f"mail -s report finance@example.com <<< '{text}'"

    numbers = figures()
    sent = send(render(numbers))
    again = TriggerDagRunOperator(task_id="start_ingest", trigger_dag_id="shop_ingest")

    wait >> numbers
    sent >> again
