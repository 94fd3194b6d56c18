from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator

with DAG("old_dag_arguments", schedule=None, concurrency=3):
    EmptyOperator(task_id="a")
