import os
from contextlib import contextmanager

import dagster as dg
import duckdb


class Warehouse(dg.ConfigurableResource):
    """The database that everything is kept in."""

    path: str = os.getenv("SHOP_DATABASE", "shop.duckdb")

    @contextmanager
    def connection(self):
        connection = duckdb.connect(self.path)
        try:
            yield connection
        finally:
            connection.close()
