"""What a module says: the values that are read from files, kept in versions, drawn from and shown. All frozen."""

import re
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from trainer.reading import breaks

LEVELS = ("recall", "application", "judgment")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_MEND = "Use small letters, digits and single hyphens, at most 80."
NAME = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


def filled(text: str) -> str:
    if not text.strip():
        raise ValueError("it is empty.")
    return text.strip()


def slug(text: str) -> str:
    if not is_slug(text):
        raise breaks("slug", f"“{text[:90]}” is not a slug.", SLUG_MEND)
    return text


def is_slug(text: str) -> bool:
    return bool(SLUG.fullmatch(text)) and len(text) <= 80


def name(text: str) -> str:
    if not NAME.fullmatch(text) or len(text) > 40:
        raise breaks("slug", f"“{text[:50]}” is not an id.", "Use letters, digits and single hyphens, at most 40.")
    return text


def level(text: str) -> str:
    if text not in LEVELS:
        raise breaks("blueprint", f"“{text[:50]}” is not a level.", f"Use one of: {', '.join(LEVELS)}.")
    return text


def web_address(text: str) -> str:
    """Something that a link can lead to; `urlsplit` refuses some texts by raising ValueError itself."""
    address = urlsplit(text)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise ValueError("it is not a web address. Begin with https://.")
    return text


Words = Annotated[str, AfterValidator(filled)]
Slug = Annotated[str, AfterValidator(slug)]
Name = Annotated[str, AfterValidator(name)]
Percent = Annotated[int, Field(ge=1, le=100)]
Level = Literal["recall", "application", "judgment"]


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


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


class Option(Value):
    text: Words
    key: bool = False
    why: str = ""


class Item(Value):
    """One question. Options keep the order of the bank here; a form shuffles their numbers, 0, 1, 2 ..."""

    id: Slug
    kind: Literal["single best answer"]
    objective: str
    level: Level
    safety_critical: bool = False
    use: Literal["scored", "practice", "retired"] = "scored"
    passage: str
    facts: Annotated[tuple[str, ...], Field(min_length=1)]
    stem: Words
    options: tuple[Option, ...]
    fixed_order: bool = False


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
    items: tuple[Item, ...]
