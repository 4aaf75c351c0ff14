"""What a director asks a binder of: the roster's question, with one credential or all that the clinic follows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from trainer import clock, trail
from trainer.audit.binders.binder import Cover
from trainer.audit.binders.models import KeptBinder
from trainer.audit.binders.rows import Section, sections_of
from trainer.audit.pages.person import local
from trainer.audit.pages.roster import Counts, Followed, Question, question
from trainer.audit.queries import modules, roster
from trainer.errors import Refused
from trainer.people.models import Clinic, Person

ALL = {"credentials": "all"}  # how an address says that it is about all of them
MOVED = (
    "What the clinic follows on that day has changed since this binder was asked for, so it would not be what you"
    " asked for. Ask for a new one."
)


@dataclass(frozen=True)
class Ask:
    """`followed` are the credentials in the binder, the roster's own first."""

    question: Question
    is_whole: bool

    @classmethod
    def of(cls, clinic: Clinic, address: MultiDict) -> "Ask | None":
        found = question(clinic, address)
        return cls(found, bool(found.others) and address.get("credentials") == "all") if found else None

    @property
    def followed(self) -> list[Followed]:
        asked = self.question.roster.asked
        own = Followed(self.question.version, self.question.policy, asked.policy, asked.earned_under)
        return [own, *(self.question.others if self.is_whole else [])]

    @property
    def in_address(self) -> dict[str, str]:
        return {**self.question.in_address, **(ALL if self.is_whole else {})}

    @property
    def fixed(self) -> dict[str, str]:
        """The same, so that it means the same tomorrow."""
        return {**self.in_address, "as_of": self.question.day.isoformat()}

    def url(self, *, is_whole: bool) -> str:
        values: dict[str, Any] = {**self.question.in_address, **(ALL if is_whole else {})}
        return url_for("binders.binder", clinic=self.question.clinic, **values)

    @property
    def rows(self) -> int:
        """How many there are to be: a line for each person and credential."""
        found = roster.counts([self.question.roster], self.question.wanted)
        people = Counts.of(self.question.clinic.id, found).of_state(self.question.wanted.state)
        return people * len(self.followed)

    def sections(self, titles: Mapping[str, str]) -> list[Section]:
        return sections_of(self.followed, titles)

    def cover(self, author: Person, known_at: datetime) -> Cover:
        """As of now. The trail is sealed before, so that the cover can name what it rests on."""
        now, asked = clock.now(), self.question
        return Cover(
            clinic=asked.clinic.name,
            filter=asked.wanted.in_words,
            clocks=asked.clocks,
            known_at=asked.clocks.known_at or known_at,
            made_at=now,
            made_at_there=local(now, asked.clinic),
            author=f"{author.name} <{author.email}>",
            head=trail.head(),
        )


def asked_again(kept: KeptBinder) -> Ask:
    """What was asked, on the day on which it was asked; refused where that no longer means the same."""
    found = Ask.of(kept.clinic, MultiDict(kept.address))
    if found is None or [one.version.id for one in found.followed] != kept.version_ids:
        raise Refused(MOVED)
    clocks = replace(found.question.clocks, current_day=date.fromisoformat(kept.asked_on))
    return replace(found, question=replace(found.question, clocks=clocks))


def titles() -> Mapping[str, str]:
    return modules.titles()
