"""Loads the orders of the web shop."""
import duckdb
import requests
from prefect import flow, task
from prefect.assets import materialize
from prefect.blocks.system import Secret


@task(retries=3, timeout_seconds=60)
def fetch_orders(day: str, limit: int) -> list[dict]:
    token = Secret.load("shop-api").get()
    answer = requests.get("https://shop.example/orders", params={"day": day, "limit": limit}, headers={"Authorization": token}, timeout=30)
    return answer.json()


@task
def only_paid(orders: list[dict]) -> list[dict]:
    return [order for order in orders if order["status"] == "paid"]


@task
def load_order(order: dict) -> int:
    with duckdb.connect("shop.duckdb") as connection:
        connection.execute("insert into raw.orders values (?, ?, ?)", [order["id"], order["day"], order["amount"]])
    return order["id"]


@materialize("s3://shop-lake/orders/latest.json")
def write_latest(orders: list[dict]) -> None:
    """The newest orders, for whoever likes files."""


@flow(log_prints=True)
def load_orders(day: str, limit: int = 1000) -> None:
    """Fetches the orders of a day and keeps those that are paid."""
    orders = fetch_orders(day, limit)
    paid = only_paid(orders)
    loaded = load_order.map(paid)
    written = write_latest.submit(paid, wait_for=[loaded])
    written.wait()
    print(f"{len(loaded)} orders loaded")
