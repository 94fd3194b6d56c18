"""DAGs and tasks that loops, functions and classes make."""

import os
from pathlib import Path

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, Asset, AssetAll, AssetAny, asset, task

STAGES = {"raw": ["orders", "customers"], "mart": ["revenue"]}
HERE = Path(__file__).parent
PREFIX = os.environ.get("NO_SUCH_VARIABLE", "load")


class Load(BashOperator):
    """Loads one table."""

    def __init__(self, table, **kwargs):
        super().__init__(bash_command=f"load {table}", **kwargs)


def make(stage, tables, schedule=None):
    with DAG(f"{PREFIX}_{stage}", schedule=schedule, tags=[stage]) as made:
        before = None
        for number, table in enumerate(sorted(tables), start=1):
            load = Load(task_id="{}_{}".format(number, table), table=table)
            if before is not None:
                before >> load
            before = load
        if len(tables) > 1:
            before >> EmptyOperator(task_id="many")
        else:
            EmptyOperator(task_id="few") >> before
    return made


for stage, tables in STAGES.items():
    globals()[stage] = make(stage, tables, schedule="@weekly" if stage == "raw" else None)


def bash(name, command, **more):
    return BashOperator(task_id=name, bash_command=command, **more)


DEFAULTS = {"retries": 1}
with DAG("helpers", default_args={**DEFAULTS, "owner": "me"}, schedule=Asset("a") & (Asset("b") | Asset("c"))) as helpers:
    steps = [bash(f"step_{i:d}" if False else "step_%d" % i, "true") for i in range(3)]
    for left, right in zip(steps, steps[1:]):
        left >> right
    pairs = {name: bash(name.lower(), "true", retries=2) for name in ("X", "Y")}
    pairs["X"] >> pairs["Y"]
    steps[-1] >> list(pairs.values())[0]


@asset(schedule="@hourly", uri="s3://bucket/base")
def base():
    return 1


@asset(schedule=base)
def derived(base):
    return 2


@asset.multi(schedule=AssetAny(Asset("x"), AssetAll(Asset("y"), Asset("z"))), outlets=[Asset("p"), Asset("q")])
def several():
    return 3


if __name__ == "__main__":
    helpers.test()
