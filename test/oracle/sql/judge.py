"""Which statements are refused: a JSON list of [dialect, sql] in, a list of booleans out. DuckDB judges its own dialect, sqlglot the others."""
import json
import logging
import sys

import duckdb
import sqlglot

logging.disable(logging.CRITICAL)
db = duckdb.connect()
out = []
for dialect, sql in json.load(sys.stdin):
    try:
        if dialect == "duckdb":
            db.extract_statements(sql)
            out.append(False)
        else:
            sqlglot.parse(sql, read=dialect)
            out.append(False)
    except BaseException:
        out.append(True)
json.dump(out, sys.stdout)
