"""The roster: everyone who practices in a clinic today, and how each stands with one credential.

State is computed in the database, by the clinic's day, as credentials.rules.state_on does it; a test holds the two
equal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Case, ColumnElement, ScalarSelect, Select, Subquery, case, func, literal, or_, select, union_all

from trainer.audit.rules import Filter, lapse_window
from trainer.banks.models import Module
from trainer.credentials.models import Certificate, ModulePass
from trainer.credentials.rules import URGENCY
from trainer.db import db
from trainer.people.models import Membership, Person
from trainer.quizzes.models import Attempt


@dataclass(frozen=True)
class Roster:
    """Whose roster, of which credential, on which day."""

    clinic_id: int
    credential_id: int
    day: date
    due_soon_days: int


def counts(rosters: Sequence[Roster], wanted: Filter) -> dict[tuple[int, str], int]:
    """How many people stand in each state, by clinic and state; the filter's own state does not narrow it."""
    each = []
    for roster in rosters:
        people = narrowed(roster, wanted)
        each.append(
            select(literal(roster.clinic_id).label("clinic_id"), people.c.state, func.count().label("people"))
            .select_from(people)
            .group_by(people.c.state)
        )
    if not each:
        return {}
    rows = db.session.execute(union_all(*each))
    return {(clinic_id, state): number for clinic_id, state, number in rows}


def people(roster: Roster, wanted: Filter) -> Select:
    """Columns id, name, email, profession, valid_until and state; in the order asked for, down to the id."""
    return ordered(narrowed(roster, wanted), wanted)


def ordered(found: Subquery, wanted: Filter) -> Select:
    statement = select(found)
    if wanted.state:
        statement = statement.where(found.c.state == wanted.state)
    by_name = (func.lower(found.c.name), found.c.id)
    by_day = (found.c.valid_until.is_(None), found.c.valid_until, *by_name)
    match wanted.sort:
        case "name":
            return statement.order_by(*by_name)
        case "profession":
            return statement.order_by(found.c.profession.is_(None), found.c.profession, *by_name)
        case "until":
            return statement.order_by(*by_day)
        case _:
            return statement.order_by(case(dict(URGENCY), value=found.c.state), *by_day)


def narrowed(roster: Roster, wanted: Filter) -> Subquery:
    """The practitioners of the clinic, with what they hold; profession, name and days narrow it, state does not."""
    until = valid_until(roster.credential_id, roster.day)
    holders = select(Person.id, Person.name, Person.email, Person.profession, until.label("valid_until")).where(
        Person.id.in_(practitioners(roster.clinic_id, roster.day))
    )
    if wanted.profession:
        holders = holders.where(Person.profession == wanted.profession)
    for word in wanted.name.split():
        holders = holders.where(Person.name.icontains(word, autoescape=True))
    held = holders.subquery()
    statement = select(held, state(held.c.valid_until, roster.day, roster.due_soon_days).label("state"))
    if wanted.within:
        statement = statement.where(held.c.valid_until.between(*lapse_window(roster.day, wanted.within)))
    return statement.subquery()


def practitioners(clinic_id: int, day: date) -> Select:
    """Everyone who practices in the clinic on the day."""
    return select(Membership.person_id).where(
        Membership.clinic_id == clinic_id,
        Membership.role == "practitioner",
        Membership.joined_on <= day,
        or_(Membership.left_on.is_(None), Membership.left_on >= day),
    )


def valid_until(credential_id: int, day: date) -> ScalarSelect[date]:
    """The last day of what a person holds on the day, whichever clinic issued it; as credentials.rules.in_force."""
    return (
        select(func.max(Certificate.valid_until))
        .where(
            Certificate.person_id == Person.id,
            Certificate.credential_id == credential_id,
            Certificate.valid_from <= day,
        )
        .correlate(Person)
        .scalar_subquery()
    )


def state(until: ColumnElement, day: date, due_soon_days: int) -> Case[str]:
    """credentials.rules.state_on, in SQL, for what has begun."""
    return case(
        (until.is_(None), "missing"),
        (until < day, "lapsed"),
        (until < day + timedelta(days=due_soon_days), "due_soon"),
        else_="current",
    )


def matrix(roster: Roster, wanted: Filter, modules: Sequence[str]) -> Select:
    """As `people`, and for each module the day of the newest pass and the number of attempts not passed: for exports,
    where every row is wanted and one statement can be read as it comes."""
    found = narrowed(roster, wanted)
    columns: list[ScalarSelect] = []
    for module in modules:
        columns += [newest_pass(found.c.id, module, roster.day), not_passed(found.c.id, module, roster.clinic_id)]
    return ordered(found, wanted).add_columns(*columns)


def newest_pass(person_id: ColumnElement[int], module: str, day: date) -> ScalarSelect[date]:
    return (
        select(func.max(ModulePass.passed_on))
        .where(ModulePass.person_id == person_id, ModulePass.module == module, ModulePass.passed_on <= day)
        .scalar_subquery()
    )


def not_passed(person_id: ColumnElement[int], module: str, clinic_id: int) -> ScalarSelect[int]:
    return (
        select(func.count(Attempt.id))
        .join(Module, Module.id == Attempt.module_id)
        .where(Attempt.person_id == person_id, Module.slug == module, *counted_and_failed(clinic_id))
        .scalar_subquery()
    )


def counted_and_failed(clinic_id: int) -> tuple[ColumnElement[bool], ...]:
    """Attempts taken for this clinic that would have counted; practice decides nothing."""
    return Attempt.clinic_id == clinic_id, Attempt.adoption_id.is_not(None), Attempt.passed.is_(False)


def failed_attempts(people: Iterable[int], clinic_id: int) -> dict[tuple[int, str], int]:
    """How many attempts each of these people did not pass, by module; what was taken for this clinic and counted."""
    rows = db.session.execute(
        select(Attempt.person_id, Module.slug, func.count())
        .join(Module, Module.id == Attempt.module_id)
        .where(Attempt.person_id.in_(list(people)), *counted_and_failed(clinic_id))
        .group_by(Attempt.person_id, Module.slug)
    )
    return {(person_id, module): number for person_id, module, number in rows}
