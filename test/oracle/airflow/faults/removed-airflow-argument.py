from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator

with DAG("old_arguments", schedule=None):
    EmptyOperator(task_id="a", trigger_rule="none_failed_or_skipped")
