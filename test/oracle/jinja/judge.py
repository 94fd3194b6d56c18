"""Reads a JSON list of [mode, template] and writes for each null if dbt's Jinja accepts it, else its message.

Modes: "template" compiles the text as a model is; "macros", "snapshots" and "docs" cut out the blocks as dbt does
and parse those.
"""

import json
import sys
import warnings

from dbt_common.clients import jinja

warnings.simplefilter("ignore")
ALLOWED = {
    "macros": {"macro", "materialization", "test", "data_test"},
    "snapshots": {"snapshot"},
    "docs": {"docs"},
}


def judge(mode, text):
    try:
        if mode == "template":
            jinja.get_environment().from_string(text)
            return None
        unexpected = []
        for block in jinja.extract_toplevel_blocks(
            text, allowed_blocks=ALLOWED[mode], collect_raw_data=False, warning_callback=unexpected.append
        ):
            source = block.full_block if mode == "macros" else block.contents
            jinja.get_environment().from_string(source)
        return None
    except RecursionError:
        return "RecursionError"
    except Exception as e:
        return f"{type(e).__name__}: {e}"


json.dump([judge(mode, text) for mode, text in json.load(sys.stdin)], sys.stdout)
