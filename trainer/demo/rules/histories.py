"""Who sat which module when, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from trainer.credentials.rules import last_day

# How often each story is told among many people, in percent.
STORIES = {
    "current": 44,
    "retaken": 12,
    "renewed": 10,
    "due soon": 10,
    "lapsed": 10,
    "underway": 7,
    "failing": 3,
    "new": 4,
}
VALID_DAYS = 730  # two years, near enough to aim a history at "due soon" or "lapsed"
MONTHS = 24
FEW = 4  # so many modules may be taken days apart; of more the first would age too much


@dataclass(frozen=True)
class Sitting:
    """One attempt of one module."""

    module: str
    at: datetime
    passed: bool


def history(story: str, modules: Sequence[str], today: date, random: Random) -> list[Sitting]:
    """The sittings of one person, oldest first. "ends in 30" is a story too: the first pass counts 30 days more."""
    order = random.sample(list(modules), len(modules))
    if story.startswith("ends in "):
        return rounds(order, first_day(today + timedelta(days=int(story.removeprefix("ends in ")))), random)
    match story:
        case "current":
            return rounds(order, days_ago(today, random.randint(100, 560)), random)
        case "retaken":
            return rounds(order, days_ago(today, random.randint(100, 560)), random, failures=random.randint(1, 3))
        case "renewed":
            ended = random.randint(5, 45)  # so many days ago the first certificate would have ended
            first = days_ago(today, VALID_DAYS + ended)
            again = days_ago(today, ended + random.randint(40, 60))  # within the usual window of 90 days
            return rounds(order, first, random) + rounds(order, again, random)
        case "leading":
            return rounds(order, days_ago(today, 1190), random) + rounds(order, days_ago(today, 520), random)
        case "due soon":
            return rounds(
                order, days_ago(today, VALID_DAYS - random.randint(6, 45)), random, failures=random.randint(0, 1)
            )
        case "lapsed":
            return rounds(order, days_ago(today, VALID_DAYS + random.randint(45, 300)), random)
        case "underway":
            done = rounds(order[:2], days_ago(today, random.randint(15, 120)), random)
            return [*done, Sitting(order[2], hour(days_ago(today, random.randint(3, 9)), random), passed=False)]
        case "failing":
            first = days_ago(today, random.randint(20, 60))
            return [Sitting(order[0], hour(first + timedelta(days=2 * n), random), passed=False) for n in range(2)]
    return []


def rounds(modules: Sequence[str], begin: date, random: Random, failures: int = 0) -> list[Sitting]:
    """Each module passed once, some days apart; the first `failures` of them after a failed attempt two days before."""
    sittings, day = [], begin
    for number, module in enumerate(modules):
        if number < failures:
            sittings.append(Sitting(module, hour(day, random), passed=False))
            day += timedelta(days=2)
        sittings.append(Sitting(module, hour(day, random), passed=True))
        day += timedelta(days=random.randint(1, 9 if len(modules) <= FEW else 5))
    return sittings


def first_day(until: date) -> date:
    """The day from which 24 months last until `until`, or at the end of a month a day or two less."""
    began = until - timedelta(days=VALID_DAYS + 3)
    return max(day for day in (began + timedelta(days=n) for n in range(7)) if last_day(day, MONTHS) <= until)


def days_ago(today: date, days: int) -> date:
    return today - timedelta(days=days)


def hour(day: date, random: Random) -> datetime:
    """Some time of an American working day, so that the day is the same in every time zone used."""
    return datetime.combine(day, time(15 + random.randint(0, 5), random.randint(0, 59)), UTC)
