"""What papers and pages say of a certificate. `facts_of` and `history_of` are all that this room asks of the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select

from trainer.credentials import pages, queries, rules
from trainer.credentials.content import Policy
from trainer.credentials.documents.cuts import cuts_behind
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.provenance import queries as provenances
from trainer.db import db
from trainer.people.models import Clinic, Person
from trainer.web.addresses import absolute
from trainer.web.pages import count, day

NOTE = "This is an assessment-based certificate. It is not a license and not clearance by itself."


@dataclass(frozen=True)
class Facts:
    """One certificate, in words. Days are the clinic's."""

    code: str
    holder_name: str
    title: str
    scope: str
    rests_on: tuple[str, ...]
    valid_from: date
    valid_until: date
    clinic: str
    time_zone: str
    policy: str
    issued_at: datetime
    renews: str | None  # the code of the certificate that this one renews
    check_address: str
    cuts: tuple[str, ...] = ()  # what decided the cut scores of the quizzes that it rests on

    @property
    def code_in_fours(self) -> str:
        return pages.in_fours(self.code)

    @property
    def issued(self) -> str:
        """14 March 2027, 16:05 MDT: by the clinic's clock, with the zone, for it is read elsewhere too."""
        return with_zone(self.issued_at, self.time_zone)


def with_zone(moment: datetime, time_zone: str) -> str:
    local = moment.astimezone(ZoneInfo(time_zone))
    return f"{day(local.date())}, {local:%H:%M %Z}"


def facts_of(certificate: Certificate) -> Facts:
    version, policy = certificate.credential_version, queries.policy_of(certificate.credential_version)
    imported = provenances.of_certificate(certificate)
    renews = db.session.get(Certificate, certificate.renews_id) if certificate.renews_id else None
    return Facts(
        code=certificate.code,
        holder_name=certificate.holder_name,
        title=version.title,
        scope=policy.scope,
        rests_on=(
            *([imported.public_words.capitalize()] if imported else []),
            *(f"{one.what}, {one.detail}, {day(one.on)}" for one in evidence(certificate.rests_on)),
        ),
        valid_from=certificate.valid_from,
        valid_until=certificate.valid_until,
        clinic=certificate.clinic.name,
        time_zone=certificate.clinic.time_zone,
        policy=f"Version {version.number}: {lasts(policy)}",
        issued_at=certificate.issued_at,
        renews=pages.in_fours(renews.code) if renews else None,
        check_address=absolute("credentials.check_code", code=certificate.code),
        cuts=tuple(map(str, cuts_behind(certificate.rests_on, module_titles()))),
    )


@dataclass(frozen=True)
class Evidence:
    """One thing that counts: what it is, which of it, on which day, for which clinic."""

    what: str
    detail: str
    on: date
    clinic: str


def lasts(policy: Policy) -> str:
    """How long a certificate of it lasts."""
    valid = policy.valid
    if valid.anchor == "evidence":
        return "lasts as long as the oldest of what it rests on counts"
    if valid.anchor == "fixed":
        return f"lasts until {valid.ends_on} (month and day), {count(valid.months or 0, 'month')} at most"
    return f"lasts {count(valid.months or 0, 'month')} at most"


def evidence(entries: Sequence[Entry]) -> list[Evidence]:
    titles = module_titles()
    clinics = {clinic.id: clinic.name for clinic in db.session.scalars(select(Clinic))} if entries else {}
    return [
        Evidence(
            title_of(one, titles),
            detail(one),
            one.from_on,
            clinics.get(one.clinic_id or 0, ""),
        )
        for one in entries
    ]


def title_of(entry: Entry, titles: dict[str, str]) -> str:
    match entry.kind:
        case "license":
            return f"License, {entry.subject}"
        case "training":
            return f"Training: {entry.subject.replace('-', ' ')}"
    return entry.details.get("title") or titles.get(entry.subject, entry.subject)


def detail(entry: Entry) -> str:
    """Which of it, or what sort of evidence it is; never how many points: strangers read the certificate."""
    if "version" in entry.details:
        return f"version {entry.details['version']}"
    if entry.kind == "training" and entry.minutes:
        hours, minutes = divmod(entry.minutes, 60)
        return f"training, {hours} h" + (f" {minutes} min" if minutes else "")
    return rules.KINDS[entry.kind] + ("" if entry.good else ", not in order")


def module_titles() -> dict[str, str]:
    """By slug. The room of the banks is above this one and lends its titles to every page."""
    return current_app.jinja_env.globals.get("module_titles", dict)()  # type: ignore[operator]


@dataclass(frozen=True)
class History:
    """All that one person holds or held, as it stands today, and all that counts for it."""

    held: "tuple[pages.CertificateToday, ...]"
    evidence: tuple[Evidence, ...]


def history_of(person: Person) -> History:
    known = queries.history_of(person)
    standing = {one.id for one in known.entries if one.kind in rules.EVIDENCE}
    entries = [one for one in reversed(queries.entries_of(person)) if one.id in standing]
    return History(tuple(pages.all_today(queries.certificates_of(person), known)), tuple(evidence(entries)))


@dataclass(frozen=True)
class Deadline:
    """The certificate of a credential that stands for somebody, with the days that matter for renewing it."""

    certificate_id: int
    code: str
    title: str
    due_from: date  # the first day on which it can be renewed, or without such a day the first on which it is due
    opens: bool  # whether that is the day on which its window opens
    last_day: date
    step: "Step | None"  # what comes next
    changed_at: datetime  # when this last became what it is
    revision: int  # grows when one of these days moves


@dataclass(frozen=True)
class Step:
    """One thing to do, and the last day for it."""

    title: str
    is_quiz: bool
    until: date


def deadlines_of(person: Person, today: date) -> list[Deadline]:
    """Of what is suspended nothing is due: what comes next is not the holder's to do."""
    found = [one for one in pages.standings_of(person, today) if one.certificate and not one.rule.suspensions]
    return [deadline(one, one.certificate) for one in found if one.certificate]


def deadline(standing: "pages.Standing", held: Certificate) -> Deadline:
    window = standing.outlook.window
    due = rules.due_soon_after(held.valid_until, standing.policy.due_soon_days) + timedelta(days=1)
    step = next_step(standing, held)
    return Deadline(
        certificate_id=held.id,
        code=held.code,
        title=held.credential_version.title,
        due_from=window.opens_on if window else due,
        opens=window is not None,
        last_day=held.valid_until,
        step=step,
        changed_at=max(held.issued_at, standing.version.published_at),
        revision=standing.version.number - 1,
    )


def next_step(standing: "pages.Standing", held: Certificate) -> Step | None:
    """What is open and ends first; while nothing is open, what the renewal will ask for, or what will end first."""
    renewal = standing.policy.renewal
    steps = [Step(one.title, bool(one.module), one.until) for one in standing.to_do if one.until]
    if not steps and renewal:
        asked = list(rules.leaves(renewal.rule().requires))[:1]
        steps = [Step(pages.title_of(one, standing.policy), one.kind == "module", held.valid_until) for one in asked]
    steps = steps or [Step(one.title, bool(one.module), one.until) for one in standing.requirements if one.until]
    first = min(steps, key=lambda one: (one.until, one.title), default=None)
    return replace(first, title=module_titles().get(first.title, first.title)) if first else None
