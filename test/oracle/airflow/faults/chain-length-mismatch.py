from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, chain

with DAG("uneven"):
    a, b, c = [EmptyOperator(task_id=i) for i in "abc"]
    chain([a, b], [c])
