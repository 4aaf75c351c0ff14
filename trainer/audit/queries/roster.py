"""The roster: everyone who practices in a clinic on a day, and how each stands with one credential.

State is computed in the database, as credentials.rules.standing does it; a test holds the two equal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, case, func, or_, select, true, union_all

from trainer.audit.rules import Filter, lapse_window
from trainer.banks.models import Module
from trainer.credentials.provenance.queries import with_not_verified
from trainer.credentials.queries import status
from trainer.credentials.rules.days import BY_RANK
from trainer.db import db
from trainer.insight.corrections.models import Regrading
from trainer.people.models import Membership, Person, PersonProfession
from trainer.quizzes.models import Attempt


@dataclass(frozen=True)
class Roster:
    """Whose roster, of which credential, on which day, as known at which moment."""

    clinic_id: int
    asked: status.Asked
    ends_at: datetime | None = None  # the last moment of the day where the clinic is; None: it is not over

    @property
    def day(self) -> date:
        return self.asked.day

    @property
    def seen_until(self) -> datetime | None:
        """Until when an attempt that was handed in is looked at: both happened and known by then."""
        return min((one for one in (self.ends_at, self.asked.known_at) if one is not None), default=None)


def counts(rosters: Sequence[Roster], wanted: Filter) -> dict[tuple[int, str], int]:
    """How many people stand in each state, by clinic and state; the filter's own state does not narrow it.

    One statement, however many clinics: those of which the same is asked are worked out together.
    """
    each = []
    for asked, clinic_ids in alike(rosters):
        people = standing_of(asked_about(clinic_ids, asked, wanted), asked, wanted)
        there = memberships(clinic_ids, asked.day, asked.known_at).subquery()
        each.append(
            select(there.c.clinic_id, people.c.state, func.count().label("people"))
            .join(people, people.c.id == there.c.person_id)
            .group_by(there.c.clinic_id, people.c.state)
        )
    if not each:
        return {}
    rows = db.session.execute(union_all(*each))
    return {(clinic_id, state): number for clinic_id, state, number in rows}


def alike(rosters: Iterable[Roster]) -> list[tuple[status.Asked, list[int]]]:
    """What is asked, each once, and of which clinics."""
    found: list[tuple[status.Asked, list[int]]] = []
    for roster in rosters:
        for asked, clinic_ids in found:
            if asked == roster.asked:
                clinic_ids.append(roster.clinic_id)
                break
        else:
            found.append((roster.asked, [roster.clinic_id]))
    return found


def people(roster: Roster, wanted: Filter) -> Select:
    """Columns id, name, email, profession, valid_until, state and rank; in the order asked for, down to the id."""
    return ordered(roster, narrowed(roster, wanted), wanted)


def ordered(roster: Roster, found: Subquery, wanted: Filter) -> Select:
    c = found.c
    profession = profession_on(roster.day, roster.asked.known_at, c.id, c.profession).label("profession")
    statement = select(c.id, c.name, c.email, profession, c.valid_until, c.state, c.rank)
    if wanted.state:
        statement = statement.where(found.c.state == wanted.state)
    by_name = (func.lower(found.c.name), found.c.id)
    by_day = (found.c.valid_until.is_(None), found.c.valid_until, *by_name)
    match wanted.sort:
        case "name":
            return statement.order_by(*by_name)
        case "profession":
            return statement.order_by(profession.is_(None), profession, *by_name)
        case "until":
            return statement.order_by(*by_day)
        case _:
            return statement.order_by(found.c.rank, *by_day)


def narrowed(roster: Roster, wanted: Filter) -> Subquery:
    return standing_of(asked_about([roster.clinic_id], roster.asked, wanted), roster.asked, wanted)


def asked_about(clinic_ids: Sequence[int], asked: status.Asked, wanted: Filter) -> Select:
    """The ids of all who practice there; what they hold beside the credential may narrow it."""
    found = practitioners(clinic_ids, asked.day, asked.known_at)
    if wanted.origin:
        found = found.where(Membership.person_id.in_(with_not_verified(clinic_ids, asked.known_at)))
    return found


def standing_of(there: Select, asked: status.Asked, wanted: Filter) -> Subquery:
    """These people, with what they hold; profession, name and days narrow it, state does not.

    The column profession is the one of today: that of the day is looked up only for those who are shown or narrowed.
    """
    stand = status.standings(asked, there)
    state = case(dict(enumerate(BY_RANK)), value=stand.c.rank).label("state")
    statement = select(
        Person.id, Person.name, Person.email, Person.profession, stand.c.valid_until, state, stand.c.rank
    ).join(stand, stand.c.person_id == Person.id)
    if wanted.profession:
        statement = statement.where(profession_on(asked.day, asked.known_at) == wanted.profession)
    for word in wanted.name.split():
        statement = statement.where(Person.name.icontains(word, autoescape=True))
    if wanted.within:
        statement = statement.where(stand.c.valid_until.between(*lapse_window(asked.day, wanted.within)))
    return statement.subquery()


def profession_on(
    day: date,
    known_at: datetime | None,
    person_id: Any = Person.id,
    current: Any = Person.profession,
) -> ColumnElement[str | None]:
    """Somebody's profession on the day, as known at the moment; of whom no change is on record, the one they have."""
    changes = (
        select(func.coalesce(PersonProfession.profession, ""))
        .where(PersonProfession.person_id == person_id, PersonProfession.from_on <= day)
        .order_by(
            PersonProfession.from_on.desc(),
            PersonProfession.recorded_at.desc(),
            func.coalesce(PersonProfession.profession, "").desc(),
        )
        .limit(1)
    )
    if known_at is not None:
        changes = changes.where(PersonProfession.recorded_at <= known_at)
    return func.nullif(func.coalesce(changes.correlate_except(PersonProfession).scalar_subquery(), current), "")


