from airflow.sdk import DAG, task

with DAG("removed_template_variable_parameter"):

    @task
    def save(execution_date):
        return execution_date

    save()
