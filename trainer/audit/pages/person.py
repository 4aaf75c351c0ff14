"""One person as the clinic's director sees them, by both clocks: what they hold and why, what they sat, the trail."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from trainer import clock
from trainer.audit.pages.explained import explained
from trainer.audit.pages.roster import followed
from trainer.audit.queries import status
from trainer.audit.rules import Clocks
from trainer.credentials import queries as credentials
from trainer.credentials import rules
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.pages import Standing, standing_of
from trainer.credentials.rules.reasons import Reason
from trainer.people.models import Clinic, Membership
from trainer.quizzes.rules import Result
from trainer.trail import Event, said
from trainer.web.pages import day

A_DATE = re.compile(r"\d{4}-\d\d-\d\d")
DONE_BY_ANOTHER = {"person.left"}  # the sentence is about what `by` did, not what the person did


@dataclass(frozen=True)
class Seen:
    """How much is shown: by the end of a day (None: today, and what is to come), as known at a moment."""

    until: datetime | None
    known_at: datetime | None

    @classmethod
    def by(cls, clocks: Clocks, clinic: Clinic) -> "Seen":
        is_today = clocks.day == clocks.current_day
        return cls(None if is_today else clock.end_of(clocks.day, clinic.time_zone), clocks.known_at)

    @property
    def last(self) -> datetime | None:
        """Of what happens and is recorded at once, the last moment that both clocks let through."""
        return min((one for one in (self.until, self.known_at) if one), default=None)

    def certificates(self, held: Iterable[Certificate], day: date) -> list[Certificate]:
        """Issued by the moment and begun by the day."""
        return [
            one
            for one in held
            if (self.known_at is None or one.issued_at <= self.known_at)
            and (self.until is None or one.valid_from <= day)
        ]

    def roles(self, memberships: Iterable[Membership], day: date) -> list["Role"]:
        """Entered by the moment and begun by the day; an end that was entered later is not known."""
        return [
            Role(one, one.left_on if self.knows(one.ended_at) else None)
            for one in memberships
            if self.knows(one.recorded_at) and (self.until is None or one.joined_on <= day)
        ]

    def knows(self, moment: datetime | None) -> bool:
        return self.known_at is None or (moment is not None and moment <= self.known_at)


@dataclass(frozen=True)
class Role:
    membership: Membership
    left_on: date | None


@dataclass(frozen=True)
class Why:
    """How somebody stands with one credential, and the reason in words."""

    standing: Standing
    reason: Reason

    @property
    def renewal(self) -> str:
        """Where the day stands to the window in which what is held can be renewed; empty: there is none."""
        held, window = self.standing.rule.certificate, self.standing.outlook.window
        if held is None or window is None:
            return ""
        today, last = self.standing.rule.day, held.valid_until
        if today < window.opens_on:
            return f"The window to renew opens on {day(window.opens_on)}. What comes before renews nothing."
        if today <= last:
            return f"The window to renew is open since {day(window.opens_on)}; {day(last)} is the last day in time."
        if window.closes_on == rules.FOREVER:
            return "The last day fell into a leave. The days of grace count from the return."
        if today <= window.closes_on:
            return f"In grace until {day(window.closes_on)}: not cleared, and the refresher is still enough to renew."
        return f"Grace ended on {day(window.closes_on)}. Everything is asked for again."


def reasoned(
    book: credentials.Rulebook,
    history: rules.History,
    held: Sequence[Certificate],
    titles: Mapping[str, str],
) -> list[Why]:
    """Every credential that the clinic followed on the day, as known at the moment, by title."""
    found = [standing_of(book, one, history, held) for one in book.versions]
    why = status.reasons([one.rule for one in found])
    return [Why(one, explained(followed(book, one.version), one.rule, history, titles, why)) for one in found]


@dataclass(frozen=True)
class Sitting:
    """An attempt, without form and answers, as it was at a moment; None: as it is."""

    row: Row
    at: datetime | None = None

    @property
    def submitted_at(self) -> datetime | None:
        handed_in = self.row.submitted_at
        return None if handed_in and self.at and handed_in > self.at else handed_in

    @property
    def evidence(self) -> str:
        return f"attempt {self.row.id}"

    @property
    def anchor(self) -> str:
        return f"attempt-{self.row.id}"

    @property
    def sort(self) -> str:
        """What it is, where that is not an attempt that counts."""
        return "" if self.row.adoption_id else "changes" if self.row.delta_id else "practice"

    @property
    def score(self) -> str:
        """17 of 20"""
        if self.row.result is None or self.submitted_at is None:
            return ""
        total = Result.from_document(self.row.again or self.row.result).total
        return f"{round(total.right, 2):g} of {total.out_of}"

    @property
    def passed(self) -> bool:
        """By what stands: a result that was marked again keeps the old one beside it on its own page."""
        return bool(self.row.passed if self.row.stands is None else self.row.stands)

    @property
    def is_marked_again(self) -> bool:
        return self.row.stands is not None


@dataclass(frozen=True)
class Evidence:
    """What the passes of one person rest on, as far as the director may see: by the words that a pass keeps."""

    sittings: dict[str, Sitting]
    clinic_ids: frozenset[int]

    @classmethod
    def of(cls, sittings: Iterable[Sitting], clinics: Iterable[Clinic]) -> "Evidence":
        return cls({one.evidence: one for one in sittings}, frozenset(clinic.id for clinic in clinics))

    def sitting(self, entry: Entry | None) -> Sitting | None:
        """The attempt that a pass rests on, where it is on the page."""
        return self.sittings.get(entry.evidence or "") if entry and entry.clinic_id in self.clinic_ids else None

    def words(self, entry: Entry | None) -> str:
        """attempt 42, 17 of 20"""
        if entry is None:
            return ""
        if entry.clinic_id not in self.clinic_ids:
            return "for another clinic"
        sitting = self.sitting(entry)
        return f"{entry.evidence}, {sitting.score}" if sitting else entry.evidence or ""


@dataclass(frozen=True)
class TimelineLine:
    recorded_at: datetime
    when: str
    what: str
    why: str


def timeline(events: Sequence[Event], name: str, clinic: Clinic) -> list[TimelineLine]:
    """The trail as sentences, in the clinic's time."""
    return [
        TimelineLine(
            event.recorded_at,
            local(event.recorded_at, clinic),
            sentence(event, name),
            remarks(event, clinic),
        )
        for event in events
    ]


def sentence(event: Event, name: str) -> str:
    subject = event.by.name if event.name in DONE_BY_ANOTHER and event.by else name
    details = {key: in_words(value) for key, value in event.details.items()}
    told = f"{subject} {said(event.name, details)}"
    return told if told.endswith((".", "?", "!")) else f"{told}."  # a reason is often a sentence of its own


def in_words(value: Any) -> Any:
    is_date = isinstance(value, str) and A_DATE.fullmatch(value)
    return day(date.fromisoformat(value)) if is_date else value


def remarks(event: Event, clinic: Clinic) -> str:
    """The other clock, and who: a reason that was given stands in the sentence."""
    who = event.by.name if event.by else "the system"
    return f"Holds from {day(clock.on_day(event.effective_at, clinic.time_zone))}. Recorded by {who}."


def local(moment: datetime, clinic: Clinic) -> str:
    there = moment.astimezone(ZoneInfo(clinic.time_zone))
    return f"{day(there.date())}, {there:%H:%M}"
