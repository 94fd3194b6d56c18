from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, chain

with DAG("duplicate_task"):
    EmptyOperator(task_id="a")
    EmptyOperator(task_id="a")
