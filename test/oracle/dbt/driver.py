"""Runs dbt in this process over many small projects and tells what it said.

Usage: python driver.py JOBS.json RESULTS.json

JOBS is a list of {"id", "dir", "commands", "late", "lift"}: `dir` is a project folder, `commands` a list of
argument lists tried in order until one fails, `late` more of them that are tried when all of those went well,
`lift` tells to switch on the schema checks that dbt keeps for four warehouses. RESULTS is a list of
{"id", "version", "ok", "stage", "exception", "events", "late"} in the same order; an event is
{"name", "code", "level", "gated", "message"} of level warn or error, `gated` when it comes from those schema checks.
`late` is null, or {"ok", "stage", "exception", "events"} of the late commands.
After `parse` the next command reuses its manifest. One process serves all jobs, since importing dbt takes longer
than parsing a small project.
"""

import json
import os
import re
import sys

os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
os.environ.setdefault("NO_COLOR", "1")

import dbt.deprecations
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from dbt.version import __version__

# Events that dbt tells on the level of information and that concern a file: an unpinned ref, a test on a disabled node.
NOTES = ("I064", "I050")
SHARED = ["--no-partial-parse", "--no-send-anonymous-usage-stats", "--log-level", "none"]


class Marked:
    """Stands in for dbt's deprecations module inside the schema checks and marks what they warn of."""

    active = False

    def __init__(self, module):
        self.module = module

    def warn(self, name, *args, **kwargs):
        Marked.active = True
        try:
            self.module.warn(name, *args, **kwargs)
        finally:
            Marked.active = False


def schema_checks(lift):
    """Turns the adapter gate of the schema checks off (lift) or back on."""
    try:
        from dbt.jsonschemas import jsonschemas as gate
    except ImportError:
        return
    if not hasattr(gate, "_JSONSCHEMA_SUPPORTED_ADAPTERS"):
        return
    names = gate._JSONSCHEMA_SUPPORTED_ADAPTERS
    (names.add if lift else names.discard)("duckdb")
    if not isinstance(gate.deprecations, Marked):
        gate.deprecations = Marked(gate.deprecations)


def plain(text, folder):
    """The message without colours, without the folder of this run and without leading blanks."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text or "")
    return text.replace(os.path.realpath(folder), "<project>").replace(folder, "<project>").strip()


def run(commands, folder, lift, manifest=None):
    """The answer to the commands, and the manifest of the last parse."""
    events = []

    def heard(event):
        if event.info.level in ("warn", "error") or event.info.code in NOTES:
            said = {
                "name": event.info.name,
                "code": event.info.code,
                "gated": Marked.active,
                "level": event.info.level,
                "message": plain(event.info.msg, folder),
            }
            if said not in events:
                events.append(said)

    answer = {"ok": True, "stage": None, "exception": None, "events": events}
    for command in commands:
        dbt.deprecations.reset_deprecations()
        schema_checks(lift)
        arguments = command + SHARED + ["--project-dir", folder, "--profiles-dir", folder]
        if command[0] != "deps":
            arguments.append("--show-all-deprecations")
        result = dbtRunner(manifest=manifest, callbacks=[heard]).invoke(arguments)
        if command[0] == "parse":
            manifest = result.result
        answer["stage"] = command[0]
        if not result.success:
            answer["ok"] = False
            error = result.exception
            if error is not None:
                answer["exception"] = {"type": type(error).__name__, "message": plain(str(error), folder)}
            break
    return answer, manifest


def whole(job):
    folder = job["dir"]
    lift = bool(job.get("lift"))
    os.chdir(folder)
    DuckDBConnectionManager._ENV = None
    answer, manifest = run(job["commands"], folder, lift)
    late = None
    if answer["ok"] and job.get("late"):
        late, _ = run(job["late"], folder, lift, manifest)
    return {"id": job["id"], "version": __version__, **answer, "late": late}


def main():
    jobs_path, results_path = (os.path.abspath(p) for p in sys.argv[1:3])
    with open(jobs_path) as file:
        jobs = json.load(file)
    home = os.getcwd()
    results = []
    for job in jobs:
        try:
            results.append(whole(job))
        except BaseException as error:  # A crash of dbt on one project must not lose the others.
            results.append({
                "id": job["id"], "version": __version__, "ok": False, "stage": "crash", "events": [], "late": None,
                "exception": {"type": type(error).__name__, "message": str(error)},
            })
        os.chdir(home)
    with open(results_path, "w") as file:
        json.dump(results, file, indent=1)


main()
