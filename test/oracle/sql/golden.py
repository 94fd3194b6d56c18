"""The golden cases of sqllineage's tests: statements with the column lineage that its authors expect.

Called with the folder of its source distribution. Every test function runs with an assertion that only writes down what it
is given. Writes a JSON list: {"sql", "dialect", "expected": [[source table or null, source column, target table or null, target column], ...]}.
"""
import importlib
import itertools
import json
import pathlib
import sys

sys.path.insert(0, sys.argv[1])
import tests.helpers as helpers

cases = []


def note(sql, column_lineages=None, dialect="ansi", metadata_provider=None, **_):
    if metadata_provider is None:
        cases.append({
            "sql": sql,
            "dialect": dialect,
            "expected": [[s.qualifier, s.column, t.qualifier, t.column] for s, t in column_lineages or []],
        })


helpers.assert_column_lineage_equal = note
folder = pathlib.Path(sys.argv[1]) / "tests/sql/column"
for file in sorted(folder.rglob("test_*.py")):
    try:
        module = importlib.import_module(".".join(file.relative_to(sys.argv[1]).with_suffix("").parts))
    except Exception:
        continue
    for name, test in vars(module).items():
        if not name.startswith("test_") or not callable(test):
            continue
        marks = [m for m in getattr(test, "pytestmark", []) if m.name == "parametrize"]
        choices = []
        for mark in marks:
            names = [n.strip() for n in mark.args[0].split(",")] if isinstance(mark.args[0], str) else list(mark.args[0])
            choices.append([dict(zip(names, value if len(names) > 1 else [getattr(value, "values", [value])[0] if hasattr(value, "values") and not isinstance(value, dict) else value])) for value in mark.args[1]])
        for parts in itertools.product(*choices):
            given = {k: v for part in parts for k, v in part.items()}
            try:
                test(**given)
            except Exception:
                pass
json.dump(cases, sys.stdout)
