from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, chain

with DAG("twin"):
    EmptyOperator(task_id="a")
