"""Dependencies in every form that operators have."""

from datetime import datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, Label, chain, chain_linear, cross_downstream

with DAG("arrows", schedule="0 6 * * 1-5", start_date=datetime(2025, 1, 1), catchup=False):
    a, b, c, d, e, f = (EmptyOperator(task_id=i) for i in "abcdef")
    a >> [b, c] >> d
    f << e << d
    g = EmptyOperator(task_id="g")
    g.set_upstream([a, b])
    g.set_downstream(f)

with DAG("chains", schedule=timedelta(hours=6), start_date=datetime(2025, 1, 1)):
    p, q, r, s, t, u, v, w = [EmptyOperator(task_id=f"t{i}") for i in range(8)]
    chain(p, [q, r], [s, t], u)
    cross_downstream([q, r], [v, w])
    x, y, z = [EmptyOperator(task_id=i) for i in ("x", "y", "z")]
    chain_linear([p, q], [x, y], z)

with DAG("labels", schedule="@daily", start_date=datetime(2025, 1, 1)):
    one = EmptyOperator(task_id="one")
    two = EmptyOperator(task_id="two")
    three = EmptyOperator(task_id="three")
    one >> Label("small") >> two
    [one, two] >> Label("all") >> three
    three << Label("late") << EmptyOperator(task_id="late")

old = DAG("variable", schedule=None)
first = BashOperator(task_id="first", bash_command="echo 1", dag=old)
second = PythonOperator(task_id="second", python_callable=print, op_args=[first.output], dag=old)
third = BashOperator(task_id="third", bash_command=f"echo {first.output}", dag=old)
fourth = BashOperator(task_id="fourth", bash_command=second.output["key"], dag=old)
loose = EmptyOperator(task_id="loose")
loose >> first

with DAG("all_tasks", schedule="@once") as everything:
    m = EmptyOperator(task_id="m")
    n = EmptyOperator(task_id="n")
    list(everything.tasks) >> EmptyOperator(task_id="watcher")
