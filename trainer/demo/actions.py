"""Sample clinics of any size. Rows are written in bulk; every form, mark and certificate comes from the real rules."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from trainer import clock
from trainer.banks import queries as banks
from trainer.banks.published import PublishedModule
from trainer.credentials import queries as credentials
from trainer.credentials import rules as earning
from trainer.credentials.actions import CODE_LENGTH, CODE_LETTERS
from trainer.credentials.models import Certificate, CertificateEntry, CredentialVersion, Entry
from trainer.db import db
from trainer.demo import bulk, cast, rules
from trainer.demo.batch import Batch
from trainer.demo.sheets import Sheet, sheets_of
from trainer.demo.stage import Stage, set_stage
from trainer.people.models import Clinic, Membership, Person, PersonProfession
from trainer.quizzes.models import Answer, Attempt
from trainer.trail import Event

PEOPLE_A_CLINIC = 400
AT_ONCE = 1000  # people a transaction


@dataclass(frozen=True)
class Entrance:
    """Somebody about to be written: who, where, with which story."""

    name: str
    email: str
    profession: str | None
    roles: tuple[str, ...]
    clinic: Clinic
    story: str


@dataclass
class Play:
    """What every history needs at hand."""

    stage: Stage
    batch: Batch
    random: Random
    sheets: dict[str, dict[bool, list[Sheet]]]
    version: CredentialVersion
    policy: earning.Policy
    modules: tuple[str, ...]
    attempts_left: int


@dataclass
class File:
    """What one person has gathered so far."""

    person_id: int
    entrance: Entrance
    passes: list[earning.Entry] = field(default_factory=list)
    held: list[earning.Held] = field(default_factory=list)


def load(people: int, attempts: int, seed: int) -> Iterator[int]:
    """Make clinics and so many people with their histories; yields how many are done, for the caller to commit.

    `attempts` bounds the sittings that are written; whoever comes after the bound is a newcomer without a history.
    """
    random = Random(seed)
    stage = set_stage(clinics=max(2 if people > 20 else 1, people // PEOPLE_A_CLINIC), seed=seed)
    version = credentials.shelf([]).followed(0, clock.today("UTC"))[0]  # what every clinic follows
    play = Play(
        stage=stage,
        batch=Batch(),
        random=random,
        sheets={v.module.slug: sheets_of(banks.published(v.id), random) for v in stage.versions},
        version=version,
        policy=credentials.shelf([]).as_written(version.credential_id)[version.id],
        modules=credentials.policy_of(version).modules,
        attempts_left=attempts,
    )
    for done, entrance in enumerate(entrances(people, stage, seed, random), 1):
        enter(play, entrance)
        if done % AT_ONCE == 0:
            play.batch.write()
            yield done
    play.batch.close()
    yield people


def entrances(people: int, stage: Stage, seed: int, random: Random) -> Iterator[Entrance]:
    """The personas first (the director is on stage already), then people of every story in turn."""
    home, made = stage.clinics[0], 0
    for persona in cast.PERSONAS if stage.has_personas else ():
        if made < people:
            made += 1
            yield Entrance(persona.name, persona.email, persona.profession, persona.roles, home, persona.story)
    stories = [story for story, share in rules.STORIES.items() for _ in range(share)]
    random.shuffle(stories)
    few = ["current", "retaken", "lapsed", "due soon", "renewed", "failing", "current", "underway"]
    names = [f"{given} {family}" for given in cast.GIVEN for family in cast.FAMILY]
    random.shuffle(names)
    names = [name for name in names if name not in {persona.name for persona in cast.PERSONAS}]
    for number in range(people - made):
        name = names[number % len(names)]
        yield Entrance(
            cast.LONG_NAME if number == 5 else name,
            f"{name.lower().replace(' ', '.')}.{seed}.{number}@invented.example",
            cast.PROFESSIONS[number % len(cast.PROFESSIONS)],
            ("practitioner",),
            stage.clinics[number % len(stage.clinics)] if number % 4 == 3 or people > 40 else home,
            few[number % len(few)] if people <= 40 else stories[number % len(stories)],
        )


def enter(play: Play, entrance: Entrance) -> None:
    """One person with memberships and history."""
    opened_at, batch = play.stage.opened_at, play.batch
    if "director" in entrance.roles:
        person_id = director_of(entrance)
    else:
        joined = bulk.stamp(opened_at + timedelta(days=play.random.randint(0, 300)))
        person_id = batch.add(
            Person, entrance.name, entrance.email, entrance.profession, joined, f"{play.random.getrandbits(128):032x}"
        )
        if entrance.profession:
            batch.add(PersonProfession, person_id, entrance.profession, joined[:10], joined)
        for role in entrance.roles:
            clinic_id = None if role == "administrator" else entrance.clinic.id
            batch.add(Membership, person_id, clinic_id, role, joined[:10], joined)
            line(play, person_id, clinic_id, joined, "person.joined", clinic=entrance.clinic.name, role=role)
    file = File(person_id, entrance)
    sittings = rules.history(entrance.story, play.modules, play.stage.today, play.random)
    if len(sittings) <= play.attempts_left:
        play.attempts_left -= len(sittings)
        for sitting in sittings:
            sit(play, file, sitting)


def director_of(entrance: Entrance) -> int:
    """Directors stand on the stage already."""
    return db.session.scalars(select(Person.id).where(Person.email == entrance.email)).one()


def sit(play: Play, file: File, sitting: rules.Sitting) -> None:
    """One attempt with its answers; a pass may earn a certificate."""
    sheet = play.random.choice(play.sheets[sitting.module][sitting.passed])
    started = sitting.started_at
    pace = timedelta(seconds=play.random.randint(35, 80))
    submitted = started + pace * (len(sheet.given) + 1)
    clinic = file.entrance.clinic
    given = [(number, answer) for number, answer in enumerate(sheet.given, 1) if answer is not None]
    attempt_id = play.batch.add(
        Attempt,
        file.person_id,
        clinic.id,
        sheet.module.module_id,
        sheet.module.version_id,
        play.stage.adoptions[clinic.id, sitting.module],
        sheet.seed,
        sheet.form,
        bulk.stamp(started),
        bulk.stamp(started + timedelta(minutes=sheet.module.content.quiz.minutes)),
        len(sheet.given),
        "[]",
        len(given),
        bulk.stamp(submitted),
        sheet.result,
        sheet.passed,
    )
    play.batch.rows[Answer] += [
        (attempt_id, receipt, number, answer, bulk.stamp(started + pace * number))
        for receipt, (number, answer) in enumerate(given, 1)
    ]
    tell(play, file, sheet, attempt_id, bulk.stamp(started), bulk.stamp(submitted))
    if sheet.passed:
        passed(play, file, sheet.module, submitted, (attempt_id, sheet.percent))


def tell(play: Play, file: File, sheet: Sheet, attempt_id: int, started: str, submitted: str) -> None:
    """The two lines of the trail that an attempt leaves."""
    clinic_id, module = file.entrance.clinic.id, sheet.module
    about = {"attempt": attempt_id, "module": module.content.title}
    line(play, file.person_id, clinic_id, started, "attempt.started", **about, version=module.number)
    marked = {
        "right": sheet.right,
        "out_of": sheet.out_of,
        "verdict": "passed" if sheet.passed else "not passed",
    }
    line(play, file.person_id, clinic_id, submitted, "attempt.submitted", **about, **marked)


def passed(play: Play, file: File, module: PublishedModule, at: datetime, sitting: tuple[int, int]) -> None:
    """Evidence of the pass, and the certificate it completes or renews; `sitting` is the attempt and its percent."""
    clinic_id, on = file.entrance.clinic.id, at.date()
    attempt_id, percent = sitting
    entry_id = play.batch.add(
        Entry,
        "module",
        file.person_id,
        clinic_id,
        module.slug,
        on.isoformat(),
        bulk.stamp(at),
        None,
        "",
        json.dumps({"version": module.number}),
        True,
        percent,
        f"attempt {attempt_id}",
    )
    file.passes.append(earning.Entry(entry_id, "module", module.slug, on, at, percent=percent))
    decision = earning.decide(play.policy, earning.History(tuple(file.passes), tuple(file.held)), on)
    if isinstance(decision, earning.Earned):
        certify(play, file, decision, at)


def certify(play: Play, file: File, earned: earning.Earned, at: datetime) -> None:
    clinic_id = file.entrance.clinic.id
    code = "".join(play.random.choices(CODE_LETTERS, k=CODE_LENGTH))
    days = (earned.valid_from.isoformat(), earned.valid_until.isoformat())
    certificate_id = play.batch.add(
        Certificate,
        code,
        file.person_id,
        clinic_id,
        play.version.credential_id,
        play.version.id,
        file.entrance.name,
        *days,
        bulk.stamp(at),
        earned.renews.id if earned.renews else None,
    )
    play.batch.rows[CertificateEntry] += [(certificate_id, one.id) for one in earned.rests_on]
    name = "certificate.renewed" if earned.renews else "certificate.issued"
    words = {"credential": play.version.title, "version": play.version.number, "code": code}
    line(play, file.person_id, clinic_id, bulk.stamp(at), name, **words, valid_from=days[0], valid_until=days[1])
    file.held.append(
        earning.Held(certificate_id, play.policy.credential, play.version.id, earned.valid_from, earned.valid_until, at)
    )


def line(play: Play, person_id: int, clinic_id: int | None, at: str, name: str, **details) -> None:
    by_id = person_id if name.startswith("attempt") else None
    play.batch.add(Event, at, at, name, by_id, person_id, clinic_id, json.dumps(details))
