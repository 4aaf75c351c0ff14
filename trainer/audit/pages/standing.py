"""Behind a cell: how one person stands with one credential, why, by which events, on what evidence."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trainer.audit.pages.explained import explained, taken
from trainer.audit.pages.roster import Followed, until_of
from trainer.audit.queries import status as queries
from trainer.audit.rules import Clocks
from trainer.credentials import queries as credentials
from trainer.credentials import rules
from trainer.credentials.ledger.pages.lines import Line, lines
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.provenance import queries as provenances
from trainer.credentials.provenance.rules import Provenance
from trainer.credentials.rules.reasons import Reason
from trainer.people.models import Clinic, Membership, Person


@dataclass(frozen=True)
class Behind:
    """`known` are the events that had begun by the day and were known by then, `later` those learned since.

    `rests_on` are the entries that decide: what the certificate was issued on, and what is asked for every day.
    """

    one: Followed
    standing: rules.Standing
    reason: Reason
    required: tuple[Reason, ...]
    known: list[Line]
    later: list[Line]
    rests_on: list[Entry]
    certificate: Certificate | None
    imported: Provenance | None  # of a certificate that was not earned here, as known at the moment

    @property
    def until(self) -> date | None:
        return until_of(self.standing)


def behind(clinic: Clinic, person: Person, one: Followed, clocks: Clocks, titles: Mapping[str, str]) -> Behind:
    history = credentials.history_of(person, clocks.known_at)
    found = rules.standing(one.rule, history, clocks.day, one.earned_under)
    entries, held = credentials.entries_of(person), credentials.certificates_of(person)
    events = [line for line in lines(entries, held) if matters(line, one.rule) and line.from_on <= clocks.day]
    certificate = next((each for each in held if found.certificate and each.id == found.certificate.id), None)
    why, unknown = queries.reasons([found]), credentials.not_yet_theirs(person, clocks.known_at)
    return Behind(
        one,
        found,
        explained(one, found, history, titles, why),
        taken(one, found, history, titles),
        [line for line in events if is_known(line, clocks, unknown)],
        [line for line in events if not is_known(line, clocks, unknown)],
        evidence(found, certificate, entries),
        certificate,
        provenances.of_certificate(certificate, clocks.known_at) if certificate else None,
    )


def matters(line: Line, rule: rules.Policy) -> bool:
    """Whether a line says anything about the credential."""
    if isinstance(line.thing, Certificate):
        return line.thing.credential_version.credential.slug == rule.credential
    kind, subject = line.kind, line.thing.subject
    asked = rule.subjects
    if kind.startswith("practical_"):
        kind = "practical"  # asked for, or not signed
    about = {(kind, subject), (kind, None)} & asked
    corrected = kind == "correction" and any(subject == name or name is None for _, name in asked)
    came_from_elsewhere = subject == provenances.SUBJECT
    return (
        bool(about)
        or corrected
        or came_from_elsewhere
        or subject == rule.credential
        or kind in {"leave", "return", "profession"}
    )


def is_known(line: Line, clocks: Clocks, unknown: Collection[int]) -> bool:
    """Recorded by then, and under an account that was not `unknown` to be theirs."""
    return clocks.known_at is None or (line.recorded_at <= clocks.known_at and line.thing.person_id not in unknown)


def evidence(found: rules.Standing, certificate: Certificate | None, entries: Iterable[Entry]) -> list[Entry]:
    """What the certificate rests on, and the newest of each thing asked for, whether it counts or not; newest first."""
    leaves = [*found.ongoing.leaves, *found.required.leaves]
    ids = {entry.id for leaf in leaves for entry in (*leaf.used, leaf.newest) if entry is not None}
    ids |= {entry.id for entry in (certificate.rests_on if certificate else ())}
    return [one for one in entries if one.id in ids]


def was_here(memberships: Sequence[Membership], clocks: Clocks) -> bool:
    """Whether somebody held a role on the day, by what is known now or was known then; or does so today."""
    return any(one.is_current or covers(one, clocks.day) or was_thought_here(one, clocks) for one in memberships)


def covers(one: Membership, day: date) -> bool:
    return one.joined_on <= day and (one.left_on is None or day <= one.left_on)


def was_thought_here(one: Membership, clocks: Clocks) -> bool:
    """By then it was entered that they came, and not yet that they had left."""
    known_at = clocks.known_at
    if known_at is None or one.recorded_at > known_at or one.joined_on > clocks.day:
        return False
    return one.ended_at is None or one.ended_at > known_at
