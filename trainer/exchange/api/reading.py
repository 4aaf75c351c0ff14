"""The questions that a token answers, except how somebody stands on a day."""

from collections.abc import Sequence

from sqlalchemy import Row

from trainer import clock
from trainer.credentials import queries as credentials
from trainer.credentials import rules
from trainer.credentials.models import Certificate
from trainer.credentials.provenance import queries as provenances
from trainer.credentials.provenance.rules import Provenance
from trainer.exchange import answers
from trainer.exchange.api.operations import CertificatesQuestion, Paged, Question, following, found, operation
from trainer.exchange.queries import certificates as certificate_queries
from trainer.exchange.queries import events as event_queries
from trainer.exchange.queries import people as people_queries
from trainer.exchange.telling import event
from trainer.people.models import Clinic, Membership
from trainer.web.addresses import absolute


@operation("/people", scope="people", question=Paged, answer=answers.People)
def people(clinic: Clinic, asked: Paged) -> answers.People:
    """Everyone who holds or held a role at the clinic."""
    rows = people_queries.people(clinic, asked.after, asked.limit)
    roles = people_queries.memberships(clinic, [row.id for row in rows])
    items = tuple(person_of(row, [role for role in roles if role.person_id == row.id]) for row in rows)
    return answers.People(items=items, next=following(rows, asked))


@operation("/people/<int:person_id>", scope="people", answer=answers.Person)
def person(clinic: Clinic, _asked: Question, person_id: int) -> answers.Person:
    """One person."""
    row = found(people_queries.person(clinic, person_id))
    return person_of(row, people_queries.memberships(clinic, [row.id]))


def person_of(row: Row, roles: Sequence[Membership]) -> answers.Person:
    is_here = any(role.is_current for role in roles)
    return answers.Person(
        id=row.id,
        name=row.name,
        email=row.email if is_here else None,
        profession=row.profession if is_here else None,
        is_here=is_here,
        merged_into=row.merged_into_id,
        roles=tuple(answers.Role(role=one.role, joined_on=one.joined_on, left_on=one.left_on) for one in roles),
    )


@operation("/certificates", scope="certificates", question=CertificatesQuestion, answer=answers.Certificates)
def certificates(clinic: Clinic, asked: CertificatesQuestion) -> answers.Certificates:
    """Certificates of the people here; of those who have left, what was issued here."""
    rows = certificate_queries.certificates(clinic, asked.after, asked.limit, asked.person)
    histories = credentials.histories({credentials.holder_of(one) for one, _ in rows})
    imported = provenances.of_certificates([one.id for one, _ in rows])
    items = tuple(
        certificate_of(one, renews, histories[credentials.holder_of(one)], imported.get(one.id)) for one, renews in rows
    )
    return answers.Certificates(items=items, next=following([one for one, _ in rows], asked))


@operation("/certificates/<code>", scope="certificates", answer=answers.Certificate)
def certificate(clinic: Clinic, _asked: Question, code: str) -> answers.Certificate:
    """One certificate, by its code."""
    one, renews = found(certificate_queries.certificate(clinic, rules.tidy_code(code)))
    holder = credentials.holder_of(one)
    history = credentials.histories([holder])[holder]
    return certificate_of(one, renews, history, provenances.of_certificate(one))


def certificate_of(
    one: Certificate, renews: str | None, history: rules.History, imported: Provenance | None
) -> answers.Certificate:
    version, today = one.credential_version, clock.today(one.clinic.time_zone)
    stops = rules.stops(one.id, version.credential.slug, one.valid_from, history, today)
    return answers.Certificate(
        code=one.code,
        person=answers.PersonName(id=one.person_id, name=one.person.name),
        holder_name=one.holder_name,
        credential=answers.CredentialName(slug=version.credential.slug, title=version.title, version=version.number),
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        issued_at=one.issued_at,
        issued_by=one.clinic.name,
        renews=renews,
        state="stopped" if stops else rules.state_on(today, one.valid_from, one.valid_until, 0),
        stopped_by=tuple(entry.kind for entry in stops),
        provenance=imported.words if imported else None,
        check=absolute("credentials.check_code", code=one.code),
    )


@operation("/events", scope="events", question=Paged, answer=answers.Events)
def events(clinic: Clinic, asked: Paged) -> answers.Events:
    """The clinic's trail, oldest first. A line appears some seconds after it was written."""
    lines = event_queries.lines(clinic, asked.after, event_queries.settled_to(), asked.limit)
    return answers.Events(
        items=tuple(event(line) for line in lines),
        after=lines[-1].id if lines else asked.after,
        next=following(lines, asked),
    )
