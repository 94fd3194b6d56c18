import os

import luigi
from luigi.util import copies, inherits, requires

from base import ROOT, Daily, Files


class settings(luigi.Config):
    lake = luigi.Parameter(default="lake")


class First(Daily):
    folder = "first"


class Second(Daily):
    folder = "second"
    source = luigi.Parameter(default="shop")

    def requires(self):
        return First(self.day)


class ListOf(luigi.Task):
    day = luigi.Parameter()

    def requires(self):
        return [First(day=self.day), Second(day=self.day, source="other")]

    def output(self):
        return [luigi.LocalTarget(os.path.join(ROOT, n + ".csv")) for n in ("a", "b")]


class DictOf(Files, luigi.Task):
    def requires(self):
        return {"one": ListOf(day="2026-01-01"), "many": [First(day=d) for d in ("x", "y")]}

    def output(self):
        return {"x": self.file("x"), "y": self.file("y")}


class Yields(luigi.WrapperTask):
    task_namespace = "shop"
    days = luigi.IntParameter(default=3)

    def requires(self):
        for i in range(self.days):
            yield Second(day=str(i))
        yield DictOf()


@requires(Second)
class Decorated(luigi.Task):
    def output(self):
        return luigi.LocalTarget("%s/%s-%s.txt" % (settings().lake, self.day, self.source))


@inherits(Second)
class Inherits(luigi.Task):
    extra = luigi.Parameter(default="e")

    def requires(self):
        return self.clone_parent()

    def output(self):
        return luigi.LocalTarget(f"{ROOT}/{self.source}/{self.extra}.txt")


@inherits(First, Second)
class InheritsTwo(luigi.Task):
    def requires(self):
        return [self.clone(First), self.clone(Second)]


@requires(First, Decorated)
class RequiresTwo(luigi.Task):
    def output(self):
        return luigi.LocalTarget(f"{ROOT}/two.txt")


@copies(First)
class Copies(luigi.Task):
    def output(self):
        return luigi.LocalTarget(f"{ROOT}/copy-{self.day}.txt")


class Outside(luigi.ExternalTask):
    def output(self):
        return luigi.LocalTarget("outside.csv")


class ReadsOutside(luigi.Task):
    def requires(self):
        return luigi.task.externalize(Outside())

    def output(self):
        return luigi.LocalTarget(self.input().path + ".done")


class Conditional(luigi.Task):
    full = luigi.BoolParameter(default=False)

    def requires(self):
        if self.full:
            return Yields()
        return ReadsOutside()

    def complete(self):
        return False


class Child(Conditional):
    def output(self):
        return luigi.LocalTarget("child.txt")
