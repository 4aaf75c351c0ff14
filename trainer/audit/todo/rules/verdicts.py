"""What stands against doing something to somebody, said before it is done."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Action = Literal["assign", "remind", "grant", "restrict"]
# As buttons and sentences say them.
ACTIONS: dict[Action, str] = {
    "assign": "Assign",
    "remind": "Remind",
    "grant": "Ask for temporary clearance",
    "restrict": "Suspend",
}


@dataclass(frozen=True)
class About:
    """What has to be known of one person about one thing; days are None where there is no such thing.

    `is_me`: the one who acts, also under another account. `is_reached`: no letter to the address came back. `counts`:
    whether completing it would count at the clinic. `assigned_until`: it is asked of them already, by then.
    `cleared_until`: by a certificate, or for a time.
    """

    is_me: bool = False
    is_here: bool = True
    has_address: bool = True
    is_reached: bool = True
    is_suspended: bool = False
    is_on_leave: bool = False
    is_asked_for: bool = False  # a temporary clearance waits for a second person
    was_reminded: bool = False  # of this, today
    counts: bool = True
    assigned_until: date | None = None
    cleared_until: date | None = None


def why_not(action: Action, about: About) -> str | None:
    """The first thing that stands against it, or None."""
    if about.is_me:
        return "This is you. Nobody acts on themselves"
    if not about.is_here:
        return "Does not practice here any more"
    match action:
        case "assign":
            return first(
                (about.is_on_leave, "On leave"),
                (about.assigned_until, f"Asked already, by {spoken(about.assigned_until)}"),
                (not about.counts, "The clinic has not adopted it: a pass would not count"),
            )
        case "remind":
            return first(
                (about.is_on_leave, "On leave nobody is reminded"),
                (not about.has_address, "There is no address to write to"),
                (not about.is_reached, "Letters to this address come back"),
                (about.was_reminded, "Reminded of this today already"),
            )
        case "grant":
            return first(
                (about.is_on_leave, "On leave"),
                (about.is_suspended, "Suspended: a clearance would not clear. Reinstate first"),
                (about.is_asked_for, "Asked for already; it waits for a second person"),
                (about.cleared_until, f"Cleared already, until {spoken(about.cleared_until)}"),
            )
        case "restrict":
            return first((about.is_suspended, "Suspended already"))


def first(*found: tuple[object, str]) -> str | None:
    return next((words for holds, words in found if holds), None)


def spoken(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
