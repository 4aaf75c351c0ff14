"""The requirements of a credential as its file says them: one shape per kind, told apart by its first word. Frozen."""

import re
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from trainer.credentials import rules
from trainer.reading import breaks

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Words = Annotated[str, Field(min_length=1)]
Months = Annotated[int, Field(ge=1, le=240)]
Days = Annotated[int, Field(ge=1, le=3660)]
Percent = Annotated[int, Field(ge=1, le=100)]
Hours = Annotated[int, Field(ge=0, le=2000)]


# The passages that a point rests on, as a checklist names them: [adverse-events#faint-why, adverse-events#faint-steps]
PASSAGES = re.compile(r"\s*\[[a-z0-9-]+#[a-z0-9-]+(?:,\s*[a-z0-9-]+#[a-z0-9-]+)*\]")


def without_passages(point: str) -> str:
    """A point of a checklist as people read it."""
    return PASSAGES.sub("", point)


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ModulePassed(Value):
    """A module passed at most so many months ago; `at_least_percent` asks for more than the module's own cut."""

    module: str
    within_months: Months
    at_least_percent: Percent | None = None
    ongoing: bool = False

    def rule(self) -> rules.Requirement:
        return rules.Leaf(
            "module", self.module, months=self.within_months, percent=self.at_least_percent, ongoing=self.ongoing
        )


class Observer(Value):
    """Who may sign an observed practical: one of these professions, holding these credentials on that day."""

    professions: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()


class PracticalObserved(Value):
    """A skill at a body region, observed by somebody qualified against a checklist."""

    practical: Slug  # the skill
    region: Slug
    title: Words
    within_months: Months
    checklist: Annotated[tuple[Words, ...], Field(min_length=1)]
    observer: Observer = Observer()
    ongoing: bool = False

    @property
    def subject(self) -> str:
        return f"{self.practical}/{self.region}"

    def rule(self) -> rules.Requirement:
        return rules.Leaf("practical", self.subject, months=self.within_months, ongoing=self.ongoing)


class LicenseChecked(Value):
    """A license in good standing, looked up at its primary source. `license` names a state, or says any."""

    license: Words
    checked_within_days: Days
    ongoing: bool = True

    def rule(self) -> rules.Requirement:
        state = None if self.license == "any" else self.license
        return rules.Leaf("license", state, days=self.checked_within_days, ongoing=self.ongoing)


class TrainingTaken(Value):
    """Hours of training on a topic, of which so many in person."""

    training: Slug
    title: Words
    hours: Annotated[Hours, Field(ge=1)]
    in_person_hours: Hours = 0
    within_months: Months | None = None
    ongoing: bool = False

    @model_validator(mode="after")
    def has_no_more_in_person(self) -> "TrainingTaken":
        if self.in_person_hours > self.hours:
            raise breaks("hours", "More hours are asked for in person than at all.", "Lower in_person_hours.")
        return self

    def rule(self) -> rules.Requirement:
        return rules.Leaf(
            "training",
            self.training,
            months=self.within_months,
            minutes=self.hours * 60,
            in_person_minutes=self.in_person_hours * 60,
            ongoing=self.ongoing,
        )


class DocumentShown(Value):
    """A document from elsewhere with a last day of its own, such as a CPR card."""

    document: Slug
    title: Words
    ongoing: bool = True

    def rule(self) -> rules.Requirement:
        return rules.Leaf("document", self.document, ongoing=self.ongoing)


class JurisdictionMet(Value):
    """What the pack that the clinic adopted for this state asks of the holder's profession. "adopted" is every pack
    that the clinic has adopted, and nothing where it has adopted none."""

    jurisdiction: Words
    ongoing: bool = True

    def rule(self) -> rules.Requirement:
        return rules.Leaf("jurisdiction", self.jurisdiction, ongoing=self.ongoing)


class AllOf(Value):
    all_of: Annotated[tuple["Requirement", ...], Field(min_length=1)]

    def rule(self) -> rules.Requirement:
        return rules.every(*(part.rule() for part in self.all_of))


class AnyOf(Value):
    """At least so many of these."""

    any_of: Annotated[tuple["Requirement", ...], Field(min_length=2)]
    at_least: Annotated[int, Field(ge=1)] = 1

    @model_validator(mode="after")
    def can_be_met(self) -> "AnyOf":
        if self.at_least > len(self.any_of):
            raise breaks("too-many", f"{self.at_least} are asked for of {len(self.any_of)}.", "Lower at_least.")
        return self

    def rule(self) -> rules.Requirement:
        return rules.AtLeast(self.at_least, tuple(part.rule() for part in self.any_of))


class ByProfession(Value):
    """What it takes depends on the profession. Without `otherwise` nobody else can earn it."""

    by_profession: Annotated[dict[str, Annotated[tuple["Requirement", ...], Field(min_length=1)]], Field(min_length=1)]
    otherwise: tuple["Requirement", ...] | None = None

    def rule(self) -> rules.Requirement:
        branches = {name: rules.every(*(part.rule() for part in parts)) for name, parts in self.by_profession.items()}
        rest = None if self.otherwise is None else rules.every(*(part.rule() for part in self.otherwise))
        return rules.ByProfession(branches, rest)


WORDS = {
    "module": ModulePassed,
    "practical": PracticalObserved,
    "license": LicenseChecked,
    "training": TrainingTaken,
    "document": DocumentShown,
    "jurisdiction": JurisdictionMet,
    "all_of": AllOf,
    "any_of": AnyOf,
    "by_profession": ByProfession,
}


def word_of(value: Any) -> str | None:
    """Which kind of requirement a value is: the word that only this kind has."""
    has = value.keys() if isinstance(value, dict) else set(type(value).model_fields) if isinstance(value, Value) else ()
    return next((word for word in WORDS if word in has), None)


Requirement = Annotated[
    Annotated[ModulePassed, Tag("module")]
    | Annotated[PracticalObserved, Tag("practical")]
    | Annotated[LicenseChecked, Tag("license")]
    | Annotated[TrainingTaken, Tag("training")]
    | Annotated[DocumentShown, Tag("document")]
    | Annotated[JurisdictionMet, Tag("jurisdiction")]
    | Annotated[AllOf, Tag("all_of")]
    | Annotated[AnyOf, Tag("any_of")]
    | Annotated[ByProfession, Tag("by_profession")],
    Discriminator(
        word_of,
        custom_error_type="rule",
        custom_error_message="{message}",
        custom_error_context={
            "rule": "shape",
            "message": "This is no requirement that is known.",
            "mend": f"Begin with one of {', '.join(WORDS)}.",
        },
    ),
]
for shape in (AllOf, AnyOf, ByProfession):
    shape.model_rebuild()


def parts_of(requirement: Any) -> tuple[Any, ...]:
    """The requirements directly inside one."""
    match requirement:
        case AllOf(all_of=parts) | AnyOf(any_of=parts):
            return parts
        case ByProfession(by_profession=branches, otherwise=rest):
            return tuple(part for branch in branches.values() for part in branch) + (rest or ())
    return ()
