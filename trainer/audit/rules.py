"""What a director asks of a roster, on which day and as known when, and what somebody should do next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

Sort = Literal["urgency", "name", "profession", "until"]

# As the pages say them; the keys are what stands in an address.
SORTS: dict[Sort, str] = {
    "urgency": "Most urgent first",
    "until": "Last day",
    "name": "Name",
    "profession": "Profession",
}
STATES = {
    "current": "Current",
    "due_soon": "Due soon",
    "lapsed": "Lapsed",
    "missing": "Missing",
    "stopped": "Stopped",
}
ORIGINS = {"not_verified": "Imported, not yet verified"}


EARLIEST = date(1900, 1, 1)
DAYS_AHEAD = 3650  # how far one may look ahead, to what will stand if nothing new comes


@dataclass(frozen=True)
class Clocks:
    """What held on `day`, as far as it was recorded by the end of `known_on`, which is the moment `known_at`.

    `known_on` None: by what is known now. `current_day` is the day where the clinic is.
    """

    day: date
    current_day: date
    known_on: date | None = None
    known_at: datetime | None = None

    @property
    def as_of(self) -> str:
        return in_words(self.day)

    @property
    def as_known(self) -> str:
        if self.known_on:
            return f"on {in_words(self.known_on)}"
        return "today" if self.day == self.current_day else f"today, {in_words(self.current_day)}"

    @property
    def known_day(self) -> date:
        return self.known_on or self.current_day

    @property
    def sentence(self) -> str:
        return f"As of {self.as_of}, as known {self.as_known}"

    @property
    def turned(self) -> bool:
        """Whether one of the two is not simply now."""
        return self.day != self.current_day or self.known_on is not None

    @property
    def in_address(self) -> dict[str, str]:
        """What an address must say to look at the same days again; a day that was not asked for moves with time."""
        said = {
            "as_of": self.day.isoformat() if self.day != self.current_day else "",
            "as_known_on": self.known_on.isoformat() if self.known_on else "",
        }
        return {name: value for name, value in said.items() if value}

    @property
    def in_a_name(self) -> str:
        """Both, for the name of a file."""
        return f"as-of-{self.day}-known-{self.known_day}"

    @property
    def then(self) -> date | None:
        """The day whose knowledge is compared with today's: the one asked for, or of a day in the past itself."""
        return self.known_on or (self.day if self.day < self.current_day else None)


def in_words(day: date) -> str:
    """14 March 2027"""
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True)
class Filter:
    """Which people of a roster, in which order. Empty means everyone; `within` is in days, `credential` a slug."""

    credential: str = ""
    profession: str = ""
    state: str = ""
    within: int | None = None
    name: str = ""
    origin: str = ""
    sort: Sort = "urgency"

    @property
    def narrows(self) -> bool:
        """Whether it leaves anybody out."""
        return bool(self.profession or self.state or self.within or self.name or self.origin)

    @property
    def in_address(self) -> dict[str, str]:
        """What an address must say to ask for it again."""
        said = {name: str(value) for name, value in vars(self).items() if value}
        return {name: value for name, value in said.items() if (name, value) != ("sort", "urgency")}

    @property
    def in_words(self) -> str:
        words = [
            self.profession,
            f"state {STATES[self.state].lower()}" if self.state else "",
            f"lapses within {self.within} days" if self.within else "",
            f"name “{self.name}”" if self.name else "",
            ORIGINS[self.origin].lower() if self.origin else "",
        ]
        return ", ".join(word for word in words if word) or "everyone"

    def but(self, **changes: object) -> "Filter":
        return replace(self, **changes)  # type: ignore[arg-type]


def lapse_window(today: date, days: int) -> tuple[date, date]:
    """The first and the last `valid_until` of what lapses within so many days: its last day is so many days away.

    A letter "7 days before the last day" goes out on the first day on which that is within 7 days. A policy counts its
    warning otherwise, the last day among them: with as many days, it calls due soon what is in here a day later.
    """
    return today, today + timedelta(days=days)


@dataclass(frozen=True)
class Due:
    """A module that somebody has to pass, or to pass again; `counts` says whether a pass of it would count.

    After a failed attempt `opens_at` is when the next may begin, and `attempt` the one that was failed.
    """

    module: str
    counts: bool
    until: date | None = None
    opens_at: datetime | None = None
    attempt: int | None = None


def urgency(state: str, can_renew: bool, last_day: date | None) -> tuple[int, date]:
    """The order among somebody's credentials: what can still be kept, by its last day, then what lapsed, then the rest.

    `can_renew`: the window of a renewal is open, or its grace. `last_day`: the last one on which it can be kept.
    """
    rank = 0 if can_renew else ("due_soon", "lapsed", "missing", "current", "stopped").index(state)
    return rank, last_day or date.max


@dataclass(frozen=True)
class Step:
    """What somebody should do next: go on with an attempt, take a module, wait, only practice, or nothing for now."""

    kind: Literal["go on", "take", "wait", "practice", "rest"]
    due: Due | None = None


def next_step(has_open_attempt: bool, due: Iterable[Due]) -> Step:
    """`due` begins with the most urgent. What can be taken now comes first, then what must wait, then practice."""
    if has_open_attempt:
        return Step("go on")
    due = list(due)
    waits: list[tuple[datetime, str, Due]] = []
    for one in due:
        if one.counts and one.opens_at is None:
            return Step("take", one)
        if one.counts and one.opens_at is not None:
            waits.append((one.opens_at, one.module, one))
    if waits:
        return Step("wait", min(waits, key=lambda wait: wait[:2])[2])
    return Step("practice", due[0]) if due else Step("rest")
