"""A pack as a director reads it: by profession, the rule of today first, every value with its source."""

from dataclasses import dataclass
from datetime import date

from trainer.credentials.jurisdictions import rules
from trainer.credentials.jurisdictions.models import JurisdictionVersion
from trainer.people.rules import PROFESSIONS


@dataclass(frozen=True)
class OfProfession:
    name: str
    board: dict | None
    periods: list[rules.Asked]  # the newest first
    today: rules.Asked


@dataclass(frozen=True)
class Shown:
    version: JurisdictionVersion
    day: date
    professions: list[OfProfession]

    @property
    def document(self) -> dict:
        return self.version.document

    @classmethod
    def of(cls, version: JurisdictionVersion, day: date) -> "Shown":
        return cls(version, day, [of_profession(version.document, name, day) for name in PROFESSIONS])


def of_profession(document: dict, profession: str, day: date) -> OfProfession:
    starts = [start for start, _ in rules.rules_of(document, profession)]
    return OfProfession(
        name=profession,
        board=document["boards"].get(profession),
        periods=[rules.asked_of(document, profession, start) for start in reversed(starts)],
        today=rules.asked_of(document, profession, day),
    )
