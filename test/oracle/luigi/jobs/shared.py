import luigi

import forms
from tables import Copy as CopyShops, LoadPeople


def tasks_of(day):
    return [forms.First(day=day), LoadPeople()]


class Everything(luigi.WrapperTask):
    day = luigi.Parameter()

    def requires(self):
        return tasks_of(self.day) + [CopyShops(), forms.Inherits(day=self.day)]
