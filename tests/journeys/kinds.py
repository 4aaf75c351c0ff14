"""A small module with one item of each kind and a case of two, and where its questions stand on somebody's form."""

from datetime import timedelta
from pathlib import Path

from tests.banks.builders import FIGURE, live, load, sound_bank
from tests.banks.samples import SAMPLES, sample
from tests.chromium import Window
from tests.quizzes.builders import the_attempt
from trainer import clock
from trainer.banks import actions as banks
from trainer.banks import queries
from trainer.banks.content import Item
from trainer.db import db
from trainer.people.models import Person
from trainer.quizzes import actions as quizzes

CASE = {"case": "glove", "case_text": "A glove tears while the needle is in."}


def publish_kinds(folder: Path) -> None:
    load(sound_bank(folder))
    usual = live().content
    items = (
        *(sample(kind) for kind in SAMPLES),
        *(sample("single best answer", id=f"glove-{n}", stem=f"What is step {n}?", **CASE) for n in (1, 2)),
    )
    figures = {"figures/hand.svg": FIGURE}
    banks.publish(
        usual.model_copy(update={"items": items, "blueprint": {"wash": {"recall": len(items)}}, "figures": figures})
    )
    db.session.commit()


def begin(person: Person) -> int:
    """An attempt at everything there is; the number of it."""
    version = queries.live_version("hands")
    assert version is not None
    attempt = quizzes.start(person, None, None, version, seed=7)
    attempt.deadline_at = clock.now() + timedelta(minutes=40)
    db.session.commit()
    return attempt.id


def items_of(person: Person) -> list[Item]:
    """What the person's form asks, in the order asked."""
    attempt = the_attempt(person)
    module = queries.published(attempt.module_version_id)
    return [module.by_version[question["item"]].item for question in attempt.form]


def address_of(person: Person, item_id: str) -> str:
    number = [item.id for item in items_of(person)].index(item_id) + 1
    return f"/attempts/{the_attempt(person).id}/questions/{number}"


def go_to(window: Window, person: Person, kind: str):
    """The page of the question of this kind."""
    return window.open(address_of(person, kind.replace(" ", "-")))


def given(person: Person, kind: str) -> str | None:
    """What is kept for the question of this kind, "" where it was taken back."""
    db.session.rollback()
    number = int(address_of(person, kind.replace(" ", "-")).rpartition("/")[2])
    answers = quizzes.queries.answers_of(the_attempt(person))
    return answers[number][0] if number in answers else None
