"""Names that Airflow 3 has no more, where it takes them all the same."""

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, task

with DAG("old_names_with_defaults"):

    @task
    def save(execution_date=None):
        return execution_date

    save() >> BashOperator(task_id="load", bash_command="load {{ execution_date | default('-') }}", doc_md="runs at {{ execution_date }}")

with DAG("old_names_of_its_own", user_defined_macros={"tomorrow_ds": "2030-01-01"}):
    BashOperator(task_id="load", bash_command="load {{ tomorrow_ds }}")
