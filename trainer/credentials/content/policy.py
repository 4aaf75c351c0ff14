"""A credential's policy: what it takes, how long it lasts, how it is renewed. Frozen."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, model_validator

from trainer.credentials import rules
from trainer.credentials.content.requirements import (
    Days,
    ModulePassed,
    Months,
    PracticalObserved,
    Requirement,
    Slug,
    Value,
    Words,
    parts_of,
)
from trainer.reading import breaks

Shape = TypeVar("Shape", bound=Value)


class Valid(Value):
    """How long a certificate lasts; see rules.policies.Validity for the anchors."""

    anchor: Literal["evidence", "completion", "last day", "fixed"]
    months: Months | None = None
    ends_on: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")] | None = None  # MM-DD
    minimum_active_days: Annotated[int, Field(ge=0, le=730)] = 0

    @model_validator(mode="after")
    def fits_together(self) -> "Valid":
        if (self.anchor == "evidence") != (self.months is None):
            raise breaks(
                "validity",
                "With the anchor “evidence” months are not given, with every other they are.",
                "Add months, or take it out.",
            )
        if (self.anchor == "fixed") != (self.ends_on is not None):
            raise breaks("validity", "ends_on goes with the anchor “fixed”.", "Write ends_on: 06-30, or take it out.")
        if self.minimum_active_days and self.anchor != "fixed":
            raise breaks("validity", "minimum_active_days goes with the anchor “fixed”.", "Take it out.")
        return self

    def rule(self) -> rules.Validity:
        month, day = (int(part) for part in (self.ends_on or "12-31").split("-"))
        return rules.Validity(self.anchor, self.months, month, day, self.minimum_active_days)


class Renewal(Value):
    """From `opens_days_before` the last day until `grace_days` after it, `requires` is enough."""

    opens_days_before: Days
    grace_days: Annotated[int, Field(ge=0, le=730)]
    requires: Annotated[tuple[Requirement, ...], Field(min_length=1)]

    def rule(self) -> rules.Renewal:
        requires = rules.every(*(part.rule() for part in self.requires))
        return rules.Renewal(self.opens_days_before, self.grace_days, requires)


class Policy(Value):
    """What the file says. Months are calendar months; both ends of a period count."""

    title: Words
    short: Annotated[str, Field(min_length=1, max_length=40)] | None = None  # for the head of a column
    scope: Words
    by_default: bool = False  # whether clinics that adopted nothing of it follow its newest version
    clears: tuple[Slug, ...] = ()  # body regions
    requires: Annotated[tuple[Requirement, ...], Field(min_length=1)]
    valid: Valid
    renewal: Renewal | None = None
    due_soon_days: Annotated[int, Field(ge=1, le=365)]

    @property
    def name(self) -> str:
        return self.short or self.title

    @property
    def all_requirements(self) -> list[Any]:
        """Every requirement, those inside others too; the full path first, in the order of the file."""
        return [*deep(self.requires), *deep(self.renewal.requires if self.renewal else ())]

    def of_shape(self, shape: type[Shape]) -> list[Shape]:
        return [one for one in self.all_requirements if isinstance(one, shape)]

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules of the full path and of the refresher, each once."""
        return tuple(dict.fromkeys(one.module for one in self.of_shape(ModulePassed)))

    @property
    def practicals(self) -> dict[str, PracticalObserved]:
        return {one.subject: one for one in reversed(self.of_shape(PracticalObserved))}

    def rule(self, credential: str) -> rules.Policy:
        return rules.Policy(
            credential=credential,
            requires=rules.every(*(part.rule() for part in self.requires)),
            validity=self.valid.rule(),
            renewal=self.renewal.rule() if self.renewal else None,
            due_soon_days=self.due_soon_days,
            regions=self.clears,
        )


class Credential(Policy):
    """A policy with the slug of its file."""

    slug: str


def deep(requirements: tuple[Any, ...]) -> Iterator[Any]:
    for one in requirements:
        yield one
        yield from deep(parts_of(one))


def of_document(document: dict) -> Policy:
    """A policy as a version keeps it, also one from before there were requirements of several kinds: those asked for
    every module within so many months, applied everywhere, and lasted as long as the oldest pass."""
    if "requirements" in document:
        months = document["within_months"]
        document = {
            "title": document["title"],
            "scope": document["scope"],
            "by_default": True,
            "requires": [{"module": one["module"], "within_months": months} for one in document["requirements"]],
            "valid": {"anchor": "evidence"},
            "due_soon_days": document["due_soon_days"],
        }
    return Policy.model_validate(document)
