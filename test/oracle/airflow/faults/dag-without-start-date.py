from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG

with DAG("orders", schedule="@daily", catchup=True):
    EmptyOperator(task_id="load")
