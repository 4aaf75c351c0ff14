"""Whether the evidence meets a requirement on a day, and until when it will: one tree of reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.credentials.rules.days import (
    BY_RANK,
    CURRENT,
    DUE_SOON,
    LAPSED,
    MISSING,
    STOPPED,
    State,
    last_day,
)
from trainer.credentials.rules.history import Entry, History
from trainer.credentials.rules.requirements import AtLeast, ByProfession, Leaf, Requirement

FOREVER = date.max


@dataclass(frozen=True)
class Finding:
    """One requirement on one day. `until` is the last day on which it holds if nothing new comes (date.max: no end).

    For a leaf `used` is what it rests on, `counting` all that count, also where they are not enough, and `newest` the
    newest entry of its kind, whether it counts or not.
    """

    requirement: Requirement
    rank: int
    until: date | None
    parts: tuple["Finding", ...] = ()
    used: tuple[Entry, ...] = ()
    newest: Entry | None = None
    counting: tuple[Entry, ...] = ()

    @property
    def state(self) -> State:
        return BY_RANK[self.rank]

    @property
    def holds(self) -> bool:
        return self.rank >= DUE_SOON

    @property
    def leaves(self) -> Iterator["Finding"]:
        if isinstance(self.requirement, Leaf):
            yield self
        for part in self.parts:
            yield from part.leaves

    @property
    def evidence(self) -> tuple[Entry, ...]:
        """What it rests on, of the parts that hold."""
        below = tuple(entry for part in self.parts if part.holds for entry in part.evidence)
        return tuple(dict.fromkeys((*self.used, *below)))


@dataclass(frozen=True)
class Asked:
    """The day, how many days before the end something is due soon, and the first day of what counts (None: any)."""

    day: date
    due_soon_days: int = 0
    since: date | None = None


def examine(requirement: Requirement, history: History, asked: Asked) -> Finding:
    """How a requirement stands. Ranks are those of `days.URGENCY`: "so many of" is the k-th best of the parts."""
    match requirement:
        case Leaf():
            return examine_leaf(requirement, history, asked)
        case AtLeast(at_least, parts):
            found = tuple(examine(part, history, asked) for part in parts)
            return together(requirement, at_least, found)
        case ByProfession(branches, otherwise):
            profession = history.profession(asked.day)
            part = branches.get(profession, otherwise) if profession else otherwise
            if part is None:
                return Finding(requirement, MISSING, None)
            below = examine(part, history, asked)
            return Finding(requirement, below.rank, below.until, (below,))


def together(requirement: AtLeast, at_least: int, found: tuple[Finding, ...]) -> Finding:
    if at_least == 0:
        return Finding(requirement, CURRENT, FOREVER, found)
    rank = sorted((one.rank for one in found), reverse=True)[at_least - 1]
    ends = sorted((one.until or date.min for one in found if one.holds), reverse=True)
    return Finding(requirement, rank, ends[at_least - 1] if rank >= DUE_SOON else None, found)


def examine_leaf(leaf: Leaf, history: History, asked: Asked) -> Finding:
    entries = sorted(
        history.of(leaf.kind, leaf.subject, asked.day), key=lambda one: (one.from_on, one.good, one.subject)
    )
    newest = max(entries, key=lambda one: (one.from_on, not one.good), default=None)
    if leaf.newest_decides and newest is not None and not newest.good:
        return Finding(leaf, STOPPED, None, newest=newest)
    good = [one for one in entries if is_good(one, leaf, entries, asked)]
    counting = [one for one in good if counts_until(one, leaf) >= asked.day]
    enough, until = (added_up if leaf.minutes or leaf.in_person_minutes else best_of)(counting, leaf)
    if enough is None or until is None:
        return Finding(leaf, LAPSED if entries else MISSING, None, newest=newest, counting=tuple(counting))
    rank = DUE_SOON if until != FOREVER and until < asked.day + timedelta(days=asked.due_soon_days) else CURRENT
    return Finding(leaf, rank, until, used=enough, newest=newest, counting=tuple(counting))


def is_good(entry: Entry, leaf: Leaf, entries: Sequence[Entry], asked: Asked) -> bool:
    """Whether the entry can count at all, but for its age."""
    if not entry.good or (leaf.percent is not None and (entry.percent or 0) < leaf.percent):
        return False
    if leaf.newest_decides and any(not one.good and one.from_on >= entry.from_on for one in entries):
        return False
    return leaf.ongoing or asked.since is None or entry.from_on >= asked.since


def counts_until(entry: Entry, leaf: Leaf) -> date:
    """The last day on which an entry counts for a leaf."""
    ends = [entry.until_on or FOREVER]
    if leaf.months is not None:
        ends.append(last_day(entry.from_on, leaf.months))
    if leaf.days is not None:
        ends.append(entry.from_on + timedelta(days=leaf.days))
    return min(ends)


def best_of(counting: Sequence[Entry], leaf: Leaf) -> tuple[tuple[Entry, ...] | None, date | None]:
    """The entry that counts longest; of equals the newest."""
    if not counting:
        return None, None
    best = max(counting, key=lambda one: (counts_until(one, leaf), one.from_on, one.id))
    return (best,), counts_until(best, leaf)


def added_up(counting: Sequence[Entry], leaf: Leaf) -> tuple[tuple[Entry, ...] | None, date | None]:
    """All that count, and the last day on which those that still count then are enough."""
    ends = sorted({counts_until(one, leaf) for one in counting})
    enough = [end for end in ends if is_enough([one for one in counting if counts_until(one, leaf) >= end], leaf)]
    return (tuple(counting), max(enough)) if enough else (None, None)


def is_enough(counting: Sequence[Entry], leaf: Leaf) -> bool:
    minutes, in_person = total(counting, "minutes"), total(counting, "in_person_minutes")
    return minutes >= (leaf.minutes or 0) and in_person >= (leaf.in_person_minutes or 0)


def total(entries: Sequence[Entry], column: str) -> int:
    return sum(getattr(one, column) or 0 for one in entries)
