"""What a question says: what all items have in common, and one shape a kind. All frozen."""

from operator import itemgetter
from typing import Annotated, Literal

from pydantic import Field

from trainer.banks.content.words import Level, Slug, Value, Words

Scoring = Literal["partial", "all or nothing"]


class Waiver(Value):
    """A finding of the lint that somebody lets stand, and why."""

    rule: Slug
    reason: Words
    by: Words


class Made(Value):
    """Where a variant comes from: the model, and the rows that it was put together from, by table."""

    model: Slug
    rows: dict[str, str]


class Case(Value):
    """A story that several items ask about. They stay together on a form."""

    id: Slug
    text: Words


class Item(Value):
    """What every question has. `case_text` is filled in from cases.yaml, so that a version holds all that was shown."""

    id: Slug
    kind: str
    objective: str
    level: Level
    safety_critical: bool = False
    use: Literal["scored", "practice", "retired"] = "scored"
    passage: str
    facts: Annotated[tuple[str, ...], Field(min_length=1)]
    stem: Words
    case: str | None = None
    case_text: str = ""
    figure: str | None = None
    alternative: Words | None = None
    waivers: tuple[Waiver, ...] = ()
    made: Made | None = None

    def as_document(self) -> dict:
        """What a version of the item keeps. A waiver is about the question, not a part of it."""
        left_out = {name for name in LATER if getattr(self, name) == type(self).model_fields[name].default}
        return self.model_dump(mode="json", exclude=left_out | {"waivers"})


# Fields that came after the first versions were published: left out while they say nothing, so that those still match.
LATER = ("case", "case_text", "figure", "alternative", "made")


class Option(Value):
    text: Words
    key: bool = False
    why: str = ""


class SingleBestAnswer(Item):
    """Options keep the order of the bank here; a form shuffles their numbers, 0, 1, 2 ..."""

    kind: Literal["single best answer"]
    options: tuple[Option, ...]
    fixed_order: bool = False


class MultipleResponse(Item):
    kind: Literal["multiple response"]
    options: tuple[Option, ...]
    scoring: Scoring = "partial"
    fixed_order: bool = False

    def as_document(self) -> dict:
        """By text: a page names options by their numbers here, and authors like to write the keys first."""
        document = super().as_document()
        if not self.fixed_order:
            document["options"].sort(key=itemgetter("text"))
        return document


class TrueOrFalse(Item):
    kind: Literal["true or false"]
    answer: bool
    why_true: Words
    why_false: Words


class Prompt(Value):
    """One line to be matched: with the choice that reads as `match` does."""

    text: Words
    match: Words
    why: str = ""


class Matching(Item):
    """In a matching item each choice is used once at most; in an extended one as often as it fits."""

    kind: Literal["matching", "extended matching"]
    choices: tuple[Words, ...]
    prompts: tuple[Prompt, ...]
    scoring: Scoring = "partial"

    def as_document(self) -> dict:
        """By text: a page names choices by their numbers here, and authors like to write them as the prompts run."""
        document = without_usual_scoring(super().as_document())
        document["choices"].sort()
        return document


def without_usual_scoring(document: dict) -> dict:
    """Of kinds that were first published without a word about it."""
    return {name: value for name, value in document.items() if (name, value) != ("scoring", "partial")}


class Ordering(Item):
    """Steps in the right order."""

    kind: Literal["ordering"]
    steps: tuple[Words, ...]
    why: Words
    scoring: Scoring = "partial"


class OtherUnit(Value):
    """A value in this unit times `factor` is the value in the item's own unit."""

    unit: Words
    factor: float


class NumberMistake(Value):
    value: float
    why: Words


class Numeric(Item):
    """A number in a unit; right from `value - tolerance` to `value + tolerance`."""

    kind: Literal["numeric"]
    value: float
    tolerance: Annotated[float, Field(ge=0)] = 0
    unit: Words
    other_units: tuple[OtherUnit, ...] = ()
    why: Words
    mistakes: tuple[NumberMistake, ...] = ()


class TextMistake(Value):
    text: Words
    why: Words


class ShortText(Item):
    kind: Literal["short text"]
    accepted: Annotated[tuple[Words, ...], Field(min_length=1)]
    why: Words
    mistakes: tuple[TextMistake, ...] = ()


class Gap(Value):
    """A place to fill: with one of `choices`, of which `key` is right, or with one of `accepted`, typed."""

    id: Slug
    choices: tuple[Words, ...] = ()
    key: Words | None = None
    accepted: tuple[Words, ...] = ()
    why: str = ""


class Cloze(Item):
    """A text with gaps in square brackets, named by their ids."""

    kind: Literal["cloze"]
    text: Words
    gaps: Annotated[tuple[Gap, ...], Field(min_length=1)]
    scoring: Scoring = "partial"

    def as_document(self) -> dict:
        return without_usual_scoring(super().as_document())


class Region(Value):
    """An area of the figure, in the units of its viewBox; just one of the three shapes."""

    id: Slug
    where: Words
    circle: tuple[float, float, float] | None = None  # middle, radius
    rect: tuple[float, float, float, float] | None = None  # left, top, width, height
    polygon: Annotated[tuple[tuple[float, float], ...], Field(min_length=3)] | None = None
    key: bool = False
    why: str = ""


class Hotspot(Item):
    """As many regions are to be chosen as are keys."""

    kind: Literal["hotspot"]
    figure: Words
    alternative: Words
    regions: tuple[Region, ...]


SHAPES: dict[str, type[Item]] = {
    "single best answer": SingleBestAnswer,
    "multiple response": MultipleResponse,
    "true or false": TrueOrFalse,
    "matching": Matching,
    "extended matching": Matching,
    "ordering": Ordering,
    "numeric": Numeric,
    "short text": ShortText,
    "cloze": Cloze,
    "hotspot": Hotspot,
}
AnyItem = Annotated[
    SingleBestAnswer | MultipleResponse | TrueOrFalse | Matching | Ordering | Numeric | ShortText | Cloze | Hotspot,
    Field(discriminator="kind"),
]


def item_of(document: dict) -> Item:
    """The item that a version keeps."""
    return SHAPES[document["kind"]].model_validate(document)


def item_written(kind: str, text: str) -> Item:
    """The same, of its JSON: in a third of the time."""
    return SHAPES[kind].model_validate_json(text)
