from prefect import flow


@flow
def daily(day: str = "x", limit: int = 1): ...
