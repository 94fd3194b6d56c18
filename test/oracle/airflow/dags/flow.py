"""TaskFlow: results, repeated calls, mapping, groups, setup and teardown."""

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import Asset, TaskGroup, dag, setup, task, task_group, teardown

numbers = Asset("numbers")


@task
def shared(x=None):
    return x


@dag(schedule=[numbers])
def results():
    @task
    def extract():
        return {"a": 1}

    @task(task_id="changed", multiple_outputs=True)
    def transform(x, y=None):
        return {}

    @task.branch
    def choose(x):
        return "left"

    one = extract()
    two = extract()
    t = transform(one["a"], y=[two, {"k": shared()}])
    left = EmptyOperator(task_id="left")
    right = shared.override(task_id="right")(t["z"])
    choose(t) >> [left, right]
    extract()


@dag(schedule="*/30 * * * *", dag_id="mapped")
def mapping():
    @task
    def items():
        return [1, 2]

    @task
    def work(x, y=1):
        return x

    done = work.partial(y=2).expand(x=items())
    BashOperator.partial(task_id="echo", env={}).expand(bash_command=done.map(str))
    work.expand_kwargs(items())
    shared.override(task_id="zipped")(done.zip(items()))

    @task_group
    def each(x):
        return shared(shared(x))

    each.expand(x=done)


@dag
def groups():
    start = EmptyOperator(task_id="start")
    with TaskGroup("outer", default_args={"retries": 2}) as outer:
        a = EmptyOperator(task_id="a")
        with TaskGroup("inner") as inner:
            b = EmptyOperator(task_id="b")
            c = EmptyOperator(task_id="c")
            b >> c
        with TaskGroup("flat", prefix_group_id=False):
            d = EmptyOperator(task_id="d")
        a >> inner >> d
    end = EmptyOperator(task_id="end")
    start >> outer >> end

    @task_group
    def section():
        return shared(shared())

    @task_group(group_id="quiet")
    def silent():
        shared()
        shared()

    x = section()
    y = section()
    x >> y >> silent() >> end


@dag
def cleaning():
    @setup
    def up():
        pass

    @teardown
    def down():
        pass

    u = up()
    with down().as_teardown(setups=u):
        w1 = EmptyOperator(task_id="w1")
        w2 = EmptyOperator(task_id="w2")
        w1 >> w2
        EmptyOperator(task_id="w3")
    a, b, c = [EmptyOperator(task_id=i) for i in "abc"]
    a.as_setup() >> b >> c.as_teardown(setups=a)
    with TaskGroup("g") as g:
        inside = EmptyOperator(task_id="inside")
        inside >> EmptyOperator(task_id="tidy").as_teardown()
    g >> EmptyOperator(task_id="after")


results()
mapping()
groups()
cleaning()
