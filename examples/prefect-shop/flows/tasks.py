"""Tasks that several flows share."""
import duckdb
from prefect import task


@task(retries=2, retry_delay_seconds=30, tags=["warehouse"])
def refresh_revenue(day: str) -> None:
    """Adds up the orders of a day."""
    with duckdb.connect("shop.duckdb") as connection:
        connection.execute("insert into mart.revenue select order_day, sum(amount) from raw.orders group by order_day")
