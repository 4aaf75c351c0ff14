"""Entries, certificates and policies as the rules see them, with few words."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from trainer.credentials.rules import (
    Entry,
    Held,
    History,
    Leaf,
    Policy,
    Renewal,
    Validity,
    every,
    standing,
)

numbers = count(1)
MODULES = ("muscle", "twitch", "lung", "clean")


def entry(kind: str, subject: str, from_on: date, **changes) -> Entry:
    """Recorded at noon of its own day, unless said otherwise."""
    usual: dict[str, Any] = {"id": next(numbers), "recorded_at": noon(from_on)}
    return Entry(kind=kind, subject=subject, from_on=from_on, **usual | changes)


def passed(module: str, on: date, **changes) -> Entry:
    return entry("module", module, on, **changes)


def held(valid_from: date, valid_until: date, **changes) -> Held:
    usual: dict[str, Any] = {"id": next(numbers), "credential": "needling", "policy": 1}
    usual["recorded_at"] = noon(valid_from)
    return Held(valid_from=valid_from, valid_until=valid_until, **usual | changes)


def known(*rows: Entry | Held) -> History:
    return History(
        tuple(one for one in rows if isinstance(one, Entry)), tuple(one for one in rows if isinstance(one, Held))
    )


def modules(*names: str, months: int = 24):
    return every(*(Leaf("module", name, months=months) for name in names or MODULES))


def policy(*names: str, **changes) -> Policy:
    """Lasts as long as the oldest pass, and is renewed whenever a newer set of passes lasts longer."""
    usual = {"credential": "needling", "requires": modules(*names), "validity": Validity("evidence")}
    return Policy(**usual | changes)


def windowed(*names: str, **changes) -> Policy:
    """24 months from the last day before; renewed from 90 days before until 30 days after, by all modules anew."""
    usual = {
        "validity": Validity("last day", months=24),
        "renewal": Renewal(90, 30, modules(*names)),
    }
    return policy(*names, **usual | changes)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


# A certificate, and what a policy may ask for besides.
FIRST, LAST = date(2026, 3, 1), date(2028, 2, 29)
HELD = held(FIRST, LAST)
DAY = timedelta(days=1)
LICENSE = Leaf("license", None, days=120, ongoing=True)
CHECKED = policy(requires=every(modules("lung"), LICENSE))


def state(day, *rows, wanted=None):
    return standing(wanted or policy(), known(*rows), day).state
