from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, chain

with DAG("old_name", schedule_interval="@daily"):
    EmptyOperator(task_id="a")
