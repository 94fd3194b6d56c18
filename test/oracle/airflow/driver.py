"""Loads a folder of DAG files with Airflow itself and prints what it finds, as JSON.

    python driver.py FOLDER

Operators of providers that are not installed are stood in for by a plain operator that takes any argument.
"""

import importlib.abc
import importlib.machinery
import json
import sys
import types


class StandIn(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a module for every provider module that is not there."""

    def find_spec(self, name, path=None, target=None):
        if name.startswith("airflow.providers."):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return Module(spec.name)

    def exec_module(self, module):
        module.__path__ = []


class Module(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        made = stand_in(name)
        setattr(self, name, made)
        return made


def stand_in(name):
    try:
        from airflow.sdk import BaseOperator
    except ImportError:
        from airflow.models import BaseOperator

    def init(self, *, task_id, mode=None, timeout=None, **kwargs):
        known = {"retries", "owner", "dag", "task_group", "default_args", "inlets", "outlets", "trigger_rule", "pool", "start_date", "retry_delay"}
        BaseOperator.__init__(self, task_id=task_id, **{k: v for k, v in kwargs.items() if k in known})
        for key, value in kwargs.items():
            if key not in known:
                setattr(self, key, value)

    return type(name, (BaseOperator,), {"__init__": init, "template_fields": ()})


def schedule_of(dag):
    timetable = dag.timetable
    kind = type(timetable).__name__
    if kind == "NullTimetable":
        return None
    if kind in ("AssetTriggeredTimetable", "DatasetTriggeredTimetable"):
        return "assets"
    return timetable.summary


def rendering_faults(bag):
    """What fails when the templates of each DAG are rendered, by file: every name that a task of Airflow 3 is given has a stand-in."""
    try:
        from airflow.sdk.definitions.context import Context
    except ImportError:
        return {}
    from unittest.mock import MagicMock

    import jinja2

    context = {name: MagicMock() for name in Context.__annotations__}
    faults = {}
    for dag in bag.dags.values():
        environment = dag.get_template_env()
        for task in dag.tasks:
            for field in task.template_fields:
                value = getattr(task, field, None)
                # Files of scripts are read only when a task runs.
                if not isinstance(value, (str, list, dict)) or (isinstance(value, str) and "{{" not in value):
                    continue
                try:
                    task.render_template(value, context, environment)
                except jinja2.UndefinedError as fault:
                    faults[dag.fileloc] = f"UndefinedError: {fault}"
                except Exception:
                    continue
    return faults


def main(folder):
    sys.meta_path.append(StandIn())
    try:
        from airflow.dag_processing.dagbag import DagBag
    except ImportError:
        from airflow.models.dagbag import DagBag
    bag = DagBag(folder, include_examples=False, safe_mode=False)
    dags = {
        dag_id: {"schedule": schedule_of(dag), "tasks": {t.task_id: sorted(t.upstream_task_ids) for t in dag.tasks}}
        for dag_id, dag in bag.dags.items()
    }
    errors = {path.rsplit("/", 1)[-1]: text.strip().splitlines()[-1] for path, text in bag.import_errors.items()}
    rendering = {path.rsplit("/", 1)[-1]: text for path, text in rendering_faults(bag).items()}
    print("RESULT " + json.dumps({"dags": dags, "errors": errors, "rendering": rendering}, sort_keys=True))


if __name__ == "__main__":
    main(sys.argv[1])
