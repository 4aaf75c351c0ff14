"""What can be entered about somebody today, and who asks for it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from trainer import clock
from trainer.credentials import queries, rules
from trainer.credentials.content.requirements import DocumentShown, PracticalObserved, TrainingTaken
from trainer.credentials.models import Certificate, CredentialVersion, Entry
from trainer.credentials.pages import CertificateToday, Requirement, Standing, all_today, standings
from trainer.credentials.rules.standing import away
from trainer.people.models import Clinic, Person


@dataclass(frozen=True)
class Record:
    """One person in one clinic, today."""

    clinic: Clinic
    person: Person
    today: date
    shelf: queries.Shelf
    history: rules.History
    held: tuple[Certificate, ...]
    entries: dict[int, Entry]

    @classmethod
    def of(cls, clinic: Clinic, person: Person) -> "Record":
        return cls(
            clinic,
            person,
            clock.today(clinic.time_zone),
            queries.shelf([clinic.id]),
            queries.history_of(person),
            tuple(queries.certificates_of(person)),
            {one.id: one for one in queries.entries_of(person)},
        )

    @property
    def followed(self) -> list[CredentialVersion]:
        return self.shelf.followed(self.clinic.id, self.today)

    @cached_property
    def standings(self) -> list[Standing]:
        return standings(self.shelf, [self.clinic], self.history, self.held, self.today)

    def without(self, history: rules.History) -> list[Standing]:
        """How it would stand if this were all that is known."""
        return standings(self.shelf, [self.clinic], history, self.held, self.today)

    @property
    def certificates(self) -> list[CertificateToday]:
        """Issued for this clinic, not withdrawn."""
        found = all_today(self.held, self.history)
        return [one for one in found if one.certificate.clinic_id == self.clinic.id and one.stopped_by != "correction"]

    @property
    def leaves(self) -> list[Entry]:
        return [self.entries[one.id] for one in away(self.history, self.today)]

    def suspensions(self, standing: Standing) -> list[Entry]:
        return [self.entries[one.id] for one in standing.rule.suspensions]

    def is_ours(self, entry: Entry) -> bool:
        return entry.clinic_id == self.clinic.id

    def asking_for(self, kind: str, subject: str | None) -> list[tuple[str, Requirement]]:
        """Title of each credential that asks for it, and how that requirement stands; `subject` None: any."""
        return [
            (one.title, requirement)
            for one in self.standings
            for requirement in one.requirements
            if requirement.cell.leaf.kind == kind
            and (subject is None or requirement.cell.leaf.subject in {None, subject})
        ]

    def newest(self, kind: str) -> Entry | None:
        found = [one for one in self.history.entries if one.kind == kind]
        return self.entries.get(max(found, key=lambda one: (one.from_on, one.id)).id) if found else None


@dataclass(frozen=True)
class AskedFor:
    """What the policies that a clinic follows ask directors to enter."""

    practicals: dict[str, PracticalObserved]
    trainings: dict[str, str]
    documents: dict[str, str]

    @classmethod
    def by(cls, versions: list[CredentialVersion]) -> "AskedFor":
        policies = [queries.policy_of(one) for one in versions]
        return cls(
            {subject: one for policy in policies for subject, one in policy.practicals.items()},
            {one.training: one.title for policy in policies for one in policy.of_shape(TrainingTaken)},
            {one.document: one.title for policy in policies for one in policy.of_shape(DocumentShown)},
        )
