"""What happens every morning."""
from datetime import date

from prefect import flow

from flows.orders import load_orders
from flows.tasks import refresh_revenue


@flow
def write_revenue(day: str) -> None:
    refresh_revenue(day)


@flow(name="every-morning", retries=1)
def every_morning(day: str | None = None) -> None:
    """Loads orders, then adds them up."""
    today = day or date.today().isoformat()
    load_orders(today)
    write_revenue(today)


if __name__ == "__main__":
    every_morning.serve(name="local", cron="0 6 * * *", parameters={"day": "2024-01-01"})
