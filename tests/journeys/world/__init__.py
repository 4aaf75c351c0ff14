"""The sample clinic with one of everything on top, and the address of every page as each persona meets it."""

from collections.abc import Callable

from tests.journeys.world.directors import of_a_director, of_a_director_at_the_desk
from tests.journeys.world.educators import of_an_educator
from tests.journeys.world.learners import of_a_holder, of_a_reader, of_somebody_due_soon, of_somebody_underway
from tests.journeys.world.people import (
    of_a_newcomer,
    of_a_protected_account,
    of_a_stranger,
    of_an_account,
    of_an_administrator,
    protect,
)
from tests.journeys.world.sample import SEED, Pages, persona
from tests.journeys.world.workbench import (
    of_an_educator_who_reviews,
    of_an_educator_who_writes,
    of_an_educator_with_a_file,
    of_an_educator_with_a_text,
)
from trainer.db import db
from trainer.demo import actions as demo

__all__ = ["CORNERS", "Pages", "make_world", "persona", "protect"]


def make_world() -> dict[str, Pages]:
    """Fill the database; the pages to visit, by persona and corner."""
    for _ in demo.load(25, 500, SEED):
        db.session.commit()
    protect(persona("due-soon"))
    pages = {corner: addresses() for corner, addresses in CORNERS.items()}
    db.session.commit()
    return pages


# By persona and corner, the longest first. "stranger" is nobody.
CORNERS: dict[str, Callable[[], Pages]] = {
    "newcomer, reading": of_a_reader(0, 1),
    "newcomer, reading on": of_a_reader(2, 3),
    "stranger": of_a_stranger,
    "administrator": of_an_administrator,
    "underway": of_somebody_underway,
    "educator": of_an_educator,
    "educator, with a text": of_an_educator_with_a_text,
    "educator, reviewing": of_an_educator_who_reviews,
    "educator, with a file": of_an_educator_with_a_file,
    "educator, writing": of_an_educator_who_writes,
    "director": of_a_director,
    "director, at the desk": of_a_director_at_the_desk,
    "newcomer": of_a_newcomer,
    "newcomer, account": of_an_account,
    "due-soon, account": of_a_protected_account,
    "holder": of_a_holder,
    "due-soon": of_somebody_due_soon,
}
