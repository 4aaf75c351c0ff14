"""The page of a person, and what stands on it."""

from tests.browser import words
from trainer import trail
from trainer.db import db


def open_person(director, stage, person, query="", **expected):
    return director.open(f"/clinics/{stage.clinic.slug}/people/{person.id}{query}", **expected)


def requirements(page) -> dict[str, str]:
    return {words(line.dt): words(line.dd) for line in page.select(".sheet .rows > div")}


def timeline(page) -> list[str]:
    return [words(line) for line in page.select(".timeline-what")]


def record(name, **details):
    trail.record(name, **details)
    db.session.commit()


RENEWAL = {"opens_days_before": 90, "grace_days": 30, "requires": [{"module": "a", "within_months": 24}]}
