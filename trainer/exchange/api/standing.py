"""How people stand on a day, as known on a day: the same rule as on every page, asked by programs."""

from collections.abc import Sequence
from datetime import date, datetime

from trainer import clock
from trainer.credentials import pages, rules
from trainer.credentials import queries as credentials
from trainer.credentials.models import CredentialVersion
from trainer.exchange import answers
from trainer.exchange.api.operations import Clocks, PagedClocks, following, found, operation
from trainer.exchange.queries import people as people_queries
from trainer.people.models import Clinic


@operation("/status", scope="status", question=PagedClocks, answer=answers.Statuses)
def status(clinic: Clinic, asked: PagedClocks) -> answers.Statuses:
    """How everyone who practices at the clinic on a day stands with each credential that it follows."""
    day, known_on, known_at = clocks(clinic, asked)
    book = credentials.rulebook(clinic.id, day, known_at)
    versions = followed(book, asked)
    rows = people_queries.practicing(clinic, day, known_at, asked.after, asked.limit)
    histories = credentials.histories([row.id for row in rows], known_at)
    policies = earned_under(book, versions)
    items = tuple(
        answers.PersonStatus(
            person=answers.PersonName(id=row.id, name=row.name),
            standings=tuple(standing(version, histories[row.id], day, policies) for version in versions),
        )
        for row in rows
    )
    return answers.Statuses(as_of=day, as_known_on=known_on, items=items, next=following(rows, asked))


@operation("/people/<int:person_id>/status", scope="status", question=Clocks, answer=answers.Status)
def person_status(clinic: Clinic, asked: Clocks, person_id: int) -> answers.Status:
    """How one person stands on a day on which they hold a role at the clinic, and with each thing that is asked for."""
    day, known_on, known_at = clocks(clinic, asked)
    row = found(people_queries.here(clinic, day, person_id))
    history = credentials.histories([row.id], known_at)[row.id]
    book = credentials.rulebook(clinic.id, day, known_at)
    versions = followed(book, asked)
    policies = earned_under(book, versions)
    return answers.Status(
        as_of=day,
        as_known_on=known_on,
        person=answers.PersonName(id=row.id, name=row.name),
        standings=tuple(explained(version, history, day, policies) for version in versions),
    )


def clocks(clinic: Clinic, asked: Clocks) -> tuple[date, date, datetime | None]:
    """The day in question, the day of knowledge, and the moment at which that day ends (None: now)."""
    today = clock.today(clinic.time_zone)
    known_at = clock.end_of(asked.as_known_on, clinic.time_zone) if asked.as_known_on else None
    return asked.as_of or today, asked.as_known_on or today, known_at


def followed(book: credentials.Rulebook, asked: Clocks) -> list[CredentialVersion]:
    """A credential that the clinic does not follow on the day does not exist for it."""
    versions = book.versions
    if asked.credential is None:
        return versions
    return found([one for one in versions if one.credential.slug == asked.credential] or None)


def earned_under(book: credentials.Rulebook, versions: Sequence[CredentialVersion]) -> dict[int, rules.Policy]:
    """The policies that certificates can have been earned under, by version."""
    each = [book.earned_under(version.credential_id) for version in versions]
    return {number: policy for policies in each for number, policy in policies.items()}


def standing(
    version: CredentialVersion, history: rules.History, day: date, policies: dict[int, rules.Policy]
) -> answers.Standing:
    return answers.Standing(**values_of(version, rules.standing(policies[version.id], history, day, policies)))


def explained(
    version: CredentialVersion, history: rules.History, day: date, policies: dict[int, rules.Policy]
) -> answers.ExplainedStanding:
    policy = policies[version.id]
    one = rules.standing(policy, history, day, policies)
    content = credentials.policy_of(version)
    asked_for = tuple(
        answers.Requirement(
            kind=cell.leaf.kind,
            title=pages.title_of(cell.leaf, content),
            state=cell.state,
            until=ending(cell.until),
        )
        for cell in rules.outlook(policy, one, history).cells
    )
    return answers.ExplainedStanding(
        **values_of(version, one), stopped_by=tuple(entry.kind for entry in stops(one)), requirements=asked_for
    )


def stops(one: rules.Standing) -> tuple[rules.Entry, ...]:
    revoked = (one.revocation,) if one.revocation and not one.certificate else ()
    return (*one.suspensions, *one.leaves, *revoked)


def values_of(version: CredentialVersion, one: rules.Standing) -> dict:
    return {
        "credential": answers.CredentialName(slug=version.credential.slug, title=version.title, version=version.number),
        "state": one.state,
        "cleared": one.cleared,
        "until": ending(one.until),
        "is_temporary": one.is_temporary,
    }


def ending(until: date | None) -> date | None:
    """What has no end has no last day."""
    return None if until == rules.FOREVER else until
