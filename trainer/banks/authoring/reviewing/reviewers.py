"""Who can review what some people wrote; and where nobody can, who can appoint somebody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, select

from trainer.banks.authoring.models import Part
from trainer.banks.authoring.reviewing.queries import history
from trainer.banks.authoring.reviewing.rules import authors_to_judge
from trainer.db import db
from trainer.people.models import Clinic, Membership, Person

NAMED = 5


@dataclass(frozen=True)
class Reviewers:
    """`names`: of the educators who can. `clinics`: where the reader of the page may invite one; `directors`: of the
    clinics where that is for others to do."""

    names: Sequence[str]
    clinics: Sequence[Clinic] = ()
    directors: Sequence[str] = ()
    is_administrator: bool = False

    @property
    def in_words(self) -> str:
        named, more = list(self.names[:NAMED]), len(self.names) - NAMED
        *before, last = [*named, f"{more} more"] if more > 0 else named
        return f"{', '.join(before)} or {last}" if before else last


def reviewers_of(reader: Person, part: Part) -> Reviewers:
    """Of its newest version."""
    found = history(part_id=part.id)
    assert found is not None, "a part is made with its first version"
    return reviewers(reader, authors_to_judge(found.authored))


def reviewers(reader: Person, authors: Collection[int]) -> Reviewers:
    """Every educator but these; educators of one clinic review for all."""
    names = db.session.scalars(holders("educator").where(Person.id.not_in(authors))).all()
    if names:
        return Reviewers(names)
    here = [one.id for one in reader.clinics]
    directors = db.session.scalars(holders("director", Membership.clinic_id.in_(here))).all()
    return Reviewers([], reader.clinics_as("director"), directors, reader.holds("administrator"))


def holders(role: str, *conditions) -> Select[str]:
    """The names of those who hold a role today, each once."""
    held = exists().where(
        Membership.person_id == Person.id, Membership.role == role, Membership.left_on.is_(None), *conditions
    )
    return select(Person.name).where(held, Person.deactivated_at.is_(None)).order_by(Person.name, Person.id)
