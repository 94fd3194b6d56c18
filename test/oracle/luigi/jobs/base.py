import luigi

ROOT = "data"


class Daily(luigi.Task):
    day = luigi.Parameter()
    folder = "plain"

    def output(self):
        return luigi.LocalTarget(f"{ROOT}/{self.folder}/{self.day}.csv")


class Files:
    """Gives tasks a way to name files."""

    suffix = "json"

    def file(self, name):
        return luigi.LocalTarget("{}/{}.{}".format(ROOT, name, self.suffix))
