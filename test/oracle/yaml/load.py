"""Reads a JSON list of texts, loads each as dbt does (libyaml if it is there), and writes what came out, or the error."""
import json
import math
import sys

import yaml

BASE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(BASE):
    """Keeps dates as text and takes any tag, since those are questions for the tool, not for the language."""


def scalar(node):
    return "" if node.value is None else node.value


def key(node):
    if not isinstance(node, yaml.ScalarNode):
        raise yaml.constructor.ConstructorError(None, None, "unhashable key", node.start_mark)
    return node.value


def mapping(loader, node):
    out = {}
    loader.flatten_mapping(node)
    yield out
    for k, v in node.value:
        out[key(k)] = loader.construct_object(v, deep=True)


def anything(loader, suffix, node):
    if isinstance(node, yaml.MappingNode):
        loader.flatten_mapping(node)
        return {key(k): loader.construct_object(v, deep=True) for k, v in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [loader.construct_object(v, deep=True) for v in node.value]
    return node.value


Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)
Loader.add_constructor("tag:yaml.org,2002:binary", lambda loader, node: node.value)
Loader.add_constructor("tag:yaml.org,2002:map", mapping)
Loader.add_multi_constructor("!", anything)


def plain(value, depth=0):
    if depth > 400:
        return None
    if isinstance(value, dict):
        return {k: plain(v, depth + 1) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v, depth + 1) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return {"$float": str(value)}
    if isinstance(value, float) and value == 0:
        return 0
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def load(text):
    try:
        return {"value": plain(yaml.load(text, Loader=Loader))}
    except (yaml.YAMLError, ValueError, TypeError, UnicodeError) as error:
        return {"error": " ".join(str(error).split())[:300]}


json.dump([load(text) for text in json.load(sys.stdin)], sys.stdout)
