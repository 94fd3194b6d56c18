"""Which statements are refused: a JSON list of [dialect, sql] in, a list of booleans out. DuckDB judges its own dialect, sqlglot the others."""
import json
import logging
import signal
import sys

import duckdb
import sqlglot

logging.disable(logging.CRITICAL)
db = duckdb.connect()
out = []


def late(*_):
    raise TimeoutError


signal.signal(signal.SIGALRM, late)
for dialect, sql in json.load(sys.stdin):
    signal.setitimer(signal.ITIMER_REAL, 2)
    try:
        if dialect == "duckdb":
            db.extract_statements(sql)
            out.append(False)
        else:
            sqlglot.parse(sql, read=dialect)
            out.append(False)
    except TimeoutError:
        out.append(False)
    except BaseException:
        out.append(True)
signal.setitimer(signal.ITIMER_REAL, 0)
json.dump(out, sys.stdout)
