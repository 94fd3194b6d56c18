from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, chain

with DAG("lists"):
    a, b = [EmptyOperator(task_id=i) for i in "ab"]
    [a] >> [b]
