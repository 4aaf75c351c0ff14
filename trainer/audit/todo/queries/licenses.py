"""rules.licenses.finding as SQL: a test holds the two equal."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal, null, or_, select, true, union_all
from sqlalchemy.orm import aliased

from trainer.audit.queries.roster import profession_on
from trainer.audit.todo.queries.people import WHOSE, Account, present
from trainer.audit.todo.rules import FINDINGS, LICENSE_DAYS, Wanted
from trainer.credentials.models import Entry
from trainer.people.models import Person

GRAVEST_FIRST = {name: place for place, name in enumerate(FINDINGS)}


def license_checks(clinic_id: int, day: date, wanted: Sequence[Wanted]) -> Select:
    """Columns id, name, state (of the land, or none), days, finding, good_on, bad_on, expires_on; the gravest first.

    `wanted` are the licenses that the clinic's policies ask for, at least one.
    """
    each = union_all(*(of_one(clinic_id, day, one) for one in wanted)).subquery("licenses")
    return (
        select(Person.id, Person.name, *(column for column in each.c if column.name != "person_id"))
        .join(each, each.c.person_id == Person.id)
        .where(each.c.finding.is_not(None))
        .order_by(case(GRAVEST_FIRST, value=each.c.finding), func.lower(Person.name), Person.id, each.c.state)
    )


def of_one(clinic_id: int, day: date, wanted: Wanted) -> Select:
    checks = newest_checks(day, wanted.state)
    c = checks.c
    return (
        select(
            Person.id.label("person_id"),
            literal(wanted.state or "").label("state"),
            literal(wanted.days or 0).label("days"),
            finding(checks, wanted, day).label("finding"),
            c.good_on,
            c.bad_on,
            c.expires_on,
        )
        .outerjoin(checks, c.owner == Person.id)
        .where(Person.id.in_(present(clinic_id, day)), is_asked(wanted, day))
    )


def is_asked(wanted: Wanted, day: date) -> ColumnElement[bool]:
    """By the profession that somebody has on the day."""
    if wanted.only is None and not wanted.but:
        return true()
    profession = func.coalesce(profession_on(day, None), "")
    if wanted.only is not None:
        return profession.in_(sorted(wanted.only))
    return profession.not_in(sorted(wanted.but))


def newest_checks(day: date, state: str | None) -> Subquery:
    """By human being the newest good check, with the license's last day by that one, and the newest bad one."""
    correction = aliased(Entry)
    voided = select(correction.id).where(correction.kind == "correction", correction.refers_to_id == Entry.id)
    place = func.row_number().over(partition_by=(WHOSE, Entry.good), order_by=(Entry.from_on.desc(), Entry.id.desc()))
    found = (
        select(WHOSE.label("owner"), Entry.good, Entry.from_on, Entry.until_on, place.label("place"))
        .select_from(Entry)
        .join(Account, Account.id == Entry.person_id)
        .where(Entry.kind == "license", Entry.from_on <= day, ~voided.exists())
    )
    if state is not None:
        found = found.where(Entry.subject == state)
    checks = found.subquery("checks")
    good = checks.c.good.is_(True)
    return (
        select(
            checks.c.owner,
            func.max(case((good, checks.c.from_on))).label("good_on"),
            func.max(case((~good, checks.c.from_on))).label("bad_on"),
            func.max(case((good, checks.c.until_on))).label("expires_on"),
        )
        .where(checks.c.place == 1)
        .group_by(checks.c.owner)
        .subquery()
    )


def finding(checks: Subquery, wanted: Wanted, day: date) -> ColumnElement[str | None]:
    good_on, bad_on, expires_on = checks.c.good_on, checks.c.bad_on, checks.c.expires_on
    ahead = day + timedelta(days=LICENSE_DAYS)
    found = [
        (and_(bad_on.is_not(None), or_(good_on.is_(None), bad_on >= good_on)), "bad"),
        (good_on.is_(None), "never"),
        (expires_on < day, "expired"),
    ]
    soon = expires_on < ahead
    if wanted.days is not None:
        found.append((good_on < day - timedelta(days=wanted.days), "overdue"))
        soon = or_(soon, good_on < ahead - timedelta(days=wanted.days))
    return case(*found, (soon, "due"), else_=null())
