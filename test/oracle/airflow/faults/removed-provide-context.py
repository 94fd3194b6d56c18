from airflow.sdk import DAG
from airflow.providers.standard.operators.python import PythonOperator


def load(**context):
    return context["ds"]


with DAG("removed_provide_context"):
    PythonOperator(task_id="load", provide_context=True, python_callable=load)
