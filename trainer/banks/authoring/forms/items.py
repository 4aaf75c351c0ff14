"""Questions, a form a kind: every field that items.yaml can have."""

from collections.abc import Mapping
from math import isfinite
from typing import Any, ClassVar

from wtforms import FieldList, FormField
from wtforms import Form as Row

from trainer.banks.authoring.drawings.board import board
from trainer.banks.authoring.forms.base import MOST_ROWS, PartForm
from trainer.banks.authoring.forms.fields import (
    Check,
    Choice,
    Line,
    Lines,
    Number,
    OnePerLine,
    Several,
    Truth,
    is_blank,
)
from trainer.banks.authoring.setting import Setting
from trainer.banks.content import LEVELS
from trainer.banks.lint import RULES

USES = [("scored", "Scored: drawn into quizzes"), ("practice", "Practice: shown inside the article")]
SCORINGS = [("partial", "In part: what is right counts"), ("all or nothing", "All or nothing")]
SHAPES_OF_REGIONS = ("circle", "rect", "polygon")


def many(row: type[Row], label: str) -> FieldList:
    return FieldList(FormField(row), label, max_entries=MOST_ROWS)


class WaiverRow(Row):
    rule = Choice("Finding", [("", "Choose one"), *((rule, rule) for rule in RULES)])
    reason = Line("Why it is right as it stands")
    by = Line("Your name")


class ItemForm(PartForm):
    """The fields of every kind; a kind adds its own above `OWN`."""

    stem = Lines("Stem", description="What is asked. *emphasis*, **strong** and [@Source] may be used.")
    objective = Choice("Objective")
    level = Choice("Level", [("", "Choose one"), *((level, level.capitalize()) for level in LEVELS)])
    use = Choice("Use", USES, usual="scored")
    safety_critical = Check("Safety-critical: the error can hurt a patient")
    passage = Choice("Passage that teaches it")
    facts = Several("Facts that the key rests on")
    case = Choice("Case")
    figure = Choice("Figure")
    alternative = Lines("What somebody who cannot see the figure needs to know, without giving the key away")
    waivers = many(WaiverRow, "Findings that are let stand")
    template = "banks/authoring/item_fields.html"
    own: ClassVar[tuple[str, ...]] = ()  # the fields of the kind, in the order of the page

    def add_empty_rows(self) -> None:
        for name in self.rows:
            if name != "waivers" and not len(self[name]):
                self[name].append_entry()

    def offer(self, setting: Setting) -> None:
        """What can be chosen, from the other parts of the manuscript."""
        self.objective.offer([(one.id, one.short) for one in setting.objectives], nothing="Choose one")
        self.passage.offer(setting.passage_choices, nothing="Choose one")
        self.case.offer([(name, name) for name in setting.cases], nothing="None")
        self.figure.offer([(file, file) for file in setting.figures], nothing="None")
        offered = dict.fromkeys([*(self.facts.data or ()), *setting.facts_of(self.passage.data or "")])
        self.facts.choices = [(one, setting.fact_words(one)) for one in offered]  # chosen ones keep their order
        retired = [("retired", "Retired: in no new form")] if self.use.data == "retired" else []
        self.use.choices = [*USES, *retired]


class OptionRow(Row):
    text = Line("Text")
    key = Check("This is the key")
    why = Lines("Why it is right or wrong")


class SingleBestAnswerForm(ItemForm):
    options = many(OptionRow, "Options")
    fixed_order = Check("Keep the order as written (numbers, steps)")
    rows = ("options", "waivers")
    own: ClassVar[tuple[str, ...]] = ("options", "fixed_order")


class MultipleResponseForm(SingleBestAnswerForm):
    scoring = Choice("Scoring", SCORINGS, usual="partial")
    own = ("options", "scoring", "fixed_order")


class TrueOrFalseForm(ItemForm):
    answer = Truth("The statement is", [("", "Choose one"), ("true", "True"), ("false", "False")])
    why_true = Lines("What a learner reads who chose “true”")
    why_false = Lines("What a learner reads who chose “false”")
    rows = ("waivers",)
    own = ("answer", "why_true", "why_false")


class PromptRow(Row):
    text = Line("Text")
    match = Line("Belongs to choice", description="As it stands among the choices.")
    why = Lines("Why")


class MatchingForm(ItemForm):
    choices = OnePerLine("Choices, one a line")
    prompts = many(PromptRow, "Prompts")
    scoring = Choice("Scoring", SCORINGS, usual="partial")
    rows = ("prompts", "waivers")
    own = ("choices", "prompts", "scoring")


class OrderingForm(ItemForm):
    steps = OnePerLine("Steps in the right order, one a line")
    why = Lines("Why this order")
    scoring = Choice("Scoring", SCORINGS, usual="partial")
    rows = ("waivers",)
    own = ("steps", "why", "scoring")


class UnitRow(Row):
    unit = Line("Unit")
    factor = Number("A value in it times this is in the item's own unit")


