import dagster as dg
from dagster_dbt import DbtCliResource

from .assets import marketing, models, raw
from .jobs import ingest, ingest_every_morning, letter, letter_after_orders, letter_on_mondays, tidy_up
from .resources import Warehouse

defs = dg.Definitions(
    assets=dg.load_assets_from_modules([raw, marketing, models], include_specs=True),
    asset_checks=dg.load_asset_checks_from_modules([marketing]),
    jobs=[ingest, letter, tidy_up],
    schedules=[ingest_every_morning, letter_on_mondays],
    sensors=[letter_after_orders],
    resources={"warehouse": Warehouse(), "dbt": DbtCliResource(project_dir=models.project)},
)
