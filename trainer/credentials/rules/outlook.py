"""What somebody still has to do for a credential, requirement by requirement."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.credentials.rules.days import BY_RANK, DUE_SOON, LAPSED, URGENCY, State
from trainer.credentials.rules.earning import Window, window
from trainer.credentials.rules.evidence import FOREVER, Asked, Finding, counts_until, examine
from trainer.credentials.rules.history import Entry, Held, History
from trainer.credentials.rules.policies import Policy
from trainer.credentials.rules.requirements import AtLeast, ByProfession, Leaf
from trainer.credentials.rules.standing import Standing


@dataclass(frozen=True)
class Cell:
    """One requirement of one person on one day.

    `until` is the last day on which it counts, or on which it ended (None: no end, or nothing there).
    `is_open` says that it stands in the way of earning, keeping or renewing now.
    """

    leaf: Leaf
    state: State
    until: date | None
    newest: Entry | None
    is_open: bool

    @property
    def key(self) -> tuple[str, str | None]:
        return self.leaf.kind, self.leaf.subject


@dataclass(frozen=True)
class Outlook:
    """`window`: when the refresher renews what is held (None: nothing is held, or there is no window)."""

    cells: tuple[Cell, ...]
    window: Window | None

    @property
    def by_key(self) -> dict[tuple[str, str | None], Cell]:
        """Of several about the same thing (a policy's hours and those of a state), the one that stands worst."""
        found: dict[tuple[str, str | None], Cell] = {}
        for cell in self.cells:
            other = found.get(cell.key)
            if other is None or URGENCY[cell.state] < URGENCY[other.state]:
                found[cell.key] = cell
        return found

    @property
    def to_do(self) -> list[Cell]:
        """What is open, the most urgent first."""
        return sorted(
            (one for one in self.cells if one.is_open), key=lambda one: (URGENCY[one.state], one.until or date.min)
        )


def outlook(policy: Policy, standing: Standing, history: History) -> Outlook:
    """Before the window opens, what was shown once rests: it did its work, and is as good as the certificate. In the
    window and in grace the refresher is what is asked for; after a lapse everything, and after a revocation, too."""
    held, day, revoked = standing.certificate, standing.day, standing.revocation
    if held is None and revoked is not None:
        since = Asked(day, policy.due_soon_days, since=revoked.from_on + timedelta(days=1))
        found = examine(policy.requires, history, since)
        return Outlook(tuple(own(found, settled=False, ended=revoked.from_on - timedelta(days=1))), None)
    if held is None or policy.renewal is None:
        return Outlook(tuple(own(standing.required, settled=False)), None)
    open_days = window(held, policy.renewal, history)
    if day > open_days.closes_on:
        since = Asked(day, policy.due_soon_days, since=open_days.opens_on)
        found = examine(policy.requires, history, since)
        return Outlook(tuple(own(found, settled=False, ended=held.valid_until)), open_days)
    refreshed: dict[Leaf, Finding] = {}
    if day >= open_days.opens_on:
        asked = Asked(day, policy.due_soon_days, since=open_days.opens_on)
        refreshed = {one.requirement: one for one in examine(policy.renewal.requires, history, asked).leaves}  # type: ignore[misc]
    cells = [resting(one, held, policy, refreshed, day) for one in own(standing.required, settled=False)]
    known = {one.key for one in cells}
    extra = [found for leaf, found in refreshed.items() if (leaf.kind, leaf.subject) not in known]
    return Outlook((*cells, *(again(one, held, day) for one in extra)), open_days)


def own(found: Finding, settled: bool, ended: date = FOREVER) -> Iterator[Cell]:
    """The leaves as they are. Of "so many of" that hold together, the parts that are missing are not open.

    `ended`: the last day on which anything counted that has to be shown anew.
    """
    law = found.requirement.otherwise if isinstance(found.requirement, ByProfession) else None
    if isinstance(law, Leaf) and not any(part.requirement == law for part in found.parts):
        yield Cell(law, found.state, None, None, is_open=False)  # met, or as far as what it asks for is there
    if isinstance(found.requirement, Leaf):
        is_open = found.state != "current" and not settled
        yield Cell(found.requirement, found.state, last_day_of(found, ended), found.newest, is_open)
    is_choice = isinstance(found.requirement, AtLeast) and found.requirement.at_least < len(found.parts)
    for part in found.parts:
        yield from own(part, settled or (is_choice and found.state == "current"), ended)


def last_day_of(found: Finding, ended: date = FOREVER) -> date | None:
    """The last day on which a leaf counts or counted, as far as one entry says so."""
    if found.holds:
        return None if found.until == FOREVER else found.until
    newest, leaf = found.newest, found.requirement
    if newest is None or not newest.good or not isinstance(leaf, Leaf):
        return None
    end = counts_until(newest, leaf) if leaf.ongoing else min(counts_until(newest, leaf), ended)
    return None if end == FOREVER else end


def resting(cell: Cell, held: Held, policy: Policy, refreshed: dict[Leaf, Finding], day: date) -> Cell:
    """A cell while a certificate is held that is renewed in a window."""
    if cell.leaf.ongoing:
        return cell
    found = next((one for leaf, one in refreshed.items() if (leaf.kind, leaf.subject) == cell.key), None)
    if found is not None:
        return again(found, held, day)
    state: State = "lapsed" if day > held.valid_until else "current"
    return Cell(cell.leaf, state, held.valid_until, cell.newest, is_open=False)


def again(found: Finding, held: Held, day: date) -> Cell:
    """A part of the refresher: done, or due by the last day of what is held."""
    leaf = found.requirement
    assert isinstance(leaf, Leaf)
    if found.holds:
        return Cell(leaf, "current", last_day_of(found), found.newest, is_open=False)
    rank = DUE_SOON if day <= held.valid_until else LAPSED
    return Cell(leaf, BY_RANK[rank], held.valid_until, found.newest, is_open=True)
