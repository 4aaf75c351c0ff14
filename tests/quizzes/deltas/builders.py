"""A module that changed: two items rest on the passage that reads otherwise now, one of them was rewritten."""

from datetime import date, timedelta
from typing import Any

from tests.builders import make_person
from tests.quizzes.builders import MATERIAL, make_content, make_item, publish
from trainer import clock
from trainer.banks import actions as banks
from trainer.banks import queries
from trainer.banks.models import ItemVersion, ModuleVersion
from trainer.credentials import actions as credentials
from trainer.db import db
from trainer.people.models import Clinic, Person
from trainer.quizzes.deltas import actions
from trainer.quizzes.deltas.comparing import compare
from trainer.quizzes.deltas.models import Delta, DeltaOffer

CHANGED = MATERIAL.replace("The lung lies *here*", "The lung lies *a rib higher*")
PAGE = "/banks/lungs/changes/proposal"
WORDS = "The dome of the lung was drawn too low."


def change_module() -> ModuleVersion:
    """Version 2: “where” reads otherwise, item 0 of it was rewritten, item 1 found right again, item 4 is new."""
    items = make_content().items
    rewritten = make_item("lungs-anatomy-0", "anatomy", stem="Where does it lie now?")
    new = make_item("lungs-anatomy-4", "anatomy")
    version = publish(make_content(material=CHANGED, items=(rewritten, *items[1:4], new, *items[4:])))
    found_right("lungs-anatomy-1")
    return version


def found_right(*slugs: str) -> None:
    live = queries.live_version("lungs")
    assert live is not None
    module, educator = queries.published(live.id), make_person("educator")
    for slug in slugs:
        one = module.by_slug[slug]
        item = db.session.get_one(ItemVersion, one.version_id)
        banks.confirm(educator, live, item, queries.grounds_in(module, one.version_id), "It asks for the side only.")
    db.session.commit()


def passed(person: Person, clinic: Clinic, version: int = 1, days_ago: int = 100, module: str = "lungs") -> None:
    """A pass of the module, and the certificate that comes of it where a policy asks for it."""
    day = clock.now().date() - timedelta(days=days_ago)
    evidence = f"sheet {person.id} {module} {version}"
    credentials.accept_pass(person, clinic, module=module, version=version, passed_on=day, evidence=evidence)
    db.session.commit()


def release(person: Person | None = None, **changes) -> Delta:
    before, after = queries.version_of("lungs", 1), queries.live_version("lungs")
    assert before is not None
    assert after is not None
    usual: dict[str, Any] = {
        "title": "The lung lies higher",
        "words": WORDS,
        "size": 3,
        "cut_percent": 60,
        "until_on": in_days(30),
    }
    comparison = compare(before, after)
    delta = actions.release(person or make_person("educator"), comparison, actions.Terms(**usual | changes))
    db.session.commit()
    return delta


def offer(delta: Delta, person: Person, clinic: Clinic, by: Person | None = None, days: int = 30) -> DeltaOffer:
    (made,) = actions.offer(
        delta, [person], clinic, by=by or make_person("director", clinic), until_on=in_days(days, clinic)
    )
    db.session.commit()
    return made


def in_days(days: int, clinic: Clinic | None = None) -> date:
    return clock.today(clinic.time_zone if clinic else "UTC") + timedelta(days=days)