def practitioners(clinic_ids: int | Sequence[int], day: date, known_at: datetime | None = None) -> Select:
    """The ids of all who practice in the clinic, or in one of them, on the day, as known at the moment (None: now)."""
    clinics = [clinic_ids] if isinstance(clinic_ids, int) else clinic_ids
    return select(Membership.person_id).where(*practicing(clinics, day, known_at))


def memberships(clinic_ids: Sequence[int], day: date, known_at: datetime | None) -> Select:
    """Columns clinic_id and person_id: who practices where, each once."""
    return select(Membership.clinic_id, Membership.person_id).where(*practicing(clinic_ids, day, known_at)).distinct()


def practicing(clinic_ids: Sequence[int], day: date, known_at: datetime | None) -> tuple[ColumnElement[bool], ...]:
    left, joined = Membership.left_on < day, Membership.joined_on <= day
    if known_at is not None:
        left = (Membership.ended_at <= known_at) & left
        joined = (Membership.recorded_at <= known_at) & joined
    return (
        Membership.clinic_id.in_(clinic_ids),
        Membership.role == "practitioner",
        joined,
        or_(Membership.left_on.is_(None), ~left) if known_at is None else ~func.coalesce(left, ~true()),
    )


def counted_and_failed(clinic_id: int) -> tuple[ColumnElement[bool], ...]:
    """Attempts taken for this clinic that would have counted, not passed by what stands; practice decides nothing."""
    passed_since = select(Regrading.attempt_id).where(Regrading.passed.is_(True))
    return (
        Attempt.clinic_id == clinic_id,
        Attempt.adoption_id.is_not(None),
        Attempt.passed.is_(False),
        Attempt.id.not_in(passed_since),
    )


def failed_attempts(
    people: Iterable[int], roster: Roster, connection: Connection | None = None
) -> dict[int, dict[str, int]]:
    """How many attempts each of these people did not pass, by module; what was taken for this clinic and counted."""
    statement = (
        select(Attempt.person_id, Module.slug, func.count())
        .join(Module, Module.id == Attempt.module_id)
        .where(Attempt.person_id.in_(list(people)), *counted_and_failed(roster.clinic_id))
        .group_by(Attempt.person_id, Module.slug)
    )
    if roster.seen_until is not None:
        statement = statement.where(Attempt.submitted_at <= roster.seen_until)
    rows = (connection or db.session).execute(statement)
    found: dict[int, dict[str, int]] = {}
    for person_id, module, number in rows:
        found.setdefault(person_id, {})[module] = number
    return found
