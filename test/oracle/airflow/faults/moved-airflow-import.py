from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, chain
from airflow.operators.python_operator import PythonOperator

with DAG("old_import"):
    PythonOperator(task_id="a", python_callable=print)
