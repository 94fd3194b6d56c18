"""Prints server/src/formats/shared/gx/expectations.json: names and arguments of the expectations of the installed Great Expectations.

    pip install great_expectations && python scripts/facts/gx-expectations.py > server/src/formats/shared/gx/expectations.json

Facts only: names, whether an argument is required, what kind of value it takes. Run by hand when a new release is to be known.
"""

import inspect
import json
import re
import warnings

warnings.filterwarnings("ignore")

import great_expectations
import great_expectations.expectations as gxe
from great_expectations.expectations.expectation import Expectation

COMMON = ["id", "meta", "notes", "result_format", "description", "catch_exceptions", "rendered_content", "severity", "windows", "batch_id"]


def kind(field):
    text = str(field.outer_type_)
    if field.name in ("column", "column_A", "column_B"):
        return "column"
    if field.name in ("column_list", "column_set"):
        return "columns"
    if field.name == "mostly":
        return "share"
    if "bool" in text:
        return "boolean"
    if field.name in ("value_set", "regex_list", "like_pattern_list", "type_list", "value_pairs_set"):
        return "list"
    return None


def snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def needs_bound(cls):
    filler = {"column": "a", "column_list": ["a"], "value_set": [1], "quantile_ranges": {"quantiles": [], "value_ranges": []}}
    try:
        cls(**{k: filler.get(k, "x") for k, f in cls.__fields__.items() if f.required})
        return False
    except Exception as error:
        return "cannot both be None" in str(error)


out = {}
for name in sorted(dir(gxe)):
    cls = getattr(gxe, name)
    if not inspect.isclass(cls) or not issubclass(cls, Expectation) or cls is Expectation:
        continue
    arguments = {}
    for key, field in cls.__fields__.items():
        if key in COMMON or key == "library_metadata":
            continue
        fact = {}
        if field.required:
            fact["required"] = True
        if kind(field):
            fact["kind"] = kind(field)
        arguments[key] = fact
    out[name] = {"type": getattr(cls, "expectation_type", "") or snake(name), "arguments": arguments}
    if "min_value" in arguments and needs_bound(cls):
        out[name]["bound"] = True
lines = ",\n".join(f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in out.items())
print("{\n" + f'  "version": {json.dumps(great_expectations.__version__)},\n  "common": {json.dumps(COMMON)},\n  "expectations": {{\n{lines}\n  }}\n' + "}")
