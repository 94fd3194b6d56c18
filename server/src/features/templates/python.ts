import { joined, snakeName, type Template, usualFolder, words } from './template';

/** An Airflow DAG with retries, an alert, a time limit and an asset that others can wait for. */
export const airflowDag: Template = {
  id: 'airflow-dag',
  title: 'Airflow DAG',
  detail: 'retries with back-off, failure callback, time limit, an asset as its result',
  example: 'load_orders',
  accepts: snakeName,
  folder: ws => usualFolder(ws, ['airflow.dag'], 'dags'),
  files: ({ name, folder, year }) => [{
    path: joined(folder, `${name}.py`),
    text: `"""${sentence(name)}."""

import logging
from datetime import datetime, timedelta

from airflow.sdk import Asset, dag, task

log = logging.getLogger(__name__)


def alert(context):
    """Tells whoever is on duty; send it to your channel here."""
    log.error("%s failed in run %s", context["task_instance"].task_id, context["run_id"])


@dag(
    schedule="0 5 * * *",
    start_date=datetime(${year}, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={
        "owner": "data",
        "retries": 3,
        "retry_delay": timedelta(minutes=5),
        "retry_exponential_backoff": True,
        "execution_timeout": timedelta(hours=1),
        "on_failure_callback": alert,
    },
    tags=["${name.split('_')[0]}"],
)
def ${name}():
    """${sentence(name)}. Each run handles one data interval, so that it can be run again."""

    @task
    def extract(data_interval_start=None, data_interval_end=None) -> dict:
        return {"from": data_interval_start.isoformat(), "to": data_interval_end.isoformat()}

    @task(outlets=[Asset("${name}")])
    def load(interval: dict) -> None:
        log.info("replacing the rows from %s to %s", interval["from"], interval["to"])

    load(extract())


${name}()
`,
  }],
};

/** A Dagster asset with a retry policy, an owner and a check. */
export const dagsterAsset: Template = {
  id: 'dagster-asset',
  title: 'Dagster asset',
  detail: 'retry policy, owner, group, and an asset check',
  example: 'daily_orders',
  accepts: snakeName,
  folder: ws => usualFolder(ws, ['dagster.asset'], 'assets'),
  files: ({ name, folder }) => [{
    path: joined(folder, `${name}.py`),
    text: `"""${sentence(name)}."""

import dagster as dg


@dg.asset(
    group_name="${name.split('_')[0]}",
    owners=["team:data"],
    retry_policy=dg.RetryPolicy(max_retries=3, delay=30, backoff=dg.Backoff.EXPONENTIAL),
)
def ${name}(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """${sentence(name)}. Replaces what an earlier run wrote, so that it can be run again."""
    rows = 0
    context.log.info("wrote %s rows", rows)
    return dg.MaterializeResult(metadata={"rows": rows})


@dg.asset_check(asset=${name}, blocking=True)
def ${name}_has_rows() -> dg.AssetCheckResult:
    """Nothing that reads ${name} starts while it is empty."""
    rows = 0
    return dg.AssetCheckResult(passed=rows > 0, metadata={"rows": rows})
`,
  }],
};

/** A Prefect flow with retries, time limits and a failure hook. */
export const prefectFlow: Template = {
  id: 'prefect-flow',
  title: 'Prefect flow',
  detail: 'tasks with retries and back-off, time limit, failure hook',
  example: 'load_orders',
  accepts: snakeName,
  folder: ws => usualFolder(ws, ['prefect.flow'], 'flows'),
  files: ({ name, folder }) => [{
    path: joined(folder, `${name}.py`),
    text: `"""${sentence(name)}."""

from datetime import date

from prefect import flow, get_run_logger, task


def alert(flow, flow_run, state):
    """Tells whoever is on duty; send it to your channel here."""
    print(f"{flow.name} failed: {state.message}")


@task(retries=3, retry_delay_seconds=[10, 60, 300], timeout_seconds=1800)
def extract(day: date) -> list[dict]:
    return [{"day": day.isoformat()}]


@task(retries=3, retry_delay_seconds=[10, 60, 300], timeout_seconds=1800)
def load(day: date, rows: list[dict]) -> int:
    """Replaces the rows of the day, so that it can be run again."""
    return len(rows)


@flow(name="${name.replace(/_/g, '-')}", timeout_seconds=3600, on_failure=[alert])
def ${name}(day: date) -> int:
    """${sentence(name)}: one day."""
    written = load(day, extract(day))
    get_run_logger().info("wrote %s rows of %s", written, day)
    return written
`,
  }],
};

function sentence(name: string): string {
  const text = words(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
