"""The credentials that there are, which version of each a clinic follows, and what it followed when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import abort

from trainer import clock
from trainer.credentials.models import CredentialVersion, PolicyAdoption
from trainer.credentials.queries import Shelf
from trainer.people.models import Clinic


@dataclass(frozen=True)
class Choice:
    """One credential, as a clinic stands to it today: its versions, the one followed, what was decided."""

    versions: tuple[CredentialVersion, ...]  # oldest first
    followed: CredentialVersion | None
    adoptions: tuple[PolicyAdoption, ...]  # of this clinic, oldest first

    @classmethod
    def of(cls, shelf: Shelf, clinic: Clinic, today: date, slug: str) -> "Choice":
        found = [one for one in choices(shelf, clinic, today) if one.slug == slug]
        return found[0] if found else abort(404)

    @property
    def newest(self) -> CredentialVersion:
        return self.versions[-1]

    def version(self, number: int | None) -> CredentialVersion:
        """The one of that number; without one the newest."""
        found = self.versions[-1:] if number is None else [one for one in self.versions if one.number == number]
        return found[0] if found else abort(404)

    @property
    def slug(self) -> str:
        return self.newest.credential.slug

    @property
    def by_default(self) -> bool:
        """Followed although nobody has adopted it."""
        return self.followed is not None and not self.adoptions

    @property
    def is_newer(self) -> bool:
        return self.followed is not None and self.followed.id != self.newest.id

    @property
    def was_chosen(self) -> bool:
        """An older version is followed, and whoever decided so knew the newest."""
        return self.is_newer and bool(self.adoptions) and self.adoptions[-1].recorded_at > self.newest.published_at

    @property
    def since(self) -> date | None:
        """From which day on the last decision holds; None: nobody has decided."""
        return self.adoptions[-1].adopted_on if self.adoptions else None

    def decided_after(self, first: date) -> date | None:
        return next((one.adopted_on for one in self.adoptions if one.adopted_on > first), None)

    def may_adopt(self, version: CredentialVersion) -> bool:
        """Any version but the one that was adopted; what is followed by default can be put a name to."""
        return self.followed is None or self.by_default or self.followed.id != version.id


def choices(shelf: Shelf, clinic: Clinic, today: date) -> list[Choice]:
    """Every credential there is, by title."""
    versions: dict[int, list[CredentialVersion]] = {}
    for one in shelf.versions:
        versions.setdefault(one.credential_id, []).append(one)
    followed = {one.credential_id: one for one in shelf.followed(clinic.id, today)}
    return [
        Choice(
            tuple(found),
            followed.get(number),
            tuple(one for one in shelf.adoptions if one.credential_version.credential_id == number),
        )
        for number, found in sorted(versions.items(), key=lambda one: (one[1][-1].title, one[0]))
    ]


@dataclass(frozen=True)
class Period:
    """What was followed from a day on until another (None: until now); `version` None: not this credential.

    `adoption` is the decision behind it; None: nobody had decided. `is_first`: of days before it there is no other.
    """

    version: CredentialVersion | None
    from_on: date
    until_on: date | None
    adoption: PolicyAdoption | None
    is_first: bool = False


def periods(shelf: Shelf, clinic: Clinic, choice: Choice) -> list[Period]:
    """What a clinic followed of one credential when, by what is known now; the newest first."""
    published = {clock.on_day(one.published_at, clinic.time_zone) for one in choice.versions}
    days = sorted(published | {one.adopted_on for one in choice.adoptions})
    found: list[Period] = []
    for day in [days[0] - timedelta(days=1), *days]:
        version = followed_on(shelf, clinic, choice, day)
        adoption = next((one for one in reversed(choice.adoptions) if one.adopted_on <= day), None)
        last = found[-1] if found else None
        if last is None or (last.version, last.adoption) != (version, adoption):
            found.append(Period(version, day, None, adoption, is_first=last is None))
    return closed(found)


def followed_on(shelf: Shelf, clinic: Clinic, choice: Choice, day: date) -> CredentialVersion | None:
    followed = shelf.followed(clinic.id, day)
    return next((one for one in followed if one.credential_id == choice.newest.credential_id), None)


def closed(found: Sequence[Period]) -> list[Period]:
    """Each until the day before the next, the newest first."""
    ends = [one.from_on - timedelta(days=1) for one in found[1:]]
    return [
        Period(one.version, one.from_on, until, one.adoption, one.is_first)
        for one, until in zip(found, [*ends, None], strict=True)
    ][::-1]
