"""The page of the day: how much is on each list, and one list of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from flask import url_for
from sqlalchemy import Select

from trainer import clock
from trainer.audit.pages.roster import roster_of
from trainer.audit.queries.roster import Roster
from trainer.audit.todo import queries, rules
from trainer.audit.todo.pages.content import ContentLine
from trainer.audit.todo.pages.lists import Telling
from trainer.credentials.models import CredentialVersion
from trainer.credentials.queries import Shelf
from trainer.people.models import Clinic, Person


@dataclass(frozen=True)
class Day:
    """A clinic on its day, and what it follows."""

    clinic: Clinic
    today: date
    shelf: Shelf

    @cached_property
    def versions(self) -> Sequence[CredentialVersion]:
        return self.shelf.followed(self.clinic.id, self.today)

    @cached_property
    def rosters(self) -> list[Roster]:
        return [roster_of(self.clinic, self.shelf, version, self.today) for version in self.versions]

    @cached_property
    def asking(self) -> queries.Asking:
        licenses = rules.wanted(one.asked.policy.requires for one in self.rosters)
        first = self.today - timedelta(days=rules.CONFIDENT_DAYS)
        since = clock.start_of(first, self.clinic.time_zone)
        return queries.Asking(self.clinic.id, self.today, self.rosters, licenses, since)

    @cached_property
    def titles(self) -> dict[str, str]:
        """Of credentials, by slug; also of those that the clinic stopped following."""
        return {one.credential.slug: one.title for one in self.shelf.versions}

    def statement(self, list_name: str, band: str) -> Select | None:
        """Of a list of people; None where nobody can be on it."""
        if list_name == "lapses":
            return queries.lapses(self.rosters, band) if self.rosters else None
        return self.asking.lists().get(list_name)

    def telling(self, reader: Person, modules: Mapping[str, str]) -> Telling:
        return Telling(self.clinic, self.today, reader, modules, self.titles)


@dataclass(frozen=True)
class Counted:
    """How many rows are on each list, and how many lapses in each band."""

    clinic: Clinic
    lists: Mapping[str, int]
    bands: Mapping[str, int]

    @classmethod
    def of(
        cls, clinic: Clinic, found: Mapping[tuple[int, str], list[int]], content: Sequence[ContentLine]
    ) -> "Counted":
        nothing = [0] * (len(rules.BANDS) + 1)
        numbers = {name: found.get((clinic.id, name), nothing) for name in rules.LISTS}
        lists = {name: row[0] for name, row in numbers.items()} | {"content": len(content)}
        return cls(clinic, lists, dict(zip(rules.BANDS, numbers["lapses"][1:], strict=True)))

    def of_list(self, list_name: str, band: str) -> int:
        return self.bands[band] if list_name == "lapses" and band else self.lists[list_name]

    def chosen(self, asked: str | None) -> str:
        """The list asked for, or the first with something on it."""
        if asked in rules.LISTS:
            return asked
        return next((name for name, number in self.lists.items() if number), "lapses")

    def url(self, list_name: str, band: str = "") -> str:
        return url_for("todo.today", clinic=self.clinic, list=list_name, within=band or None)
