"""What the pages show: how one person stands with each credential, and one certificate with what it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import segno

from trainer import clock
from trainer.credentials import queries, rules
from trainer.credentials.content import Policy
from trainer.credentials.models import Certificate, CredentialVersion
from trainer.credentials.provenance import queries as provenances
from trainer.credentials.provenance.rules import Provenance
from trainer.people.models import Clinic, Person
from trainer.web.addresses import absolute

ATTESTED = {
    "module": "a written quiz was passed",
    "practical": "a practical was observed",
    "license": "a license was looked up",
    "training": "training was taken",
    "document": "a document was shown",
}


@dataclass(frozen=True)
class Requirement:
    """One thing that a credential takes, in words, and how it stands for one person."""

    title: str  # of a module, its slug: the rooms above know its title
    cell: rules.Cell

    @property
    def module(self) -> str | None:
        """Its slug, where it is a module that has to be passed."""
        return self.cell.leaf.subject if self.cell.leaf.kind == "module" else None

    @property
    def state(self) -> rules.State:
        return self.cell.state

    @property
    def until(self) -> date | None:
        return self.cell.until

    @property
    def newest(self) -> rules.Entry | None:
        return self.cell.newest


@dataclass(frozen=True)
class Standing:
    """One person and one credential on one day. `certificate` is what stands on that day, lapsed or not."""

    version: CredentialVersion
    policy: Policy
    rule: rules.Standing
    outlook: rules.Outlook
    certificate: Certificate | None

    @property
    def title(self) -> str:
        return self.version.title

    @property
    def state(self) -> rules.State:
        return self.rule.state

    @property
    def until(self) -> date | None:
        """The last day on which the person is cleared, or on which what they held ended; of what is stopped none, nor
        where the certificate runs and only something else is wanting."""
        ended = self.certificate.valid_until if self.certificate else None
        return self.rule.until or (ended if ended and ended < self.rule.day and self.state != "stopped" else None)

    @property
    def requirements(self) -> list[Requirement]:
        return [Requirement(title_of(one.leaf, self.policy), one) for one in self.outlook.cells]

    @property
    def to_do(self) -> list[Requirement]:
        """What is not settled, the most urgent first."""
        return [Requirement(title_of(one.leaf, self.policy), one) for one in self.outlook.to_do]

    @property
    def met(self) -> int:
        """How many requirements hold today, also those that have to be shown again soon."""
        return sum(one.state in ("current", "due_soon") for one in self.requirements)

    @property
    def ends_first(self) -> list[Requirement]:
        """What has to hold on every day and ends before the certificate does, so that the clearance ends with it."""
        if self.certificate is None or self.rule.is_temporary or self.until == self.certificate.valid_until:
            return []
        return [one for one in self.requirements if one.cell.leaf.ongoing and one.until and one.until == self.until]

    @property
    def can_renew_until(self) -> date | None:
        """After the last day, how long what renews it is still enough."""
        window = self.outlook.window
        is_grace = window is not None and self.state == "lapsed" and self.rule.day <= window.closes_on
        return window.closes_on if window and is_grace else None

    @property
    def quizzes_to_take(self) -> list[Requirement]:
        """Of what is not settled, what the person can settle here."""
        return [one for one in self.to_do if one.module]

    @property
    def quiet_until(self) -> date | None:
        """The last day on which nothing is due yet."""
        return rules.due_soon_after(self.until, self.policy.due_soon_days) if self.until else None


def title_of(leaf: rules.Leaf, policy: Policy) -> str:
    """What a requirement is called; of a module, its slug."""
    for one in policy.all_requirements:
        if hasattr(one, "rule") and hasattr(one, "title") and same(one.rule(), leaf):
            return one.title
    match leaf.kind:
        case "license":
            return "License" if leaf.subject is None else f"License, {leaf.subject}"
        case "jurisdiction":
            return "Rules of the state" if leaf.subject == "adopted" else f"Rules of {leaf.subject}"
    return leaf.subject or leaf.kind


def same(one: rules.Requirement, leaf: rules.Leaf) -> bool:
    return isinstance(one, rules.Leaf) and (one.kind, one.subject) == (leaf.kind, leaf.subject)


def standings_of(person: Person, day: date) -> list[Standing]:
    """How somebody stands with every credential that a clinic of theirs follows."""
    shelf, clinics = queries.shelf(clinic.id for clinic in person.clinics), person.clinics
    return standings(shelf, clinics, queries.history_of(person), queries.certificates_of(person), day)


def standings(
    shelf: queries.Shelf, clinics: Iterable[Clinic], history: rules.History, held: Sequence[Certificate], day: date
) -> list[Standing]:
    """How somebody stands with every credential that one of these clinics follows; `held`: all they hold or held.

    Where clinics or their states differ, by the one by which it stands worst: cleared means cleared at each of them.
    """
    worst: dict[int, Standing] = {}
    for book in (shelf.at(clinic.id, day) for clinic in clinics):
        for version in book.versions:
            found = standing_of(book, version, history, held)
            other = worst.setdefault(version.credential_id, found)
            if found.rule.rank < other.rule.rank:
                worst[version.credential_id] = found
    return sorted(worst.values(), key=lambda one: (one.title, one.version.id))


def standing_of(
    book: queries.Rulebook, version: CredentialVersion, history: rules.History, held: Iterable[Certificate]
) -> Standing:
    policy = book.rule_of(version)
    found = rules.standing(policy, history, book.day, book.earned_under(version.credential_id))
    certificate = next((one for one in held if found.certificate and one.id == found.certificate.id), None)
    return Standing(version, queries.policy_of(version), found, rules.outlook(policy, found, history), certificate)


@dataclass(frozen=True)
class CertificateToday:
    """A certificate and how it stands on the day it is where it was issued."""

    certificate: Certificate
    policy: Policy
    today: date
    state: rules.State
    newer: Certificate | None  # what the holder has renewed it with, or what took its place
    stops: tuple[rules.Entry, ...]  # the suspension, revocation or correction that makes it worth nothing today

    @classmethod
    def of(
        cls,
        certificate: Certificate,
        newer: Certificate | None,
        history: rules.History | None = None,
        day: date | None = None,
    ) -> "CertificateToday":
        policy = queries.policy_of(certificate.credential_version)
        today = day or clock.today(certificate.clinic.time_zone)
        warning = 0 if newer else policy.due_soon_days  # what has been renewed is not due for renewal
        holder = queries.holder_of(certificate)
        history = history or queries.histories([holder])[holder]
        stops = rules.stops(
            certificate.id, certificate.credential_version.credential.slug, certificate.valid_from, history, today
        )
        state = rules.state_on(today, certificate.valid_from, certificate.valid_until, warning)
        return cls(certificate, policy, today, "stopped" if stops else state, newer, stops)

    @cached_property
    def provenance(self) -> Provenance | None:
        """Of one that was not earned here; None: it was."""
        return provenances.of_certificate(self.certificate)

    @property
    def stopped_by(self) -> str:
        """suspension, revocation, correction; empty when nothing stops it."""
        return self.stops[0].kind if self.stops else ""

    @property
    def attested(self) -> str:
        """In words, what was seen of what it rests on; of one that keeps no lines, what its policy asks of modules."""
        kinds = {one.kind for one in self.certificate.rests_on} or ({"module"} if self.policy.modules else set())
        said = [words for kind, words in ATTESTED.items() if kind in kinds]
        return ", ".join(said[:-1]) + (" and " if len(said) > 1 else "") + said[-1] if said else ""

    @property
    def asked_every_day(self) -> list[str]:
        """What has to hold on every day of clearance: it can fail while the certificate runs on."""
        wanted = rules.ongoing(self.policy.rule(self.certificate.credential_version.credential.slug).requires)
        return [title_of(leaf, self.policy) for leaf in rules.leaves(wanted)]

    @property
    def code(self) -> str:
        return in_fours(self.certificate.code)

    def as_document(self) -> dict:
        """What anybody with the code may know."""
        held = self.certificate
        return {
            "code": held.code,
            "holder": held.holder_name,
            "credential": held.credential_version.title,
            "policy_version": held.credential_version.number,
            "scope": self.policy.scope,
            "regions": list(self.policy.clears),
            "clinic": held.clinic.name,
            "first_day": held.valid_from.isoformat(),
            "last_day": held.valid_until.isoformat(),
            "as_of": self.today.isoformat(),
            "state": self.state,
            "stopped_by": self.stopped_by or None,
            "not_said_here": self.asked_every_day,
            "renewed_until": self.newer.valid_until.isoformat() if self.newer else None,
            "provenance": self.provenance.public_words if self.provenance else None,
            "note": "An assessment-based certificate. It is not a license and not clearance by itself.",
        }

    @property
    def shown_until(self) -> date | None:
        """The last day as a pill shows it: of what is stopped it would mislead."""
        return None if self.stops else self.certificate.valid_until

    @property
    def check_address(self) -> str:
        return absolute("credentials.check_code", code=self.certificate.code)

    @property
    def qr(self) -> str:
        """Leads to the check page. Sizes and colors are attributes: the content security policy forbids styles."""
        drawn = segno.make(self.check_address, micro=False, error="m")
        return drawn.svg_inline(border=0, omitsize=True, svgclass="certificate-qr", lineclass=None, dark="#16242b")


def all_today(held: Sequence[Certificate], history: rules.History, day: date | None = None) -> list[CertificateToday]:
    """All that one person holds or held; `held` begins with what lasts longest. `day`: another day than today."""
    standing = {one.id for one in history.certificates}
    longest: dict[int, Certificate] = {}
    found = []
    for one in held:
        last = longest.setdefault(one.credential_id, one) if one.id in standing else longest.get(one.credential_id, one)
        found.append(CertificateToday.of(one, None if last is one else last, history, day))
    return found


def in_fours(code: str) -> str:
    """ABCD-EFGH-…: read aloud and typed more easily."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def attempt_of(evidence: str) -> int | None:
    """The number of the attempt that a pass rests on; None when it rests on something else."""
    kind, _, number = evidence.partition(" ")
    return int(number) if kind == "attempt" and number.isdigit() else None
