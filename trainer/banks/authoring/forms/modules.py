"""The parts of a module besides its items: what it is for and claims, how it is asked, its article and drawings."""

from collections.abc import Mapping
from typing import Any

from wtforms import Form as Row

from trainer.banks.authoring.forms.base import PartForm
from trainer.banks.authoring.forms.fields import Check, Choice, Count, Line, Lines, LongText, Names
from trainer.banks.authoring.forms.items import many
from trainer.banks.authoring.setting import Setting
from trainer.banks.content import LEVELS

FACT_USES = [
    ("", "Choose one"),
    ("key", "May be the ground of a key"),
    ("qualified", "May be, when the stem says the qualifier"),
    ("teach", "Taught, never the only ground of a key"),
]
DAY = "A day, as in 2028-11-30."


class ObjectiveRow(Row):
    id = Line("Name", description="Small letters, digits, hyphens. It never changes.")
    short = Line("Short, for tables", description="At most 40 characters.")
    text = Lines("What a learner must be able to do")
    safety_critical = Check("Safety-critical: cannot be made up for elsewhere")


class SourceRow(Row):
    id = Line("Name", description="As it is cited: [@Kearns22].")
    citation = Lines("Citation")
    doi = Line("DOI")
    url = Line("Web address")
    evidence = Line("What kind of evidence")
    checked_on = Line("Looked up on", description=DAY)


class AboutForm(PartForm):
    title = Line("Title")
    summary = Lines("Summary")
    review_by = Line("To be looked at as a whole by", description=DAY)
    objectives = many(ObjectiveRow, "Objectives")
    sources = many(SourceRow, "Sources")
    rows = ("objectives", "sources")
    template = "banks/authoring/plain_fields.html"


class PolicyForm(PartForm):
    minutes = Count("Minutes, from start to hand-in")
    cut_percent = Count("Share of all items that must be right, in percent")
    cut_basis = Lines("What this cut rests on", description="Provisional, unless a standard-setting study was held.")
    safety_critical_percent = Count("Share in each safety-critical objective by itself, in percent")
    attempts = Count("Attempts")
    per_days = Count("in any so many days")
    wait_hours = Count("Pause after an attempt that was not passed, in hours")
    template = "banks/authoring/plain_fields.html"


class BlueprintForm(PartForm):
    """A grid: one count for each objective and level. The fields are made for the objectives that there are."""

    template = "banks/authoring/blueprint_fields.html"
    objectives: tuple[str, ...] = ()

    @classmethod
    def for_setting(cls, setting: Setting, document: Mapping[str, Any]) -> type["BlueprintForm"]:
        known = [one.id for one in setting.objectives]
        names = tuple(dict.fromkeys([*known, *document]))
        fields = {cell_name(name, level): Count(level.capitalize()) for name in names for level in LEVELS}
        return type("BlueprintForm", (cls,), {**fields, "objectives": names})

    @classmethod
    def filled(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        return {
            cell_name(objective, level): number
            for objective, row in document.items()
            if isinstance(row, Mapping)
            for level, number in row.items()
        }

    def written(self, document: Mapping[str, Any]) -> dict[str, Any]:
        rows = {
            name: {level: value for level in LEVELS if (value := self[cell_name(name, level)].said) is not None}
            for name in self.objectives
        }
        return {name: row for name, row in rows.items() if row}

    def field_for(self, place) -> str:
        return f"{place[0]}-{place[1]}" if len(place) > 1 and place[0] in self.objectives else ""


def cell_name(objective: str, level: str) -> str:
    return f"{objective}-{level}"


class FactRow(Row):
    id = Line("Name", description="As in PX-12.")
    says = Lines("What the module claims")
    use = Choice("Use", FACT_USES)
    qualifier = Line("Qualifier that the stem has to say")
    sources = Names("Sources, by their names")
    review_by = Line("To be looked at again by", description=DAY)


class FactsForm(PartForm):
    facts = many(FactRow, "Facts")
    rows = ("facts",)
    template = "banks/authoring/plain_fields.html"


class MaterialForm(PartForm):
    text = LongText(
        "Article, in Markdown",
        description="Each paragraph, list, table and figure has its own name on the line above it: "
        '{#silent-presentation facts="PX-27"}. Sources are cited as [@Kearns22].',
    )
    template = "banks/authoring/text_fields.html"

    def written(self, document: Mapping[str, Any]) -> dict[str, Any]:
        return {"text": self.text.said}


class CaseForm(PartForm):
    text = Lines("The story", description="Two to four items ask about it, and stay together on a form.")
    template = "banks/authoring/plain_fields.html"
