from pathlib import Path

import dagster as dg
from dagster_dbt import DbtCliResource, DbtProject, dbt_assets

project = DbtProject(project_dir=Path(__file__).parents[2] / "dbt")


@dbt_assets(manifest=project.manifest_path, project=project, select="stg_orders fct_orders")
def shop_models(context: dg.AssetExecutionContext, dbt: DbtCliResource):
    """The models of the dbt project."""
    yield from dbt.cli(["build"], context=context).stream()
