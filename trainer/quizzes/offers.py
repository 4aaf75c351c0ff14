"""What somebody may sit: the module, for which clinic, in which version, and whether a pass of it counts."""

from dataclasses import dataclass

from flask import abort

from trainer.banks import queries as banks
from trainer.banks.models import Adoption, ModuleVersion
from trainer.banks.published import PublishedModule
from trainer.people.models import Clinic, Person


@dataclass(frozen=True)
class Offer:
    """Scored with an adoption; without one it is practice on the live version."""

    version: ModuleVersion
    clinic: Clinic | None = None
    adoption: Adoption | None = None

    @property
    def is_scored(self) -> bool:
        return self.adoption is not None

    @property
    def module(self) -> PublishedModule:
        return banks.published(self.version.id)


def offers(person: Person, slug: str) -> list[Offer]:
    """One for each clinic where the person practices and a pass counts; if there is none, for practice.

    Practice shows keys without end, so it ends where attempts count.
    """
    live = banks.live_version(slug) or abort(404)
    found = []
    for clinic in person.clinics_as("practitioner"):
        adoption = banks.adoption_in_force(clinic, live.module)
        found.append(Offer(adoption.module_version if adoption else live, clinic, adoption))
    return [offer for offer in found if offer.is_scored] or found or [Offer(live)]


def choose(found: list[Offer], clinic_slug: str | None) -> Offer:
    """The offer of the clinic asked for, else the first."""
    return next((one for one in found if one.clinic and one.clinic.slug == clinic_slug), found[0])
