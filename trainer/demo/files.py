"""One person's file as it fills, in rows to be written in bulk; what is earned by it is decided by the real rules."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from trainer.banks.published import PublishedModule
from trainer.credentials import rules as earning
from trainer.credentials.actions import CODE_LENGTH, CODE_LETTERS
from trainer.credentials.content.requirements import PracticalObserved
from trainer.credentials.models import Certificate, CertificateEntry, Entry
from trainer.demo import bulk
from trainer.demo.batch import Batch
from trainer.demo.policies import Followed
from trainer.demo.rules import Piece, Sitting
from trainer.demo.sheets import Sheet
from trainer.demo.stage import Lead, Stage
from trainer.demo.telling import details_of, told
from trainer.people.models import Clinic
from trainer.quizzes.models import Answer, Attempt, ConfidentMiss, Response
from trainer.trail import Event


@dataclass
class Play:
    """What every file needs at hand."""

    stage: Stage
    batch: Batch
    random: Random
    sheets: dict[str, dict[bool, list[Sheet]]]
    attempts_left: int
    files: dict[int, "File"] = field(default_factory=dict)  # of those who observe others, by person


@dataclass
class File:
    """What one person has gathered so far, and where. `lead` enters and observes what others have to enter."""

    person_id: int
    name: str
    clinic: Clinic
    followed: tuple[Followed, ...]
    lead: Lead
    entries: list[earning.Entry] = field(default_factory=list)
    held: list[earning.Held] = field(default_factory=list)
    seen: set[tuple[str, str | None]] = field(default_factory=set)
    sat: set[str] = field(default_factory=set)  # modules
    reads_keys: bool = False  # by a role

    def begin(self, profession: str | None, at: datetime) -> None:
        """What the rules read from the account."""
        if profession:
            self.entries.append(earning.Entry(0, "profession", profession, at.date(), at))


def fill(play: Play, gathered: Iterable[tuple[File, Sitting | Piece]]) -> None:
    """Everything about these people, in the order in which it happened."""
    for file, one in sorted(gathered, key=lambda pair: pair[1].at):
        if isinstance(one, Sitting):
            sit(play, file, one)
        else:
            enter(play, file, one)


def sit(play: Play, file: File, sitting: Sitting) -> None:
    """One attempt with its answers; a pass is evidence."""
    sheet = play.random.choice(play.sheets[sitting.module][sitting.passed])
    started = sitting.at
    pace = timedelta(seconds=play.random.randint(35, 80))
    submitted = started + pace * (len(sheet.given) + 1)
    clinic = file.clinic
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
    begun = started.replace(tzinfo=None)  # UTC all the same, and half the time for what there is most of
    play.batch.rows[Answer] += [
        (attempt_id, receipt, number, answer, sheet.sure[number - 1], bulk.stamp(begun + pace * number))
        for receipt, (number, answer) in enumerate(given, 1)
    ]
    respond(play, file, sheet, attempt_id, pace.total_seconds())
    for number, item_version_id in sheet.misses:
        play.batch.add(ConfidentMiss, attempt_id, number, item_version_id, bulk.stamp(submitted))
    tell_of(play, file, sheet, attempt_id, bulk.stamp(started), bulk.stamp(submitted))
    if sheet.passed:
        passed(play, file, sheet.module, submitted, (attempt_id, sheet.percent))


def respond(play: Play, file: File, sheet: Sheet, attempt_id: int, pace: float) -> None:
    """What the numbers about items are computed from; a question left blank makes the next one seem to take longer."""
    is_first, before = sheet.module.slug not in file.sat, 0
    file.sat.add(sheet.module.slug)
    for number, ((item, score), answer) in enumerate(zip(sheet.scores, sheet.given, strict=True), 1):
        seconds = pace * (number - before) if answer else None
        before = number if answer else before
        told = (attempt_id, number, item, score, answer, seconds, answer is None, not file.reads_keys, is_first)
        play.batch.rows[Response].append(told)


def tell_of(play: Play, file: File, sheet: Sheet, attempt_id: int, started: str, submitted: str) -> None:
    """The two lines of the trail that an attempt leaves."""
    module = sheet.module
    about = {"attempt": attempt_id, "module": module.content.title}
    marked = {
        "right": sheet.right,
        "out_of": sheet.out_of,
        "verdict": "passed" if sheet.passed else "not passed",
    }
    by_id = file.person_id
    line(play, file.person_id, file.clinic, started, "attempt.started", by_id, **about, version=module.number)
    line(play, file.person_id, file.clinic, submitted, "attempt.submitted", by_id, **about, **marked)


def passed(play: Play, file: File, module: PublishedModule, at: datetime, sitting: tuple[int, int]) -> None:
    """Evidence of the pass; `sitting` is the attempt and its percent."""
    attempt_id, percent = sitting
    on = at.date()
    row = ("module", file.person_id, file.clinic.id, module.slug, on.isoformat(), None, bulk.stamp(at), None, "")
    details = json.dumps({"version": module.number})
    entry_id = play.batch.add(Entry, *row, details, True, percent, None, None, f"attempt {attempt_id}")
    consider(play, file, earning.Entry(entry_id, "module", module.slug, on, at, percent=percent), at)


def enter(play: Play, file: File, piece: Piece) -> None:
    """Evidence that somebody else vouches for."""
    lead, at = file.lead, bulk.stamp(piece.at)
    practicals = play.stage.practicals
    observer = qualified(play, lead, piece, practicals) if piece.kind == "practical" else {}
    details = details_of(piece, file.person_id, practicals, observer)
    entry_id = play.batch.add(
        Entry,
        piece.kind,
        file.person_id,
        file.clinic.id,
        piece.subject,
        piece.on.isoformat(),
        piece.until_on.isoformat() if piece.until_on else None,
        at,
        lead.id,
        "",
        details,
        piece.good,
        None,
        piece.minutes,
        piece.in_person_minutes,
        None,
    )
    name, words = told(piece, file.person_id, practicals)
    line(play, file.person_id, file.clinic, at, name, lead.id, **words)
    known = (piece.kind, piece.subject, piece.on, piece.at, piece.until_on, piece.good)
    consider(
        play,
        file,
        earning.Entry(entry_id, *known, minutes=piece.minutes, in_person_minutes=piece.in_person_minutes),
        piece.at,
    )


def qualified(play: Play, lead: Lead, piece: Piece, practicals: Mapping[str, PracticalObserved]) -> dict:
    """Who observed, and by what right on that day."""
    own = play.files.get(lead.id)
    holds = [
        {"credential": slug, "certificate": held.id}
        for slug in practicals[piece.subject].observer.holds
        if own and (held := on_day(own, slug, piece.on))
    ]
    return {"person": lead.id, "name": lead.name, "profession": lead.profession, "holds": holds}


def consider(play: Play, file: File, new: earning.Entry, at: datetime) -> None:
    """Issue what the new evidence completes or renews. Where something was never seen no rule needs to be asked."""
    file.entries.append(new)
    file.seen |= {(new.kind, new.subject), (new.kind, None)}
    for one in file.followed:
        if one.asks_for(new) and one.needed <= file.seen:
            history = earning.History(tuple(file.entries), tuple(file.held))
            decision = earning.decide(one.policy_on(at.date()), history, at.date())
            if isinstance(decision, earning.Earned):
                certify(play, file, one, decision, at)


def certify(play: Play, file: File, followed: Followed, earned: earning.Earned, at: datetime) -> None:
    code = "".join(play.random.choices(CODE_LETTERS, k=CODE_LENGTH))
    days = (earned.valid_from.isoformat(), earned.valid_until.isoformat())
    certificate_id = play.batch.add(
        Certificate,
        code,
        file.person_id,
        file.clinic.id,
        followed.version.credential_id,
        followed.version.id,
        file.name,
        *days,
        bulk.stamp(at),
        earned.renews.id if earned.renews else None,
    )
    play.batch.rows[CertificateEntry] += [(certificate_id, one.id) for one in earned.rests_on]
    name = "certificate.renewed" if earned.renews else "certificate.issued"
    words = {"credential": followed.title, "version": followed.version.number, "code": code}
    words |= {"valid_from": days[0], "valid_until": days[1]}
    line(play, file.person_id, file.clinic, bulk.stamp(at), name, None, **words)
    policy = followed.policy.credential
    held = earning.Held(certificate_id, policy, followed.version.id, earned.valid_from, earned.valid_until, at)
    file.held.append(held)


def line(
    play: Play, person_id: int, clinic: Clinic | None, at: str, name: str, by_id: int | None, /, **details
) -> None:
    play.batch.add(Event, at, at, name, by_id, person_id, clinic.id if clinic else None, json.dumps(details))


def on_day(file: File, credential: str, day: date) -> earning.Held | None:
    """What of a credential somebody held on a day."""
    found = [one for one in file.held if one.credential == credential and one.valid_from <= day <= one.valid_until]
    return max(found, key=lambda one: one.valid_until, default=None)
