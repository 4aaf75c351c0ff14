from collections.abc import Sequence

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import Optional

from trainer import clock
from trainer.insight.columns import Asked
from trainer.insight.queries import Extent, Version
from trainer.insight.summaries import BY
from trainer.web.forms import DayField, Form


class NumbersFilter(Form):
    """Which answers are summed up, and what a row stands for. Lives in the address; what is no choice is ignored."""

    class Meta:
        csrf = False

    version = SelectField("Version of the module")
    attempts = SelectField("Attempts", choices=[("first", "First attempts only"), ("all", "All attempts")])
    marking = SelectField("Marking", choices=[("corrected", "As corrected"), ("first", "As first marked")])
    clinic = SelectField("Clinic")
    since = DayField("Handed in from", [Optional()])
    until = DayField("Handed in until", [Optional()])
    by = SelectField("A row for each", choices=[*BY.items()])
    flagged = BooleanField("With an alert only")
    sort = HiddenField()
    model = HiddenField()

    def __init__(self, asked: MultiDict, versions: Sequence[Version], extents: Sequence[Extent], whole: bool = True):
        super().__init__(asked)
        self.version.choices = [("", "All versions")] if whole else []
        self.version.choices += [(str(one.number), f"Version {one.number}") for one in versions]
        there = [(str(one.clinic_id), one.clinic) for one in extents if one.clinic_id]
        self.clinic.choices = [("", "All clinics"), *there]
        self.validate()
        for field in (self.version, self.attempts, self.marking, self.clinic, self.by):
            if field.data not in dict(field.choices):
                field.data = field.choices[0][0]
            field.errors = []

    @property
    def is_narrow(self) -> bool:
        """Whether so few may be left that one could tell whose attempt it is."""
        return bool(self.clinic.data or self.since.data or self.until.data)

    def asked(self, versions: Sequence[Version], time_zone: str) -> Asked:
        number = self.version.data
        return Asked(
            versions[0].module_id,
            next((one.id for one in versions if str(one.number) == number), None),
            self.attempts.data == "first",
            int(self.clinic.data) if self.clinic.data else None,
            clock.start_of(self.since.data, time_zone) if self.since.data and not self.since.errors else None,
            clock.end_of(self.until.data, time_zone) if self.until.data and not self.until.errors else None,
            as_first_marked=self.marking.data == "first",
        )

    def in_address(self, **changes: str) -> dict[str, str]:
        """This filter as arguments of an address, without what goes without saying."""
        usual = {"attempts": "first", "by": "model", "marking": "corrected"}
        found = {}
        for field in self:
            data = field.data
            if isinstance(field, DayField):
                data = data.isoformat() if data else ""
            found[field.short_name] = "y" if data is True else str(data or "")
        found |= changes
        return {name: text for name, text in found.items() if text and usual.get(name) != text}
