"""Who has lapsed, and who will within so many days: counted in bands, of all credentials that a clinic follows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal, or_, select, union_all

from trainer.audit.queries.roster import Roster
from trainer.audit.rules import lapse_window
from trainer.audit.todo.queries.people import present
from trainer.audit.todo.rules import BANDS, WIDEST
from trainer.credentials.queries import status
from trainer.credentials.rules.days import BY_RANK, CURRENT, DUE_SOON, LAPSED
from trainer.people.models import Person


def lapses(rosters: Sequence[Roster], band: str = "") -> Select:
    """Columns id, name, subject (of the credential), state, valid_until; what ended or ends first comes first.

    `rosters` are those of one clinic, at least one. Who is stopped is on no list: nothing of theirs lapses now.
    """
    found = everybody(rosters)
    state = case(dict(enumerate(BY_RANK)), value=found.c.rank).label("state")
    return (
        select(Person.id, Person.name, found.c.subject, state, found.c.valid_until)
        .join(found, found.c.person_id == Person.id)
        .where(is_in(found, rosters[0], band))
        .order_by(found.c.rank, found.c.valid_until, func.lower(Person.name), Person.id, found.c.subject)
    )


def everybody(rosters: Sequence[Roster]) -> Subquery:
    each = []
    for roster in rosters:
        stand = status.standings(roster.asked, present(roster.clinic_id, roster.day))
        each.append(
            select(
                literal(roster.asked.slug).label("subject"),
                literal(roster.asked.policy.due_soon_days).label("due_soon_days"),
                stand.c.person_id,
                stand.c.rank,
                stand.c.valid_until,
            )
        )
    return union_all(*each).subquery("everybody")


def is_in(found: Subquery, roster: Roster, band: str) -> ColumnElement[bool]:
    """Whether a row is in a band; without one, whether it has lapsed or is in the widest.

    What is due soon although its certificate lasts is so by what must hold every day: it ends within those days.
    """
    c = found.c
    if band == "lapsed":
        return c.rank == LAPSED
    days = int(band) if band else WIDEST
    holds = and_(c.rank.in_((CURRENT, DUE_SOON)), c.valid_until >= roster.day)
    ends = or_(
        c.valid_until.between(*lapse_window(roster.day, days)), and_(c.rank == DUE_SOON, c.due_soon_days <= days)
    )
    will = and_(holds, ends)
    return will if band else or_(c.rank == LAPSED, will)


def counted(rosters: Sequence[Roster]) -> tuple[Subquery, list[ColumnElement[Any]]]:
    """What to count from, and the numbers: of all, then of each band."""
    found = everybody(rosters)
    return found, [
        func.coalesce(func.sum(case((is_in(found, rosters[0], band), 1), else_=0)), 0) for band in ("", *BANDS)
    ]
