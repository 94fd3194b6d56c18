"""Reads OpenLineage events with the classes of OpenLineage's own client and writes them again.

Usage: python replay_events.py EVENTS.json

Every object must be accepted by the class that its schema names, know each of its fields, and come out as it went in.
Prints what differs and exits with 2, or prints the numbers of events and facets.
"""

import importlib
import json
import pkgutil
import sys
import typing

import attr
from openlineage.client import generated
from openlineage.client.generated import base
from openlineage.client.serde import Serde

CLASSES = {}
for module in pkgutil.iter_modules(generated.__path__):
    loaded = importlib.import_module(f"{generated.__name__}.{module.name}")
    for value in vars(loaded).values():
        if isinstance(value, type) and hasattr(value, "_get_schema"):
            CLASSES.setdefault(value._get_schema(), value)

problems = []
facets_read = 0


def build(cls, value, where):
    """An object of the class from plain JSON; fields of list and class types are built in turn."""
    hints = typing.get_type_hints(cls, {**vars(typing), **vars(base), **vars(sys.modules[cls.__module__])})
    fields = {f.name: f for f in attr.fields(cls)}
    given = {}
    for name, item in value.items():
        if name in ("_producer", "_schemaURL", "schemaURL"):
            continue
        if name not in fields:
            problems.append(f"{where}: {cls.__name__} has no field {name}")
            continue
        given[name.lstrip("_")] = convert(hints.get(name), item, f"{where}.{name}")
    if "_producer" in value:
        given["producer"] = value["_producer"]
    try:
        return cls(**given)
    except TypeError as error:
        problems.append(f"{where}: {error}")
        return None


def convert(hint, item, where):
    arguments = typing.get_args(hint)
    inner = [a for a in arguments if attr.has(a)]
    if attr.has(hint) if isinstance(hint, type) else False:
        return build(hint, item, where)
    if isinstance(item, list):
        lists = [a for a in (hint, *arguments) if typing.get_origin(a) is list]
        element = typing.get_args(lists[0])[0] if lists else None
        return [convert(element, x, f"{where}[{i}]") for i, x in enumerate(item)]
    if isinstance(item, dict) and inner:
        return {name: build(inner[-1], x, f"{where}.{name}") for name, x in item.items()}
    return item


def facet(value, name, where):
    global facets_read
    facets_read += 1
    cls = CLASSES.get(value["_schemaURL"])
    if cls is None:
        problems.append(f"{where}: the client has no class for {value['_schemaURL']}")
        return None
    return build(cls, value, f"{where}.{name}")


def thing(cls, value, where):
    """A dataset or job with its facets."""
    try:
        facets = {name: facet(f, name, where) for name, f in value.get("facets", {}).items()}
        return cls(namespace=value["namespace"], name=value["name"], facets=facets)
    except KeyError as error:
        problems.append(f"{where}: {error} is missing")
        return None


def event(value, where):
    head = {"eventTime": value["eventTime"], "producer": value["producer"]}
    if "dataset" in value:
        return base.DatasetEvent(**head, dataset=thing(base.StaticDataset, value["dataset"], f"{where}.dataset"))
    return base.JobEvent(
        **head,
        job=thing(base.Job, value["job"], f"{where}.job"),
        inputs=[thing(base.InputDataset, d, f"{where}.inputs") for d in value["inputs"]],
        outputs=[thing(base.OutputDataset, d, f"{where}.outputs") for d in value["outputs"]],
    )


def tidy(value):
    """Without the empty members that the client adds."""
    if isinstance(value, dict):
        return {k: tidy(v) for k, v in value.items() if v not in (None, [], {})}
    if isinstance(value, list):
        return [tidy(v) for v in value]
    return value


with open(sys.argv[1], encoding="utf-8") as source:
    events = json.load(source)
for number, value in enumerate(events):
    built = event(value, f"event {number}")
    if not problems and tidy(json.loads(Serde.to_json(built))) != tidy(value):
        problems.append(f"event {number} comes out otherwise than it went in:\n{Serde.to_json(built)}\n{json.dumps(value)}")
print("\n".join(problems) if problems else f"{len(events)} events, {facets_read} facets")
sys.exit(2 if problems else 0)
