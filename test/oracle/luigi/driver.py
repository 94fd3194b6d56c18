"""Loads modules with Luigi itself and tells, for each task class they define: what it requires and where its targets lie.

Arguments: the folder, then module names. Parameters without a default get the text `{name}`, as our reading writes them.
"""
import importlib
import json
import sys

import luigi
import luigi.task
from luigi.task_register import Register

folder, *modules = sys.argv[1:]
sys.path.insert(0, folder)


def made(cls):
    given = {n: "{" + n + "}" for n, p in cls.get_params() if not p.has_task_value(cls.task_family, n) and p.positional is not None}
    # A value is not parsed: it stays the text that it is.
    return cls(**given)


def place(target):
    if hasattr(target, "table_id"):
        return ".".join(str(getattr(target.table, p)) for p in ("project_id", "dataset_id", "table_id"))
    return getattr(target, "path", None) or getattr(target, "table", None)


out = {}
for name in modules:
    module = importlib.import_module(name)
    for value in list(vars(module).values()):
        if not isinstance(value, type) or not issubclass(value, luigi.Task) or issubclass(value, luigi.Config) or value.__module__ != name:
            continue
        task = made(value)
        out[task.task_family + "@" + name] = {
            "requires": sorted({type(t).__name__ + "@" + type(t).__module__ for t in luigi.task.flatten(task.requires())}),
            "makes": sorted(filter(None, (place(t) for t in luigi.task.flatten(task.output())))),
        }
print("RESULT " + json.dumps(out))
