"""The front page: what each of somebody's roles needs first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row

from trainer import clock
from trainer.audit.pages.roster import Counts, roster_of
from trainer.audit.queries import modules
from trainer.audit.queries import roster as rosters
from trainer.audit.rules import Due, Filter, Step, next_step, urgency
from trainer.audit.todo.pages.announcing import Announcement, announced
from trainer.audit.todo.pages.today import Day
from trainer.banks import queries as banks
from trainer.credentials import queries as credentials
from trainer.credentials.ledger.queries import practicals
from trainer.credentials.models import CredentialVersion, Entry
from trainer.credentials.pages import Requirement, Standing, standings
from trainer.credentials.queries.policies import Shelf
from trainer.people import queries as people
from trainer.people.models import Clinic, Person
from trainer.quizzes import queries as quizzes
from trainer.quizzes.actions import chance_of
from trainer.quizzes.models import Attempt


@dataclass(frozen=True)
class Practice:
    """For a practitioner: how I stand, and the one thing to do next."""

    standings: list[Standing]
    attempt: Attempt | None  # the one I am in the middle of
    step: Step

    @property
    def requirements(self) -> dict[str, Requirement]:
        """How each module stands, by slug."""
        return {one.module: one for standing in self.standings for one in standing.requirements if one.module}

    @property
    def for_others(self) -> dict[str, Requirement]:
        """Of what I hold, by title, what is due and only my clinic can enter: a license looked up, a card seen."""
        held = [one for one in self.standings if one.certificate]
        return {open_.title: open_ for one in held for open_ in one.to_do if not open_.module}

    @property
    def quiet_until(self) -> date | None:
        return min((one.quiet_until for one in self.standings if one.quiet_until), default=None)


@dataclass(frozen=True)
class Practitioners:
    """For a director: how the people of one clinic stand, how many modules wait to be adopted, what else is to do."""

    clinic: Clinic
    credential: CredentialVersion | None
    counts: Counts
    waiting: int
    announcements: list[Announcement]


@dataclass(frozen=True)
class Home:
    banks: Sequence[Row]  # slug, title, number and size of every module
    practice: Practice | None
    clinics: list[Practitioners]
    to_sign: list[Entry]  # observed practicals that wait for this person's signature
    is_educator: bool
    installation: people.Counts | None

    @property
    def is_empty(self) -> bool:
        return not (self.practice or self.clinics or self.is_educator or self.installation)


def home_of(person: Person) -> Home:
    practiced, directed = person.clinics_as("practitioner"), person.clinics_as("director")
    shelf, clinic_ids = modules.banks(), {clinic.id for clinic in [*practiced, *directed]}
    adopted, policies = modules.adopted(clinic_ids), credentials.shelf(sorted(clinic_ids))
    return Home(
        shelf,
        practice_of(person, practiced, policies, adopted) if practiced else None,
        practitioners_of(directed, policies, shelf, adopted) if directed else [],
        practicals.asked_of(person, *person.clinics) if person.clinics else [],
        person.holds("educator"),
        people.counts() if person.holds("administrator") else None,
    )


def practice_of(
    person: Person, clinics: Sequence[Clinic], shelf: Shelf, adopted: dict[tuple[int, str], int]
) -> Practice:
    today = clock.today(clinics[0].time_zone)
    held, history = credentials.certificates_of(person), credentials.history_of(person)
    found = standings(shelf, clinics, history, held, today)
    attempts = quizzes.attempts_of(person)
    attempt, paused = underway(attempts, clock.now()), paused_of(attempts)
    due = [
        Due(
            one.module,
            any((clinic.id, one.module) in adopted for clinic in clinics),
            one.until,
            *paused.get(one.module, (None, None)),
        )
        for standing in sorted(found, key=urgency_of)
        for one in standing.quizzes_to_take
        if one.module
    ]
    return Practice(found, attempt, next_step(attempt is not None, due))


def urgency_of(standing: Standing) -> tuple[int, date]:
    open_days, day = standing.outlook.window, standing.rule.day
    if open_days and open_days.opens_on <= day <= open_days.closes_on:
        return urgency(standing.state, can_renew=True, last_day=open_days.closes_on)
    return urgency(standing.state, can_renew=False, last_day=standing.until)


def underway(attempts: Sequence[Attempt], now: datetime) -> Attempt | None:
    """The attempt somebody is in the middle of; of several, the one whose time is up first."""
    found = [one for one in attempts if one.submitted_at is None and one.deadline_at > now]
    return min(found, key=lambda one: (one.deadline_at, one.id), default=None)


def paused_of(own: Sequence[Attempt]) -> dict[str, tuple[datetime, int]]:
    """Modules that cannot be attempted right now: when they open again, and the attempt that was failed."""
    sat: dict[str, list[Attempt]] = {}
    for attempt in own:
        sat.setdefault(attempt.module_version.module.slug, []).append(attempt)
    paused = {}
    for slug, attempts in sat.items():  # newest first
        chance = chance_of(attempts, banks.published(attempts[0].module_version_id), clock.now())
        if chance.opens_at is not None:
            paused[slug] = (chance.opens_at, attempts[0].id)
    return paused


def practitioners_of(
    clinics: Sequence[Clinic], policies: Shelf, shelf: Sequence[Row], adopted: dict[tuple[int, str], int]
) -> list[Practitioners]:
    today = {clinic.id: clock.today(clinic.time_zone) for clinic in clinics}
    versions = {clinic_id: found[0] for clinic_id, day in today.items() if (found := policies.followed(clinic_id, day))}
    asked = [
        roster_of(clinic, policies, versions[clinic.id], today[clinic.id])
        for clinic in clinics
        if clinic.id in versions
    ]
    counted = rosters.counts(asked, Filter())
    said = announced(Day(clinic, today[clinic.id], policies) for clinic in clinics)
    return [
        Practitioners(
            clinic,
            versions.get(clinic.id),
            Counts.of(clinic.id, counted),
            sum(adopted.get((clinic.id, slug), 0) < number for slug, _, number, _ in shelf),
            said[clinic.id],
        )
        for clinic in clinics
    ]
