from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, chain

with DAG("bad_preset", schedule="@dayly"):
    EmptyOperator(task_id="a")
