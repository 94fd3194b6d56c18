"""The statements of sqlglot's own dialect tests, as JSON: a list of [dialect, sql].

Called with the folder of its source distribution. Every test runs with assertions that only write down what they are given.
"""
import importlib
import json
import pathlib
import sys
import unittest

sys.path.insert(0, sys.argv[1])
import tests.dialects.test_dialect as base

found = []


def identity(self, sql, *args, **options):
    found.append([self.dialect, sql])
    raise_nothing = unittest.mock.MagicMock()
    return raise_nothing


def everything(self, sql, read=None, write=None, **options):
    found.append([self.dialect, sql])
    for dialect, text in {**(read or {}), **{d: t for d, t in (write or {}).items() if isinstance(t, str)}}.items():
        found.append([dialect, text])


import unittest.mock

base.Validator.validate_identity = identity
base.Validator.validate_all = everything
for file in sorted((pathlib.Path(sys.argv[1]) / "tests/dialects").glob("test_*.py")):
    try:
        module = importlib.import_module(f"tests.dialects.{file.stem}")
    except Exception:
        continue
    for value in list(vars(module).values()):
        if not (isinstance(value, type) and issubclass(value, base.Validator)) or value is base.Validator or value.__module__ != module.__name__:
            continue
        for name in dir(value):
            if name.startswith("test_"):
                try:
                    getattr(value(name), name)()
                except BaseException:
                    pass
# What sqlglot itself refuses proves nothing.
import logging

import sqlglot

logging.disable(logging.CRITICAL)
sound = []
for dialect, sql in found:
    try:
        for statement in sqlglot.parse(sql, read=dialect):
            if statement is not None and statement.key == "command":
                raise ValueError
        sound.append([dialect, sql])
    except BaseException:
        pass
json.dump(sorted(set(map(tuple, sound)), key=lambda s: (str(s[0]), s[1])), sys.stdout)
