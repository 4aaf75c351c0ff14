"""What a clinic follows, ready for many decisions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from trainer.credentials import queries
from trainer.credentials import rules as earning
from trainer.credentials.content.requirements import PracticalObserved
from trainer.credentials.models import CredentialVersion
from trainer.credentials.queries import Shelf
from trainer.credentials.rules.requirements import AtLeast, Leaf, Requirement

Subject = tuple[str, str | None]


@dataclass(frozen=True)
class Followed:
    """One credential that a clinic follows. Where it adopted a pack, what is asked depends on the day."""

    clinic_id: int
    shelf: Shelf
    version: CredentialVersion
    title: str
    modules: tuple[str, ...]
    policy: earning.Policy  # as it is written
    subjects: frozenset[Subject]
    has_pack: bool
    needed: frozenset[Subject]  # without any one of these nothing can be earned
    by_day: dict[date, earning.Policy] = field(default_factory=dict)

    def asks_for(self, entry: earning.Entry) -> bool:
        return (entry.kind, entry.subject) in self.subjects or (entry.kind, None) in self.subjects

    def policy_on(self, day: date) -> earning.Policy:
        day = day if self.has_pack else date.min  # without a pack every day is like another
        if day not in self.by_day:
            self.by_day[day] = self.shelf.at(self.clinic_id, day).rule_of(self.version)
        return self.by_day[day]


def followed_by(clinic_id: int, shelf: Shelf, day: date) -> tuple[Followed, ...]:
    return tuple(ready(clinic_id, shelf, version) for version in shelf.at(clinic_id, day).versions)


def ready(clinic_id: int, shelf: Shelf, version: CredentialVersion) -> Followed:
    policy, asked = shelf.as_written(version.credential_id)[version.id], queries.policy_of(version)
    return Followed(
        clinic_id,
        shelf,
        version,
        version.title,
        asked.modules,
        policy,
        frozenset(policy.subjects),
        any(pack.clinic_id == clinic_id for pack in shelf.packs),
        frozenset(sure(policy.requires)),
    )


def sure(requirement: Requirement) -> set[Subject]:
    """Kinds and subjects that no way to it leaves out."""
    if isinstance(requirement, Leaf) and requirement.kind != "jurisdiction":
        return {(requirement.kind, requirement.subject)}
    if isinstance(requirement, AtLeast) and requirement.at_least == len(requirement.parts):
        return set().union(*(sure(part) for part in requirement.parts))
    return set()


def practicals_of(shelf: Shelf) -> dict[str, PracticalObserved]:
    """The newest checklist for each skill and region."""
    return {
        subject: practical
        for version in shelf.versions
        for subject, practical in queries.policy_of(version).practicals.items()
    }


def modules_of(followed: Iterable[Followed], level: str) -> tuple[str, ...]:
    """The modules that somebody takes who goes so far: for knowledge alone those of the smallest credential."""
    asked = sorted((one.modules for one in followed), key=len)
    return asked[0 if level == "knowledge" else -1] if asked else ()
