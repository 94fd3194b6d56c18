import dagster as dg

from ..resources import Warehouse

daily = dg.DailyPartitionsDefinition(start_date="2024-01-01")


@dg.asset(key_prefix="shop", group_name="raw", kinds={"duckdb"}, owners=["team:data"], automation_condition=dg.AutomationCondition.on_cron("0 5 * * *"))
def raw_orders(warehouse: Warehouse) -> None:
    """Orders as the web shop exports them."""
    with warehouse.connection() as connection:
        connection.execute("create or replace table shop.raw_orders as select * from read_csv('exports/orders.csv')")


@dg.asset(key=["shop", "raw_customers"], group_name="raw", kinds={"duckdb"})
def customers_export(warehouse: Warehouse) -> None:
    """Customers of the web shop."""
    with warehouse.connection() as connection:
        connection.execute("create or replace table shop.raw_customers as select * from read_csv('exports/customers.csv')")


@dg.multi_asset(
    specs=[
        dg.AssetSpec("page_views", group_name="events", deps=["tracking_bucket"]),
        dg.AssetSpec("sessions", group_name="events", deps=["page_views"]),
    ],
    partitions_def=daily,
)
def web_events(context: dg.AssetExecutionContext):
    """What visitors of the shop looked at."""
    yield dg.MaterializeResult(asset_key="page_views")
    yield dg.MaterializeResult(asset_key="sessions")


tracking_bucket = dg.AssetSpec("tracking_bucket", group_name="events", description="Filled by the tracking service.")
