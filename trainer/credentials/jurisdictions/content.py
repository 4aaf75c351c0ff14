"""What a jurisdiction asks of who needles, as its file says it. Frozen. Every value names the source that says so."""

from datetime import date
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from trainer.people.rules import PROFESSIONS
from trainer.reading import breaks

SLUG = r"[A-Z]{2}(-[A-Z0-9]{1,3})?"  # ISO 3166-2, as in US-CO
VERIFY, VERIFIED = "verify at the board", "verified at the board"


def known_profession(name: str) -> str:
    if name not in PROFESSIONS:
        raise breaks("profession", f"{name} is no profession that people here have.", f"Use {', '.join(PROFESSIONS)}.")
    return name


Text = Annotated[str, Field(min_length=1, max_length=1000)]
Address = Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
SourceId = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9-]*$")]
Profession = Annotated[str, AfterValidator(known_profession)]
Hours = Annotated[int, Field(ge=1, le=5000)]
Days = Annotated[int, Field(ge=1, le=366)]
Allowance = Literal["yes", "no", "silent", "by delegation"]
Delegation = Literal["no", "under supervision", "yes"]
Consent = Literal["needed", "written"]
Said_ = TypeVar("Said_")


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Said(Value, Generic[Said_]):
    """A value and who says so; `passage` is the place in the source."""

    value: Said_
    source: SourceId
    passage: Annotated[str, Field(max_length=100)] = ""


class Source(Value):
    """`sort` tells the law itself from those who report it; `checked_on` is when the text behind `url` was read."""

    id: SourceId
    citation: Text
    url: Address
    sort: Literal["statute", "rule", "opinion", "board page", "report"]
    checked_on: date


class Board(Value):
    """Who licenses a profession; `license_check` is the address where a license is checked at its primary source."""

    name: Text
    address: Address
    license_check: Address | None = None
    source: SourceId


class Rule(Value):
    """What holds for one profession from a day until the day before its next rule. What is not named was not found.

    `effective_on` is the first day that a source names. Where none does, `in_force_by` is a day on which a source shows
    the rule in force: of the time before it the file says nothing.
    """

    profession: Profession
    effective_on: date | None = None
    in_force_by: date | None = None
    dated_by: SourceId  # the source that gives the day
    allowed: Said[Allowance]
    hours: Said[Hours] | None = None
    in_person_hours: Said[Hours] | None = None
    supervised_sessions: Said[Hours] | None = None
    license_years: Said[Annotated[int, Field(ge=1, le=40)]] | None = None
    registration: Said[Text] | None = None  # what has to be filed, held or applied for, in words
    delegation: Said[Delegation] | None = None
    consent: Said[Consent] | None = None
    reporting_days: Said[Days] | None = None  # the clock for reporting an adverse event
    notes: tuple[Said[Text], ...] = ()

    @property
    def starts_on(self) -> date:
        day = self.effective_on or self.in_force_by
        assert day is not None
        return day

    @property
    def said(self) -> dict[str, Said]:
        """Every value with a source, by its field."""
        return {name: value for name in type(self).model_fields if isinstance(value := getattr(self, name), Said)}

    @model_validator(mode="after")
    def starts_once(self) -> "Rule":
        if (self.effective_on is None) == (self.in_force_by is None):
            raise breaks(
                "start",
                "The rule needs one day from which it counts.",
                "Give either `effective_on:` or, where no source names the first day, `in_force_by:`.",
            )
        return self

    @model_validator(mode="after")
    def hours_add_up(self) -> "Rule":
        if self.hours and self.in_person_hours and self.in_person_hours.value > self.hours.value:
            raise breaks("hours", "More hours are asked for in person than in all.", "Correct one of them.")
        return self


class Pack(Value):
    """What the file says. A file that ships is always to be verified at the board by who adopts it."""

    name: Text
    verify: Literal["verify at the board", "verified at the board"]
    verified_by: Annotated[str, Field(max_length=200)] = ""
    checked_on: date
    boards: dict[Profession, Board] = {}
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def says_who_verified(self) -> "Pack":
        if (self.verify == VERIFIED) != bool(self.verified_by):
            raise breaks(
                "verify",
                "Who verified the file at the board, and that somebody did, belong together.",
                f"Write `verify: {VERIFY}`, or `verify: {VERIFIED}` with `verified_by:` a name and a day.",
            )
        return self


class Jurisdiction(Pack):
    """A pack with the slug of its file."""

    slug: str
