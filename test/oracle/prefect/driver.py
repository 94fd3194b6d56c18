"""Imports files of flows and prints what Prefect makes of them: `driver.py FOLDER module …`.

Flows are run with every task and subflow replaced by one that notes who calls it with whose results, so that the graph of a flow is
what Prefect itself would see. Nothing of the outside is called.
"""
import asyncio
import importlib
import inspect
import json
import sys
import traceback
import warnings
from unittest.mock import MagicMock

warnings.simplefilter("ignore")
from prefect import Flow, Task  # noqa: E402
from prefect.futures import PrefectFuture  # noqa: E402


class Note:
    """The result, or the promise, of a task."""

    def __init__(self, names):
        self.names = set(names)

    def __iter__(self):
        return iter([self])

    def __getitem__(self, _):
        return self

    def __len__(self):
        return 1

    def __await__(self):
        yield from ()
        return self

    def __getattr__(self, _):
        return lambda *a, **k: self


def names_in(value, depth=0):
    if isinstance(value, Note):
        return set(value.names)
    if depth < 5 and isinstance(value, (list, tuple, set)):
        return set().union(*[names_in(v, depth + 1) for v in value]) if value else set()
    if depth < 5 and isinstance(value, dict):
        return set().union(*[names_in(v, depth + 1) for v in value.values()]) if value else set()
    return set()


CURRENT = []


def note(self, args, kwargs):
    up = set().union(*[names_in(a) for a in args], *[names_in(v) for v in kwargs.values()], set())
    if CURRENT:
        CURRENT[-1]["tasks"].setdefault(self.name, set()).update(up - {self.name})
    return Note({self.name})


Task.__call__ = lambda self, *a, **k: note(self, a, k)
Task.submit = lambda self, *a, **k: note(self, a, k)
Task.map = lambda self, *a, **k: note(self, a, k)
Task.delay = lambda self, *a, **k: note(self, a, k)


def call_flow(self, *args, **kwargs):
    if CURRENT:
        CURRENT[-1]["flows"].add(self.name)
    return Note(())


Flow.__call__ = call_flow


def read(module):
    loaded = importlib.import_module(module)
    flows = [v for v in vars(loaded).values() if isinstance(v, Flow) and v.fn.__module__ == module]
    found = {}
    for flow in flows:
        CURRENT.append({"tasks": {}, "flows": set()})
        given = {n: p.default if p.default is not p.empty else Note(()) for n, p in inspect.signature(flow.fn).parameters.items() if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)}
        try:
            result = flow.fn(**given)
            if inspect.iscoroutine(result):
                asyncio.run(result)
        finally:
            noted = CURRENT.pop()
        found[flow.name] = {
            "tasks": {n: sorted(u) for n, u in sorted(noted["tasks"].items())},
            "flows": sorted(noted["flows"]),
            "parameters": list(inspect.signature(flow.fn).parameters),
        }
    return {"flows": found, "tasks": sorted({v.name for v in vars(loaded).values() if isinstance(v, Task) and v.fn.__module__ == module})}


def main(folder, *modules):
    sys.path.insert(0, folder)
    result = {}
    for name in modules:
        try:
            result[name] = read(name)
        except Exception as error:
            result[name] = {"error": f"{type(error).__name__}: {error}", "trace": traceback.format_exc()[-1500:]}
    print("RESULT " + json.dumps(result))


main(*sys.argv[1:])
