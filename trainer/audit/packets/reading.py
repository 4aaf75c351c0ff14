"""The rows of a packet as the rules take them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from trainer.credentials.content import of_document
from trainer.credentials.jurisdictions.rules import resolved
from trainer.credentials.rules import Entry, Held, History, Policy, as_known

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """What a packet shows, by table and id, and what it says around that."""

    tables: Mapping[str, Mapping[int, Content]]
    context: Content

    def all(self, table: str) -> Mapping[int, Content]:
        return self.tables.get(table, {})

    def row(self, table: str, row_id: int) -> Content:
        if row_id not in self.all(table):
            raise LookupError(f"{table}/{row_id}.json, which it rests on, is not here or cannot be read")
        return self.tables[table][row_id]

    @property
    def certificate(self) -> Content:
        return self.row("certificate", self.context["certificate"])

    @property
    def time_zone(self) -> str:
        return self.context["clinic"]["time_zone"]

    def policies(self, on: date, known_at: datetime | None) -> dict[int, Policy]:
        """By version, as the clinic's packs of states put them on a day, by what was known."""
        slug, packs = self.context["credential"], self.packs(on, known_at)
        return {
            number: resolved(of_document(dict(row["document"])).rule(slug), packs, on)
            for number, row in self.all("credential_version").items()
        }

    def packs(self, on: date, known_at: datetime | None) -> dict[str, Content]:
        """What the clinic followed of each state: the version adopted last by that day."""
        adopted = [
            one
            for one in self.all("jurisdiction_adoption").values()
            if day(one["adopted_on"]) <= on and (known_at is None or moment(one["recorded_at"]) <= known_at)
        ]
        found: dict[str, Content | None] = {}
        for one in sorted(adopted, key=lambda one: (one["adopted_on"], moment(one["recorded_at"]), one["id"])):
            version = self.row("jurisdiction_version", one["jurisdiction_version_id"])
            code = self.context["jurisdictions"][str(version["jurisdiction_id"])]
            found[code] = None if one.get("ends") else version["document"]
        return {code: document for code, document in found.items() if document is not None}

    def history(self, known_at: datetime | None, before: int | None = None) -> History:
        """What was known of the holder at a moment; `before`: without this certificate and those after it."""
        people = self.accounts(known_at)
        lines = [entry_of(row) for row in self.all("entry").values() if row["person_id"] in people]
        lines += [profession_of(row) for row in self.all("person_profession").values() if row["person_id"] in people]
        held = [
            held_of(row, self.context["credential"])
            for number, row in self.all("certificate").items()
            if row["person_id"] in people and (before is None or number < before)
        ]
        return as_known(lines, held, known_at)

    def accounts(self, known_at: datetime | None) -> set[int]:
        """Under which accounts the holder was known at that moment."""
        mine = self.certificate["person_id"]
        merged = {
            one["id"]: one["merged_into"]
            for one in self.context["holder"]
            if one["merged_into"] and (known_at is None or datetime.fromisoformat(one["merged_at"]) <= known_at)
        }
        owner = merged.get(mine, mine)
        return {one["id"] for one in self.context["holder"] if merged.get(one["id"], one["id"]) == owner}


def entry_of(row: Content) -> Entry:
    return Entry(
        id=row["id"],
        kind=row["kind"],
        subject=row["subject"],
        from_on=day(row["from_on"]),
        recorded_at=moment(row["recorded_at"]),
        until_on=day(row["until_on"]) if "until_on" in row else None,
        good=row["good"],
        percent=row.get("percent"),
        minutes=row.get("minutes"),
        in_person_minutes=row.get("in_person_minutes"),
        refers_to=row.get("refers_to_id"),
        certificate=row.get("certificate_id"),
    )


def profession_of(row: Content) -> Entry:
    """An entry of a kind of its own, with a number that no entry has."""
    return Entry(-row["id"], "profession", row.get("profession") or "", day(row["from_on"]), moment(row["recorded_at"]))


def held_of(row: Content, credential: str) -> Held:
    return Held(
        row["id"],
        credential,
        row["credential_version_id"],
        day(row["valid_from"]),
        day(row["valid_until"]),
        moment(row["issued_at"]),
    )


def day(text: str) -> date:
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
