"""Loads Dagster definitions and prints what they hold: `driver.py FOLDER module:attribute …`. A file that can't be loaded is told with its error."""
import contextlib
import importlib
import io
import json
import sys
import traceback
import warnings

import dagster as dg

warnings.simplefilter("ignore")


def crons(schedule):
    given = schedule.cron_schedule
    return [given] if isinstance(given, str) else list(given)


def steps(job):
    found = {}
    for node in job.graph.nodes:
        upstream = set()
        for handle in job.graph.dependency_structure.input_to_upstream_outputs_for_node(node.name).values():
            upstream.update(output.node_name for output in handle)
        found[node.name] = sorted(upstream)
    return found


def read(module, attribute):
    loaded = importlib.import_module(module)
    if attribute:
        definitions = getattr(loaded, attribute)
    else:
        found = [v for v in vars(loaded).values() if isinstance(v, dg.Definitions)]
        definitions = found[0] if found else dg.Definitions(
            assets=dg.load_assets_from_modules([loaded], include_specs=True),
            asset_checks=dg.load_asset_checks_from_modules([loaded]),
            jobs=[v for v in vars(loaded).values() if isinstance(v, dg.JobDefinition) or type(v).__name__ == "UnresolvedAssetJobDefinition"],
            schedules=[v for v in vars(loaded).values() if isinstance(v, dg.ScheduleDefinition)],
            sensors=[v for v in vars(loaded).values() if isinstance(v, dg.SensorDefinition)],
            resources=getattr(loaded, "RESOURCES", {}),
        )
    repository = definitions.get_repository_def()
    graph = definitions.resolve_asset_graph()
    assets = {}
    for node in graph.asset_nodes:
        assets[node.key.to_user_string()] = {
            "deps": sorted(k.to_user_string() for k in node.parent_keys),
            "group": node.group_name,
            "made": node.is_materializable,
        }
    ours = [j for j in repository.get_all_jobs() if not j.name.startswith("__")]
    return {
        "assets": assets,
        "checks": sorted(f"{k.asset_key.to_user_string()}:{k.name}" for k in graph.asset_check_keys),
        "jobs": {j.name: ({} if j.asset_layer and j.asset_layer.selected_asset_keys else steps(j)) for j in ours},
        "schedules": {s.name: {"cron": crons(s), "job": s.job_name} for s in repository.schedule_defs},
        "sensors": sorted(s.name for s in repository.sensor_defs),
    }


def main(folder, *modules):
    sys.path.insert(0, folder)
    result = {}
    for name in modules:
        module, _, attribute = name.partition(":")
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                result[name] = read(module, attribute)
        except Exception as error:
            result[name] = {"error": f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}", "trace": traceback.format_exc()[-1500:]}
    print("RESULT " + json.dumps(result))


main(*sys.argv[1:])
