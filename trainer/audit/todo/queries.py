from collections.abc import Sequence

from sqlalchemy import Row, Select, case, func, literal, select, union_all

from trainer.audit.queries.roster import Roster, counted_and_failed, narrowed, practitioners
from trainer.audit.rules import Filter, lapse_window
from trainer.banks.models import Module
from trainer.db import db
from trainer.people.models import Person
from trainer.quizzes.models import Attempt

WINDOWS = (7, 30, 60, 90)  # days
TWICE = 2


def lapses(rosters: Sequence[Roster]) -> dict[str, Row]:
    """By credential: how many have lapsed, and how many will within each of the windows; one statement."""
    each = []
    for roster in rosters:
        people = narrowed(roster, Filter())
        within = [
            func.coalesce(
                func.sum(case((people.c.valid_until.between(*lapse_window(roster.day, days)), 1), else_=0)), 0
            )
            for days in WINDOWS
        ]
        lapsed = func.sum(case((people.c.state == "lapsed", 1), else_=0))
        each.append(select(literal(roster.asked.slug), func.coalesce(lapsed, 0), *within).select_from(people))
    return {row[0]: row for row in db.session.execute(union_all(*each))} if each else {}


def failed_twice(roster: Roster) -> Select:
    """Columns id, name, module and how often; of those who have not passed the module since. The most often first."""
    last_failed = func.max(Attempt.submitted_at)
    failed = (
        select(Attempt.person_id, Attempt.module_id, func.count().label("times"), last_failed.label("last"))
        .where(*counted_and_failed(roster.clinic_id))
        .group_by(Attempt.person_id, Attempt.module_id)
        .having(func.count() >= TWICE)
        .subquery("failed")
    )
    later = select(Attempt.id).where(
        Attempt.person_id == failed.c.person_id,
        Attempt.module_id == failed.c.module_id,
        Attempt.adoption_id.is_not(None),
        Attempt.passed.is_(True),
        Attempt.submitted_at > failed.c.last,
    )
    return (
        select(Person.id, Person.name, Module.slug.label("module"), failed.c.times)
        .join(failed, failed.c.person_id == Person.id)
        .join(Module, Module.id == failed.c.module_id)
        .where(Person.id.in_(practitioners(roster.clinic_id, roster.day)), ~later.exists())
        .order_by(failed.c.times.desc(), func.lower(Person.name), Person.id, Module.slug)
    )
