from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, chain

with DAG("bad_cron", schedule="61 * * * *"):
    EmptyOperator(task_id="a")
