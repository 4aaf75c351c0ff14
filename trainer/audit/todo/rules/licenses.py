"""Whose license wants looking up: never checked, found not in order, run out, checked too long ago, or soon so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from trainer.credentials.rules import AtLeast, ByProfession, Leaf, Requirement

Finding = Literal["bad", "never", "expired", "overdue", "due"]
FINDINGS: dict[Finding, str] = {  # the gravest first
    "bad": "Found not in good standing",
    "never": "Never checked",
    "expired": "The license has run out",
    "overdue": "Check overdue",
    "due": "Check falls due",
}


@dataclass(frozen=True)
class Wanted:
    """A license that a policy asks for: of which state (None: any), looked up within so many days (None: once).

    `only` the professions of whom it is asked, None: of all; `but` those of whom it is not.
    """

    state: str | None
    days: int | None
    only: frozenset[str] | None = None
    but: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Check:
    """What the register was found to say of somebody: the last day of good news and of bad, and until when the license
    is good by the last good one."""

    good_on: date | None = None
    bad_on: date | None = None
    expires_on: date | None = None


def wanted(requirements: Iterable[Requirement]) -> list[Wanted]:
    """Of all these the licenses, each once; of one license that is asked for twice the shorter time."""
    found: dict[tuple, Wanted] = {}
    for requirement in requirements:
        for one in licenses_in(requirement):
            key = (one.state, one.only, one.but)
            days = [other for other in (one.days, found[key].days if key in found else None) if other is not None]
            found[key] = Wanted(one.state, min(days, default=None), one.only, one.but)
    return sorted(found.values(), key=lambda one: (one.state or "", sorted(one.only or ()), sorted(one.but)))


def licenses_in(
    requirement: Requirement, only: frozenset[str] | None = None, but: frozenset[str] = frozenset()
) -> Iterator[Wanted]:
    match requirement:
        case Leaf(kind="license"):
            yield Wanted(requirement.subject, requirement.days, only, but)
        case AtLeast(parts=parts):
            for part in parts:
                yield from licenses_in(part, only, but)
        case ByProfession(branches, otherwise):
            for name, part in branches.items():
                if (only is None or name in only) and name not in but:
                    yield from licenses_in(part, frozenset({name}))
            if otherwise is not None:
                yield from licenses_in(otherwise, None if only is None else only - set(branches), but | set(branches))


def counts_until(check: Check, days: int | None) -> date | None:
    """The last day on which the last good check counts; None: it has no end."""
    ends = [check.expires_on] if check.expires_on else []
    if days is not None and check.good_on is not None:
        ends.append(check.good_on + timedelta(days=days))
    return min(ends, default=None)


def finding(check: Check, days: int | None, day: date, ahead: int) -> Finding | None:
    """On one day bad news beats good. The last day on which a check counts is not overdue yet."""
    if check.bad_on is not None and (check.good_on is None or check.bad_on >= check.good_on):
        return "bad"
    if check.good_on is None:
        return "never"
    if check.expires_on is not None and check.expires_on < day:
        return "expired"
    until = counts_until(check, days)
    if until is None or until >= day + timedelta(days=ahead):
        return None
    return "overdue" if until < day else "due"
