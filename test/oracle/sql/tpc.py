"""The queries of TPC-H and TPC-DS with what DuckDB and sqlglot say about them.

Writes JSON to standard output: {"schema": {table: [columns]}, "queries": [{"name", "sql", "columns", "lineage"}, ...]}.
`lineage` holds a list for each column, in order: ["table.column", ...], or null where sqlglot gives up.
The extensions that bring queries and tables come from the package registry, beside the package of DuckDB.
"""
import glob
import json
import os
import site
import sys

import duckdb
from sqlglot import exp, parse_one
from sqlglot.lineage import lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope


def leaves(node):
    found = set()
    for n in node.walk():
        if not n.downstream and isinstance(n.expression, exp.Table):
            found.add(f"{n.expression.name}.{n.name.split('.')[-1]}".lower().replace('"', ""))
    return sorted(found)


def asked(db, name, sql, schema):
    sql = sql.strip().rstrip(";")
    columns = [row[0] for row in db.execute("describe " + sql).fetchall()]
    try:
        tree = qualify(parse_one(sql, dialect="duckdb"), schema=schema, dialect="duckdb")
        scope = build_scope(tree)
    except Exception:
        return {"name": name, "sql": sql, "columns": columns, "lineage": [None] * len(columns)}
    found = []
    for output in tree.named_selects:
        try:
            found.append(leaves(lineage(output, tree, schema, scope=scope, dialect="duckdb")))
        except Exception:
            found.append(None)
    if len(found) != len(columns):
        found = [None] * len(columns)
    return {"name": name, "sql": sql, "columns": columns, "lineage": found}


out = {"schema": {}, "queries": []}
for name, fill, queries in (("tpch", "dbgen", "tpch_queries"), ("tpcds", "dsdgen", "tpcds_queries")):
    db = duckdb.connect(config={"allow_unsigned_extensions": "true"})
    places = [p for s in site.getsitepackages() for p in glob.glob(os.path.join(s, f"duckdb_extension_{name}/extensions/*/*.duckdb_extension"))]
    db.execute("load '" + places[0].replace("'", "''") + "'")
    db.execute(f"call {fill}(sf=0)")
    schema = {}
    for table, column, kind in db.execute("select table_name, column_name, data_type from information_schema.columns order by table_name, ordinal_position").fetchall():
        schema.setdefault(table, {})[column] = kind
    for number, sql in db.execute(f"select query_nr, query from {queries}() order by 1").fetchall():
        out["queries"].append({"set": name, **asked(db, f"{name} {number}", sql, schema)})
    out["schema"][name] = {table: list(columns) for table, columns in schema.items()}
json.dump(out, sys.stdout)
