"""What a module says besides its items: objectives, blueprint, conditions, sources, facts."""

from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from trainer.banks.content.items import AnyItem, Case, Waiver
from trainer.banks.content.models import ItemModel
from trainer.banks.content.words import Name, Percent, Slug, Value, Words, level, web_address


class Objective(Value):
    """What a learner must be able to do. A safety-critical one cannot be bought back with points elsewhere."""

    id: Slug
    short: Annotated[Words, Field(max_length=40)]
    text: Words
    safety_critical: bool = False


class QuizPolicy(Value):
    """The conditions of an attempt. Percentages are of items: of all, and of each safety-critical objective."""

    minutes: Annotated[int, Field(ge=1, le=480)]
    cut_percent: Percent
    cut_basis: Words
    safety_critical_percent: Percent
    attempts: Annotated[int, Field(ge=1, le=99)]
    per_days: Annotated[int, Field(ge=1, le=730)]
    wait_hours: Annotated[int, Field(ge=0, le=8760)]


class Source(Value):
    """A publication that a fact rests on."""

    id: Name
    citation: Words
    doi: Words | None = None
    url: Annotated[Words, AfterValidator(web_address)] | None = None
    evidence: Words
    checked_on: date

    @property
    def link(self) -> str | None:
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def link_text(self) -> str:
        """What the link reads as: the doi, or the site."""
        return f"doi:{self.doi}" if self.doi else (urlsplit(self.url or "").hostname or "")


class Fact(Value):
    """One thing the module claims; `use` says whether a key may rest on it."""

    id: Name
    says: Words
    use: Literal["key", "qualified", "teach"]
    qualifier: Words | None = None
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    review_by: date


class Head(Value):
    """What module.yaml says."""

    title: Words
    summary: Words
    review_by: date
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1)]
    blueprint: dict[str, dict[Annotated[str, AfterValidator(level)], Annotated[int, Field(ge=0, le=200)]]]
    quiz: QuizPolicy
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @property
    def form_length(self) -> int:
        return sum(sum(row.values()) for row in self.blueprint.values())

    def objective(self, objective_id: str) -> Objective:
        return next(one for one in self.objectives if one.id == objective_id)


class Module(Head):
    """A whole module: head, facts, article, figures by file name, and bank."""

    slug: Slug
    facts: tuple[Fact, ...]
    material: str
    figures: dict[str, str]
    cases: tuple[Case, ...] = ()
    models: tuple[ItemModel, ...] = ()
    waivers: dict[str, tuple[Waiver, ...]] = {}  # by item: they are about a question, not a part of its versions
    items: tuple[AnyItem, ...]
