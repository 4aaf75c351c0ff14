"""Internal audits, what people are asked to do, and the letters that remind."""

from sqlalchemy import select

from trainer import clock
from trainer.audit.pages.roster import roster_of
from trainer.audit.samples import actions
from trainer.audit.samples.actions import Findings, Frozen
from trainer.audit.samples.models import AuditFile, InternalAudit
from trainer.audit.samples.rules import PARTS, Draw
from trainer.credentials import queries
from trainer.credentials.assignments.actions import Task, assign
from trainer.credentials.reminders.tasks import remind
from trainer.db import db
from trainer.demo.scenes.troupe import Troupe, scene
from trainer.demo.stage import PRACTICE
from trainer.quizzes.models import Attempt

MINOR = "The copy of the card is hard to read. (invented)"


def begun(troupe: Troupe, seed: int, size: int, method: str) -> InternalAudit:
    clinic, version, now = troupe.home, troupe.version(PRACTICE), clock.now()
    day = clock.today(clinic.time_zone)
    roster = roster_of(clinic, queries.shelf([clinic.id]), version, day, now)
    return actions.begin(Frozen(clinic, version, roster, None, now), Draw(seed, day, size, method), troupe["director"])


def look_at(troupe: Troupe, file: AuditFile, parts: list[str]) -> str:
    """Note what was found in these parts; the key of who did: nobody looks at their own file."""
    key = "approver" if file.person_id == troupe.ids["director"] else "director"
    found: Findings = dict.fromkeys(parts, ("none", ""))
    if file.position == 2 and "evidence" in parts:
        found["evidence"] = ("minor", MINOR)
    actions.note(file, found, troupe[key])
    db.session.flush()
    db.session.expire(file, ["findings"])  # on the pages noting and signing are two requests
    return key


@scene(45)
def an_audit_is_signed_off(troupe: Troupe) -> None:
    for file in begun(troupe, 1, 4, "random").files:
        key = look_at(troupe, file, list(PARTS))
        actions.sign_off(file, f"{troupe[key].name}, director (invented)", troupe[key])


@scene(3)
def an_audit_is_half_done(troupe: Troupe) -> None:
    for file in begun(troupe, 2, 6, "weighted").files[:3]:
        key = look_at(troupe, file, list(PARTS)[: 2 if file.position == 3 else None])
        if file.position < 3:
            actions.sign_off(file, f"{troupe[key].name}, director (invented)", troupe[key])


@scene(2, "underway")
def somebody_is_asked_to_pass_what_went_wrong(troupe: Troupe) -> None:
    occasion = troupe.occasion("underway", reason="Before the course on the thorax. (invented)")
    assign(occasion, to_pass_again(troupe, "underway"), troupe.day(-10))


@scene(15, "twice")
def somebody_was_asked_and_the_day_has_passed(troupe: Troupe) -> None:
    assign(troupe.occasion("twice"), to_pass_again(troupe, "twice"), troupe.day(1))


def to_pass_again(troupe: Troupe, key: str) -> Task:
    """The module that somebody did not pass the last time."""
    failed = select(Attempt).where(Attempt.person_id == troupe.ids[key], Attempt.passed.is_(False))
    version = db.session.scalars(failed.order_by(Attempt.id.desc()).limit(1)).one().module_version
    return Task("module", version.module.slug, version.title)


def letters(troupe: Troupe) -> None:
    """To all of them one by one: of a crowd the job that runs on every server takes care."""
    if not troupe.is_crowd:
        remind()


for days in (60, 30, 7, 0):
    scene(days)(letters)
