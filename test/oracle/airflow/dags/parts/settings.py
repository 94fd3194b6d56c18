import os
from dataclasses import dataclass, field
from pathlib import PurePosixPath

SCHEDULE = "30 4 * * 1-5"
DEFAULTS = {"owner": "shop", "retries": 2}
TABLES = ("orders", "items")
PREFIX = os.environ.get("PIPEWRIGHT_NO_SUCH_VARIABLE", "nightly")
BASE = PurePosixPath("lake") / "in"


@dataclass
class Load:
    table: str
    schema: str = "raw"
    after: list = field(default_factory=list)

    @property
    def name(self):
        return f"{self.schema}__{self.table}"


LOADS = [Load("customers"), Load("refunds", schema="mart")]


def names(prefix, *, count=2):
    return ["%s_%d" % (prefix, i) for i in range(count)]
