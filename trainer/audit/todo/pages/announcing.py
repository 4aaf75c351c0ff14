"""What a director's front page says of the day: only what there is, each with its link."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask import url_for

from trainer.audit.todo import queries
from trainer.audit.todo.pages.today import Day
from trainer.people.models import Clinic
from trainer.web.pages import count

# In the order in which they are said: what is counted, one and many of it, and the page it leads to.
WORDS = {
    "corrections": ("correction of results waits for your decision", "corrections of results wait for your decision"),
    "waiting": ("temporary clearance waits for a second person", "temporary clearances wait for a second person"),
    "ending": ("temporary clearance ends within 14 days", "temporary clearances end within 14 days"),
    "licenses": ("license check is due or overdue", "license checks are due or overdue"),
    "confident": ("person was sure of a dangerous error", "people were sure of a dangerous error"),
    "failed": ("module was not passed twice by somebody", "modules were not passed twice by somebody"),
    "assigned": ("assignment is open", "assignments are open"),
    "changes": ("person has not taken note of a change", "people have not taken note of changes"),
    "unoffered": ("quiz on changes was offered to nobody", "quizzes on changes were offered to nobody"),
    "imports": ("import waits to be confirmed", "imports wait to be confirmed"),
}
PAGES = {
    "corrections": "corrections.at_clinic",
    "waiting": "ledger.waiting",
    "imports": "importing.imports",
    "unoffered": "deltas.clinic",
}  # the rest are lists of the day
LISTS = {"ending": "clearances"}


@dataclass(frozen=True)
class Announcement:
    words: str
    url: str


def announced(days: Iterable[Day]) -> dict[int, list[Announcement]]:
    """By clinic; one statement for all of them. Lapses are counted by state already, so they are not said again."""
    days = list(days)
    found = queries.counts([one.asking for one in days], with_lapses=False, announcing=True)
    numbers: dict[int, dict[str, int]] = {one.clinic.id: {} for one in days}
    for (clinic_id, name), row in found.items():
        numbers[clinic_id][name] = row[0]
    return {one.clinic.id: list(announcements_of(one.clinic, numbers[one.clinic.id])) for one in days}


def elsewhere(clinic: Clinic, found: Mapping[tuple[int, str], list[int]]) -> list[Announcement]:
    """What waits on a page of its own, and is on no list of the day."""
    numbers = {name: found[clinic.id, name][0] for name in PAGES if name != "waiting" and (clinic.id, name) in found}
    return list(announcements_of(clinic, numbers))


def announcements_of(clinic: Clinic, numbers: Mapping[str, int]) -> Iterator[Announcement]:
    said = {**numbers, "ending": numbers.get("clearances", 0) - numbers.get("waiting", 0)}
    for name, (one, many) in WORDS.items():
        if number := said.get(name, 0):
            yield Announcement(count(number, one, many), url_of(clinic, name))


def url_of(clinic: Clinic, name: str) -> str:
    if name in PAGES:
        return url_for(PAGES[name], clinic=clinic)
    return url_for("todo.today", clinic=clinic, list=LISTS.get(name, name))
