"""What a believable history looks like: who sat which module when, and how it went. Chance is an argument."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

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


@dataclass(frozen=True)
class Sitting:
    """One attempt of one module."""

    module: str
    started_at: datetime
    passed: bool


def history(story: str, modules: Sequence[str], today: date, random: Random) -> list[Sitting]:
    """The sittings of one person, oldest first."""
    order = random.sample(list(modules), len(modules))
    match story:
        case "current":
            return rounds(order, days_ago(today, random.randint(90, 560)), random)
        case "retaken":
            return rounds(order, days_ago(today, random.randint(90, 560)), random, failures=random.randint(1, 3))
        case "renewed":
            ended = random.randint(5, 45)  # so many days ago the first certificate would have ended
            first = days_ago(today, VALID_DAYS + ended)
            again = days_ago(today, ended + random.randint(40, 80))  # within the usual window of 90 days
            return rounds(order, first, random) + rounds(order, again, random)
        case "due soon":
            return rounds(
                order, days_ago(today, VALID_DAYS - random.randint(6, 55)), random, failures=random.randint(0, 1)
            )
        case "lapsed":
            return rounds(order, days_ago(today, VALID_DAYS + random.randint(8, 300)), random)
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
        day += timedelta(days=random.randint(1, 9))
    return sittings


def days_ago(today: date, days: int) -> date:
    return today - timedelta(days=days)


def hour(day: date, random: Random) -> datetime:
    """Some time of an American working day, so that the day is the same in every time zone used."""
    return datetime.combine(day, time(15 + random.randint(0, 5), random.randint(0, 59)), UTC)
