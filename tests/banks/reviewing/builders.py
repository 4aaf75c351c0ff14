"""A manuscript begun from a small bank, and the educators who write and review it."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from tests.banks.builders import live_version, load, sound_bank
from tests.browser import Browser, words
from trainer.banks.authoring import actions, queries
from trainer.banks.authoring.models import Manuscript, PartVersion, Review
from trainer.banks.authoring.reviewing import actions as reviewing
from trainer.banks.authoring.reviewing.queries import History, history
from trainer.db import db
from trainer.people.models import Clinic, Person
from trainer.trail import Event


@dataclass
class Desk:
    """Ada writes, Bo reviews, Cleo may do either; each at a browser of their own."""

    clinic: Clinic
    ada: Person
    bo: Person
    cleo: Person
    author: Browser
    reviewer: Browser
    third: Browser


def make_manuscript(person: Person, folder: Path, slug: str = "hands") -> Manuscript:
    """Begun from the small bank, which is live already."""
    load(sound_bank(folder, slug))
    made = actions.open_manuscript(person, live_version(slug), slug, f"About {slug}")
    db.session.commit()
    return made


def write(person: Person, manuscript: Manuscript, slug: str, kind: str = "item", retired: bool = False, **changes):
    """A next version of a part, with these fields changed."""
    part = queries.part_called(manuscript, kind, slug)
    assert part is not None
    newest = queries.newest_version(part)
    assert newest is not None
    made = actions.save(person, part, newest.document | changes, newest.number, retired=retired)
    assert isinstance(made, PartVersion)
    db.session.commit()
    return made


def submit(person: Person, *versions: PartVersion) -> None:
    for version in versions:
        actions.submit(person, version)
    db.session.commit()


def review(person: Person, version: PartVersion, approves: bool = True, words: str = "Not yet.") -> Review:
    found = history(part_id=version.part_id)
    assert found is not None
    made = reviewing.review(person, found, version, approves=approves, words="" if approves else words)
    db.session.commit()
    return made


def approve_unchecked(person: Person, version: PartVersion) -> None:
    """As somebody could before what the check refuses was no longer approved."""
    seen = {"reviewer_id": person.id, "reviewed_at": version.saved_at, "words": ""}
    db.session.add(Review(part_version_id=version.id, number=1, approves=True, **seen))
    db.session.commit()


def state(version: PartVersion) -> str:
    db.session.rollback()
    return queries.states(version.part)[version.number - 1]


def texts(page, selector):
    return [words(tag) for tag in page.select(selector)]


def told(name: str) -> list[str]:
    return [line.sentence for line in db.session.scalars(select(Event).filter_by(name=name).order_by(Event.id))]


def history_of(version) -> History:
    found = history(part_id=version.part_id)
    assert found is not None
    return found
