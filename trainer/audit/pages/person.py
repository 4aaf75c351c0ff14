"""One person as the clinic's director sees them: what they hold and why, what they sat, and the trail in sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from trainer import clock
from trainer.credentials.models import Entry
from trainer.people.models import Clinic
from trainer.quizzes.rules import Result
from trainer.trail import Event, said
from trainer.web.pages import day

DATES = {"valid_from", "valid_until", "from_on", "on"}
DONE_BY_ANOTHER = {"person.left"}  # the sentence is about what `by` did, not what the person did


@dataclass(frozen=True)
class Sitting:
    """An attempt, without form and answers."""

    row: Row

    @property
    def evidence(self) -> str:
        return f"attempt {self.row.id}"

    @property
    def is_practice(self) -> bool:
        return self.row.adoption_id is None

    @property
    def score(self) -> str:
        """17 of 20"""
        if self.row.result is None:
            return ""
        total = Result.from_document(self.row.result).total
        return f"{round(total.right, 2):g} of {total.out_of}"


@dataclass(frozen=True)
class Evidence:
    """What the passes of one person rest on, as far as the director may see: by the words that a pass keeps."""

    sittings: dict[str, Sitting]
    clinic_ids: frozenset[int]

    @classmethod
    def of(cls, sittings: Iterable[Sitting], clinics: Iterable[Clinic]) -> "Evidence":
        return cls({one.evidence: one for one in sittings}, frozenset(clinic.id for clinic in clinics))

    def words(self, entry: Entry | None) -> str:
        """attempt 42, 17 of 20"""
        if entry is None:
            return ""
        if entry.clinic_id not in self.clinic_ids:
            return "for another clinic"
        sitting = self.sittings.get(entry.evidence or "")
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
    details = {key: day(date.fromisoformat(value)) if key in DATES else value for key, value in event.details.items()}
    return f"{subject} {said(event.name, details)}."


def remarks(event: Event, clinic: Clinic) -> str:
    """Who did it, where it is not the person; since when it holds, where that is not the day of recording."""
    words = []
    if event.by is None:
        words.append("Recorded by the system.")
    elif event.by_id != event.about_id and event.name not in DONE_BY_ANOTHER:
        words.append(f"Done by {event.by.name}.")
    effective_on = clock.on_day(event.effective_at, clinic.time_zone)
    if effective_on != clock.on_day(event.recorded_at, clinic.time_zone):
        words.append(f"Holds from {day(effective_on)}.")
    return " ".join(words)


def local(moment: datetime, clinic: Clinic) -> str:
    there = moment.astimezone(ZoneInfo(clinic.time_zone))
    return f"{day(there.date())}, {there:%H:%M}"
