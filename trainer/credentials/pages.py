"""What the pages show: how one person stands with each credential, and one certificate with what it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import segno

from trainer import clock
from trainer.credentials import queries, rules
from trainer.credentials.content import Policy
from trainer.credentials.models import Certificate, CredentialVersion, ModulePass
from trainer.people.models import Person
from trainer.web.addresses import absolute


@dataclass(frozen=True)
class Requirement:
    """One module of a credential, with the newest pass of it and the last day on which that counts."""

    module: str
    newest: ModulePass | None
    until: date | None
    state: rules.State


@dataclass(frozen=True)
class Standing:
    """One person and one credential on one day. `certificate` is what stands on that day, lapsed or not."""

    version: CredentialVersion
    policy: Policy
    requirements: tuple[Requirement, ...]
    certificate: Certificate | None
    state: rules.State

    @property
    def title(self) -> str:
        return self.version.title

    @property
    def until(self) -> date | None:
        return self.certificate.valid_until if self.certificate else None

    @property
    def to_do(self) -> list[Requirement]:
        """What is not settled, the most urgent first."""
        open_ones = [one for one in self.requirements if one.state != "current"]
        return sorted(open_ones, key=lambda one: (rules.URGENCY[one.state], one.until or date.min))

    @property
    def quiet_until(self) -> date | None:
        """The last day on which nothing is due yet."""
        return rules.due_soon_after(self.until, self.policy.due_soon_days) if self.until else None


def standings(person: Person, held: Sequence[Certificate], day: date) -> list[Standing]:
    """How somebody stands with every credential there is. `held` is all that they hold or held."""
    versions = queries.live_policies()
    policies = [queries.policy_of(version) for version in versions]
    wanted = {module for policy in policies for module in policy.modules}
    passes = [one for one in queries.passes_of(person, wanted) if one.passed_on <= day]
    newest = {one.module: one for one in passes}  # oldest first, so the newest stays
    return [
        standing(version, policy, newest, [one for one in held if one.credential_id == version.credential_id], day)
        for version, policy in zip(versions, policies, strict=True)
    ]


def standing(
    version: CredentialVersion,
    policy: Policy,
    newest: dict[str, ModulePass],
    held: Iterable[Certificate],
    day: date,
) -> Standing:
    certificate = rules.in_force(held, day)
    return Standing(
        version,
        policy,
        tuple(requirement(module, newest.get(module), policy, day) for module in policy.modules),
        certificate,
        rules.state_on(
            day,
            certificate and certificate.valid_from,
            certificate and certificate.valid_until,
            policy.due_soon_days,
        ),
    )


def requirement(module: str, newest: ModulePass | None, policy: Policy, day: date) -> Requirement:
    passed_on = newest.passed_on if newest else None
    until = rules.last_day(passed_on, policy.within_months) if passed_on else None
    return Requirement(module, newest, until, rules.state_on(day, passed_on, until, policy.due_soon_days))


@dataclass(frozen=True)
class CertificateToday:
    """A certificate and how it stands on the day it is where it was issued."""

    certificate: Certificate
    policy: Policy
    today: date
    state: rules.State
    newer: Certificate | None  # what the holder has renewed it with

    @classmethod
    def of(cls, certificate: Certificate, newer: Certificate | None) -> "CertificateToday":
        policy = queries.policy_of(certificate.credential_version)
        today = clock.today(certificate.clinic.time_zone)
        warning = 0 if newer else policy.due_soon_days  # what has been renewed is not due for renewal
        state = rules.state_on(today, certificate.valid_from, certificate.valid_until, warning)
        return cls(certificate, policy, today, state, newer)

    @property
    def code(self) -> str:
        return in_fours(self.certificate.code)

    @property
    def check_address(self) -> str:
        return absolute("credentials.check_code", code=self.certificate.code)

    @property
    def qr(self) -> str:
        """Leads to the check page. Sizes and colors are attributes: the content security policy forbids styles."""
        drawn = segno.make(self.check_address, micro=False, error="m")
        return drawn.svg_inline(border=0, omitsize=True, svgclass="certificate-qr", lineclass=None, dark="#16242b")


def all_today(held: Sequence[Certificate]) -> list[CertificateToday]:
    """All that one person holds or held; `held` begins with what lasts longest."""
    longest: dict[int, Certificate] = {}
    found = []
    for one in held:
        last = longest.setdefault(one.credential_id, one)
        found.append(CertificateToday.of(one, newer=None if last is one else last))
    return found


def in_fours(code: str) -> str:
    """ABCD-EFGH-…: read aloud and typed more easily."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def attempt_of(evidence: str) -> int | None:
    """The number of the attempt that a pass rests on; None when it rests on something else."""
    kind, _, number = evidence.partition(" ")
    return int(number) if kind == "attempt" and number.isdigit() else None
