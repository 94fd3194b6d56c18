import dagster as dg
import pandas as pd

from ..resources import Warehouse
from .raw import web_events


@dg.asset(group_name="marketing", deps=["fct_orders"])
def revenue_by_country(warehouse: Warehouse) -> pd.DataFrame:
    """Revenue of each country, for the weekly letter."""
    with warehouse.connection() as connection:
        return connection.execute("select country, sum(amount) as revenue from fct_orders group by country").df()


@dg.asset(group_name="marketing", deps=[web_events])
def weekly_letter(context: dg.AssetExecutionContext, revenue_by_country: pd.DataFrame) -> str:
    """The letter that goes out on Mondays."""
    context.log.info(f"{len(revenue_by_country)} countries")
    return revenue_by_country.to_markdown()


@dg.asset_check(asset=revenue_by_country, blocking=True)
def no_negative_revenue(revenue_by_country: pd.DataFrame) -> dg.AssetCheckResult:
    """Returns are counted elsewhere."""
    return dg.AssetCheckResult(passed=bool((revenue_by_country["revenue"] >= 0).all()))
