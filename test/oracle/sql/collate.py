"""The golden cases of collate-sqllineage's tests, which OpenMetadata is built on: statements with the lineage that its authors expect.

Called with the folder of its source distribution. Every test function runs with assertions that only write down what they are
given. Writes a JSON list: {"sql", "dialect", "columns": [[source table, source column, target column], ...] or null,
"sources": [table, ...], "targets": [table, ...]}.
"""
import collections
import importlib
import itertools
import json
import pathlib
import sys
import types
from unittest.mock import MagicMock

sys.path.insert(0, sys.argv[1])
# The distribution leaves out the module with the assertions, and the package itself is not needed.
helpers = types.ModuleType("tests.helpers")
helpers.TestColumnQualifierTuple = collections.namedtuple("TestColumnQualifierTuple", "column qualifier")
sys.modules["tests.helpers"] = helpers
for name in ["", ".runner", ".core", ".core.models", ".core.metadata_provider", ".exceptions", ".utils", ".utils.entities", ".utils.constant", ".core.parser"]:
    sys.modules[f"collate_sqllineage{name}"] = MagicMock()

cases = []


def tables(sql, source_tables=None, target_tables=None, dialect="ansi", *_, **__):
    cases.append({"sql": sql, "dialect": dialect, "columns": None, "sources": sorted(map(str, source_tables or [])), "targets": sorted(map(str, target_tables or []))})


def columns(sql, column_lineages=None, dialect="ansi", *_, **__):
    cases.append({"sql": sql, "dialect": dialect, "columns": [[s.qualifier, s.column, t.column] for s, t in column_lineages or []], "sources": [], "targets": []})




class Place(str):
    """A path, a stage or a function as a source: no table."""

    def __new__(cls, value="", *_, **__):
        return str.__new__(cls, f"place:{value}")


for name, module in list(sys.modules.items()):
    if name.startswith("collate_sqllineage"):
        for kind in ["Path", "Location", "DataFunction"]:
            setattr(module, kind, Place)
helpers.assert_table_lineage_equal = tables
helpers.assert_column_lineage_equal = columns
helpers.__getattr__ = lambda name: MagicMock()
for file in sorted((pathlib.Path(sys.argv[1]) / "tests").glob("test_*.py")):
    try:
        module = importlib.import_module(f"tests.{file.stem}")
    except BaseException:
        continue
    for name, test in list(vars(module).items()):
        if not name.startswith("test_") or not callable(test):
            continue
        choices = []
        for mark in [m for m in getattr(test, "pytestmark", []) if m.name == "parametrize"]:
            names = [n.strip() for n in mark.args[0].split(",")] if isinstance(mark.args[0], str) else list(mark.args[0])
            choices.append([dict(zip(names, value if len(names) > 1 else [value])) for value in mark.args[1]])
        for parts in itertools.product(*choices):
            try:
                test(**{k: v for part in parts for k, v in part.items()})
            except BaseException:
                pass
json.dump(cases, sys.stdout)
