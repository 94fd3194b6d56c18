from airflow.sdk import DAG
from airflow.providers.standard.operators.bash import BashOperator

with DAG("removed_template_variable"):
    BashOperator(task_id="load", bash_command="load {{ execution_date }}")
