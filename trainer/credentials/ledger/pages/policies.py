from dataclasses import dataclass
from datetime import date

from flask import abort

from trainer.credentials.models import CredentialVersion, PolicyAdoption
from trainer.credentials.queries import Shelf
from trainer.people.models import Clinic


@dataclass(frozen=True)
class Choice:
    """One credential, as a clinic stands to it today: its newest version, the one followed, what was decided."""

    newest: CredentialVersion
    followed: CredentialVersion | None
    adoptions: tuple[PolicyAdoption, ...]  # of this clinic, oldest first

    @classmethod
    def of(cls, shelf: Shelf, clinic: Clinic, today: date, slug: str) -> "Choice":
        found = [one for one in choices(shelf, clinic, today) if one.slug == slug]
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
    def may_be_adopted(self) -> bool:
        return self.followed is None or self.by_default or self.is_newer


def choices(shelf: Shelf, clinic: Clinic, today: date) -> list[Choice]:
    """Every credential there is, by title."""
    newest = {one.credential_id: one for one in shelf.versions}
    followed = {one.credential_id: one for one in shelf.followed(clinic.id, today)}
    return [
        Choice(
            version,
            followed.get(number),
            tuple(one for one in shelf.adoptions if one.credential_version.credential_id == number),
        )
        for number, version in sorted(newest.items(), key=lambda one: (one[1].title, one[0]))
    ]
