"""Stretches of days on which something differs."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Stretch:
    """From the first day to the last, both included; `until` None: to this day."""

    name: str
    since: date
    until: date | None

    def as_document(self) -> dict[str, str | None]:
        return {
            "name": self.name,
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
        }


def stretches(days: Iterable[date], there: Mapping[date, Set[str]]) -> list[Stretch]:
    """By name, oldest first. `days` are those on which something may begin or end, up to today; `there` says which
    names are there on each of them, and so until the day before the next one."""
    days = sorted(set(days))
    found: list[Stretch] = []
    for name in sorted({name for names in there.values() for name in names}):
        since: date | None = None
        for day in days:
            if name in there[day] and since is None:
                since = day
            elif name not in there[day] and since is not None:
                found.append(Stretch(name, since, day - timedelta(days=1)))
                since = None
        if since is not None:
            found.append(Stretch(name, since, None))
    return found