class NumberMistakeRow(Row):
    value = Number("Value")
    why = Lines("Why it is wrong")


class NumericForm(ItemForm):
    value = Number("Right value")
    unit = Line("Unit")
    tolerance = Number("Accepted up to this far away")
    other_units = many(UnitRow, "Other units")
    why = Lines("Why")
    mistakes = many(NumberMistakeRow, "Mistakes that are explained")
    rows = ("other_units", "mistakes", "waivers")
    own = ("value", "unit", "tolerance", "other_units", "why", "mistakes")


class TextMistakeRow(Row):
    text = Line("Answer")
    why = Lines("Why it is wrong")


class ShortTextForm(ItemForm):
    accepted = OnePerLine("Accepted answers, one a line")
    why = Lines("Why")
    mistakes = many(TextMistakeRow, "Mistakes that are explained")
    rows = ("mistakes", "waivers")
    own = ("accepted", "why", "mistakes")


class GapRow(Row):
    id = Line("Name, as in the brackets")
    choices = OnePerLine("Choices, one a line (leave empty for a gap that is typed)")
    key = Line("The right choice")
    accepted = OnePerLine("Accepted answers of a typed gap, one a line")
    why = Lines("Why")


class ClozeForm(ItemForm):
    text = Lines("Text, with gaps in brackets: rub for [time] seconds")
    gaps = many(GapRow, "Gaps")
    scoring = Choice("Scoring", SCORINGS, usual="partial")
    rows = ("gaps", "waivers")
    own = ("text", "gaps", "scoring")


class RegionRow(Row):
    id = Line("Name")
    where = Line("Where it lies, for those who cannot see it")
    shape = Choice("Shape", [(name, name.capitalize()) for name in SHAPES_OF_REGIONS])
    numbers = Line("Numbers", description="Circle: x y radius. Rect: x y width height. Polygon: x y, x y, x y ...")
    key = Check("This is a key")
    why = Lines("Why it is right or wrong")


class HotspotForm(ItemForm):
    """`board` is the drawing with the regions over it, where one is chosen that can be shown."""

    regions = many(RegionRow, "Regions, in the units of the drawing")
    rows = ("regions", "waivers")
    own = ("regions",)
    board = ""

    def step(self, field: Any, step: str | int) -> Any:
        return super().step(field, "numbers" if step in SHAPES_OF_REGIONS else step)

    def offer(self, setting: Setting) -> None:
        super().offer(setting)
        if drawing := setting.shown_figures.get(self.figure.data or ""):
            regions = [region_of({name: one.said for name, one in row.form._fields.items()}) for row in self.regions]
            self.board = board(drawing, "The drawing with its regions", regions)

    @classmethod
    def filled(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        return {**super().filled(document), "regions": [region_row(one) for one in document.get("regions", ())]}

    def written(self, document: Mapping[str, Any]) -> dict[str, Any]:
        said = super().written(document)
        regions = [region for row in said.get("regions", ()) if not is_blank(region := region_of(row))]
        return {name: value for name, value in said.items() if name != "regions"} | (
            {"regions": regions} if regions else {}
        )


def region_row(region: Mapping[str, Any]) -> dict[str, Any]:
    shape = next((name for name in SHAPES_OF_REGIONS if name in region), "circle")
    points = region.get(shape) or ()
    if not isinstance(points, str):
        corners = [" ".join(f"{one:g}" for one in corner) for corner in points] if shape == "polygon" else []
        points = ", ".join(corners) if corners else " ".join(f"{one:g}" for one in points)
    return {**region, "shape": shape, "numbers": points}


def corners_in(text: str) -> list[str]:
    """Of “1 2, 3 4”, and of “1,2 3,4” as drawing programs write it."""
    if "," not in text or ", " in text:
        return text.split(",")
    numbers = text.replace(",", " ").split()
    return [" ".join(numbers[at : at + 2]) for at in range(0, len(numbers), 2)]


def region_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The shape's numbers as the files have them, or the words that were typed where they are none."""
    region = {name: value for name, value in row.items() if name not in ("shape", "numbers")}
    shape, text = row.get("shape") or "circle", str(row.get("numbers", ""))
    try:
        corners = [[float(one) for one in corner.split()] for corner in corners_in(text)]
    except ValueError:
        return region | {shape: text}
    if not all(isfinite(one) for corner in corners for one in corner):
        return region | {shape: text}
    numbers: Any = corners if shape == "polygon" else [one for corner in corners for one in corner]
    return region | ({shape: numbers} if text else {})


ITEM_FORMS: dict[str, type[ItemForm]] = {
    "single best answer": SingleBestAnswerForm,
    "multiple response": MultipleResponseForm,
    "true or false": TrueOrFalseForm,
    "matching": MatchingForm,
    "extended matching": MatchingForm,
    "ordering": OrderingForm,
    "numeric": NumericForm,
    "short text": ShortTextForm,
    "cloze": ClozeForm,
    "hotspot": HotspotForm,
}
