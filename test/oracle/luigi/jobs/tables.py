import luigi
from luigi.contrib.rdbms import CopyToTable
from luigi.contrib.postgres import PostgresTarget

from forms import Second


class Load(luigi.Task):
    table = luigi.Parameter(default="raw.orders")

    def requires(self):
        return Second(day="2026-01-01")

    def output(self):
        return PostgresTarget(host="db", database="shop", user="u", password="p", table=self.table, update_id="1")


class LoadPeople(Load):
    table = "raw.people"


class Copy(CopyToTable):
    host = "db"
    database = "shop"
    user = "u"
    password = "p"
    table = "raw.shops"
    columns = [("id", "INT")]

    def requires(self):
        return Load()

    def copy(self, cursor, file):
        pass

    def output(self):
        return PostgresTarget(self.host, self.database, self.user, self.password, self.table, self.update_id)
