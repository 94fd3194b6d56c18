"""Writes Parquet and Avro files with several writers and prints their columns and types as those writers read them."""
import datetime
import decimal
import json
import sys

import duckdb
import fastavro
import pandas
import polars
import pyarrow
import pyarrow.parquet

FOLDER = sys.argv[1]
NAMES = {"int64": "bigint", "int32": "int", "int16": "smallint", "int8": "tinyint", "uint8": "tinyint", "string": "string", "large_string": "string", "double": "double", "float": "float", "bool": "boolean", "date32[day]": "date", "binary": "binary", "large_binary": "binary"}


def name(kind):
    text = str(kind)
    if text in NAMES:
        return NAMES[text]
    if text.startswith("timestamp"):
        return "timestamp"
    if text.startswith("decimal128"):
        return f"decimal({kind.precision},{kind.scale})"
    if text.startswith(("list", "large_list")):
        return "array"
    if text.startswith("map"):
        return "map"
    return "struct" if text.startswith("struct") else text


def told(path):
    return [f"{f.name} {name(f.type)}" for f in pyarrow.parquet.read_schema(f"{FOLDER}/{path}")]


wide = pyarrow.table({
    "id": pyarrow.array([1, 2], pyarrow.int64()), "small": pyarrow.array([1, 2], pyarrow.int16()), "int": pyarrow.array([1, 2], pyarrow.int32()), "name": ["a", "é"], "price": pyarrow.array([decimal.Decimal("1.50"), None], pyarrow.decimal128(10, 2)),
    "at": pyarrow.array([datetime.datetime(2024, 1, 1)] * 2, pyarrow.timestamp("us")), "day": [datetime.date(2024, 1, 1)] * 2, "ok": [True, False], "raw": [b"a", b"b"], "ratio": pyarrow.array([1.5, 2.5], pyarrow.float32()), "tags": [["a"], ["b", "c"]],
    "place": [{"city": "Bonn", "at": {"x": 1.0, "y": 2.0}}, None], "attributes": pyarrow.array([[("a", 1)], []], pyarrow.map_(pyarrow.string(), pyarrow.int64())), "größe": [1.0, 2.0],
})
pyarrow.parquet.write_table(wide, f"{FOLDER}/wide.parquet")
pyarrow.parquet.write_table(wide, f"{FOLDER}/old.parquet", version="1.0", compression="gzip", coerce_timestamps="ms")
pandas.DataFrame({"a": [1, 2], "b": ["x", None], "c": [1.5, 2.5]}).to_parquet(f"{FOLDER}/pandas.parquet", index=False)
polars.DataFrame({"a": [1, 2], "b": ["x", "y"], "c": [[1], [2, 3]]}).write_parquet(f"{FOLDER}/polars.parquet")
duckdb.sql(f"copy (select 1::integer as i, 'x' as s, date '2024-01-01' as d, {{'a': 1}} as t) to '{FOLDER}/duck.parquet'")
out = {path: told(path) for path in ["wide.parquet", "old.parquet", "pandas.parquet", "polars.parquet", "duck.parquet"]}
with open(f"{FOLDER}/orders.avro", "wb") as f:
    fastavro.writer(f, fastavro.parse_schema({"type": "record", "name": "Order", "fields": [{"name": "id", "type": "long"}, {"name": "note", "type": ["null", "string"]}, {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}}, {"name": "items", "type": {"type": "array", "items": "int"}}]}), [{"id": 1, "note": None, "at": datetime.datetime(2024, 1, 1), "items": [1]}])
out["orders.avro"] = ["id bigint", "note string", "at timestamp", "items array"]
print(json.dumps(out))
