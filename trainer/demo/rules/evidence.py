"""What else a file holds: hours of training, license checks, cards, observed practicals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from trainer.demo.rules.histories import Sitting, days_ago, hour

LEVELS = ("knowledge", "limbs", "thorax")  # how far somebody means to go, each including the ones before
GAPS = {"license": 4, "standing": 1, "card": 4}  # what went wrong, in percent of those who go beyond knowledge
CHECKED_EVERY = (95, 116)  # days between two looks at the register: the policies want it within 120
CARD_DAYS = 730


@dataclass(frozen=True)
class Piece:
    """One piece of evidence: learned `at`, true from `on`. `missed`: so many points of a practical's checklist."""

    kind: str
    subject: str
    at: datetime
    on: date
    until_on: date | None = None
    missed: int = 0
    good: bool = True
    minutes: int | None = None
    in_person_minutes: int | None = None


@dataclass(frozen=True)
class Wish:
    """How far somebody goes, in which state the license is, and what went wrong, if anything (one of GAPS)."""

    level: str
    state: str
    gap: str = ""
    practicals: bool = True
    pause: tuple[int, int] = (1, 7)  # days between the practicals


def beside(sittings: Sequence[Sitting], wish: Wish, today: date, random: Random) -> list[Piece]:
    """All that stands in a file beside the sittings; nothing for somebody who never sat."""
    if not sittings:
        return []
    first = sittings[0].at.date()
    pieces = [*licenses(first, wish, today, random), *cards(first, wish, today, random)]
    if wish.level != "knowledge":
        pieces += trainings(first, wish, random)
    if wish.level != "knowledge" and wish.practicals:
        for begun, done in completed(sittings):
            pieces += practicals(begun, done, wish, today, random)
    return pieces


def licenses(first: date, wish: Wish, today: date, random: Random) -> list[Piece]:
    days, day = [], first
    stop = days_ago(today, random.randint(125, 170) if wish.gap == "license" else 1)
    while day <= stop:
        days.append(day)
        day += timedelta(days=random.randint(*CHECKED_EVERY))
    found = [Piece("license", wish.state, hour(day, random), day) for day in days]
    if wish.gap == "standing" and len(found) > 1:
        found[-1] = replace(found[-1], good=False)
    return found


def cards(first: date, wish: Wish, today: date, random: Random) -> list[Piece]:
    """Cards for two years each, the next before the last one runs out; found backward from the one at hand."""
    end = days_ago(today, random.randint(3, 60)) if wish.gap == "card" else today + timedelta(random.randint(70, 700))
    found: list[Piece] = []
    while end >= first:
        on = end - timedelta(days=CARD_DAYS)
        shown = max(on, first)
        found.insert(0, Piece("document", "cpr", hour(shown, random), on, until_on=end))
        end = on + timedelta(days=random.randint(2, 20))
    return found


def trainings(first: date, wish: Wish, random: Random) -> list[Piece]:
    """Two courses, together more than the policies ask for; the one for the thorax where it is wanted."""
    courses = [("dry-needling", 27, 21), ("dry-needling", 27, 24)]
    if wish.level == "thorax":
        courses.append(("dry-needling-thorax", 9, 9))
    return [
        Piece(
            "training",
            topic,
            hour(first, random),
            days_ago(first, random.randint(10, 200)),
            minutes=60 * hours,
            in_person_minutes=60 * in_person,
        )
        for topic, hours, in_person in courses
    ]


def completed(sittings: Sequence[Sitting]) -> list[tuple[date, date]]:
    """First and last day of each time that every module was passed; a module once begun and left is none."""
    modules = {one.module for one in sittings}
    found, open_since, done = [], None, set()
    for one in sittings:
        open_since = open_since or one.at.date()
        done |= {one.module} if one.passed else set()
        if done == modules:
            found.append((open_since, one.at.date()))
            open_since, done = None, set()
    return found if len(modules) > 3 else []


def practicals(begun: date, done: date, wish: Wish, today: date, random: Random) -> list[Piece]:
    """After the last module, or where that was just now between them; one in ten goes wrong first."""
    found, day = [], min(done + timedelta(days=random.randint(1, 4)), days_ago(today, 1))
    for region in ("limbs", "thorax") if wish.level == "thorax" else ("limbs",):
        subject = f"needling/{region}"
        later = day + timedelta(days=random.randint(6, 12))
        if random.random() < 0.1 and later < today:
            wrong = Piece("practical", subject, hour(day, random), day, missed=random.randint(1, 3), good=False)
            found.append(wrong)
            day = later
        found.append(Piece("practical", subject, hour(day, random), day))
        day = min(day + timedelta(days=random.randint(*wish.pause)), days_ago(today, 1))
    return found
