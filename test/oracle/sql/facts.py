"""What DuckDB and sqlglot say about queries.

Reads JSON from standard input: {"schema": {table: {column: type}}, "queries": [sql, ...]}.
Writes a JSON list: {"columns": [names] or null, "error": text or null, "lineage": {column: ["table.column", ...]} or null}.
"""
import json
import sys

import duckdb
import sqlglot
from sqlglot import exp
from sqlglot.lineage import lineage

given = json.load(sys.stdin)
schema = given["schema"]
db = duckdb.connect()
for table, columns in schema.items():
    db.execute(f"create table {table} ({', '.join(f'{c} {t}' for c, t in columns.items())})")


def leaves(node):
    found = set()
    for n in node.walk():
        if not n.downstream and isinstance(n.expression, exp.Table):
            found.add(f"{n.expression.name}.{n.name.split('.')[-1]}".lower().replace('"', ""))
    return sorted(found)


out = []
for sql in given["queries"]:
    entry = {"columns": None, "error": None, "lineage": None}
    try:
        entry["columns"] = [row[0] for row in db.execute("describe " + sql).fetchall()]
    except Exception as problem:
        entry["error"] = str(problem).split("\n")[0]
    if entry["columns"] is not None and given.get("lineage", True):
        try:
            entry["lineage"] = {}
            for name in entry["columns"]:
                try:
                    entry["lineage"][name] = leaves(lineage(name, sql, schema=schema, dialect="duckdb"))
                except Exception:
                    entry["lineage"][name] = None
        except Exception:
            entry["lineage"] = None
    out.append(entry)
json.dump(out, sys.stdout)
