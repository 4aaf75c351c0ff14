"""Convening a study, asking a panel, rating, and deciding on what came of it."""

import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from flask import render_template
from sqlalchemy import update

from trainer import clock, mail, trail
from trainer.banks import queries as banks
from trainer.banks.models import ModuleVersion
from trainer.banks.published import PublishedModule
from trainer.db import db, hold
from trainer.errors import Refused
from trainer.insight.studies import queries
from trainer.insight.studies.models import (
    FIRST,
    PRACTICE,
    SECOND,
    CutDecision,
    CutReport,
    CutStudy,
    PanelAnswer,
    Panelist,
    StudyItem,
    StudyRating,
    StudyStep,
)
from trainer.insight.studies.rules import FEWEST_PANELISTS, Opinion, Progress, Unit, chosen
from trainer.insight.studies.rules.ties import ties_in_words
from trainer.insight.studies.ties import ties_of
from trainer.people.models import Person
from trainer.people.rules import hash_of
from trainer.web.addresses import absolute

LINK_LASTS = timedelta(days=60)  # two rounds take weeks
TO_PRACTICE = 3


@dataclass(frozen=True)
class Plan:
    """`size` None: every item that can be scored."""

    purpose: str
    borderline: str
    size: int | None
    seed: int


class Tied(Refused):
    """They may be asked, but not without having been told."""


def convene(version: ModuleVersion, plan: Plan, by: Person) -> CutStudy:
    module = banks.published(version.id)
    units = units_of(module)
    counts = Counter(one.cell for one in units)
    picked = [(item, counts[one.cell]) for one, item in chosen(units, module.content.blueprint, plan.size, plan.seed)]
    study = CutStudy(
        **vars(plan),
        module_version_id=version.id,
        domain=sorted(item for one in units for item in one.items),
        convened_by_id=by.id,
        convened_at=clock.now(),
    )
    db.session.add(study)
    db.session.flush()
    practice = to_practice(module, {item for item, _ in picked}, plan.seed)
    places = [(place, *one) for place, one in enumerate(picked, start=1)]
    places += [(-place, item, 0) for place, item in enumerate(practice)]
    db.session.add_all(
        StudyItem(study_id=study.id, position=place, item_version_id=item, there=there) for place, item, there in places
    )
    tell("convened", study, by, module=module.content.title, version=module.number, items=len(picked))
    return study


def units_of(module: PublishedModule) -> list[Unit]:
    if module.gaps:
        raise Refused("No form of this version can be drawn, so there is nothing yet that a cut could be set for.")
    return queries.units_that_can_be_asked(module)


def to_practice(module: PublishedModule, rated: set[int], seed: int) -> list[int]:
    """Three to try on: items for practice first, then others that are not rated; where all are rated, the last ones."""
    pool = sorted(
        (one for one in module.kept if one.line.use in {"practice", "scored"}),
        key=lambda one: (one.version_id in rated, one.line.use != "practice", hash_of(f"{seed} {one.line.id}")),
    )
    return [one.version_id for one in pool[:TO_PRACTICE]]


def tell(what: str, study: CutStudy, by: Person | None, **details) -> None:
    trail.record(f"cut_study.{what}", by=by, study=study.id, **details)


def invite(study: CutStudy, name: str, email: str, by: Person, *, knowing: bool = False) -> Panelist:
    """`knowing`: whoever convenes has read what ties them to the quiz, and asks them all the same."""
    require_stage(study, "first round")
    if (ties := ties_of(email, study.module_version.module, by)) and not knowing:
        raise Tied(f"{name} {ties_in_words(ties)}.")
    token, now = secrets.token_urlsafe(32), clock.now()
    panelist = Panelist(
        study_id=study.id,
        name=name,
        email=email,
        token_hash=hash_of(token),
        invited_by_id=by.id,
        invited_at=now,
        expires_at=now + LINK_LASTS,
        ties=list(ties),
    )
    db.session.add(panelist)
    db.session.flush()
    if ties:
        tell("panelist_tied", study, by, name=name, ties=ties_in_words(ties))
    write(study, panelist, token, by)
    return panelist


def write(study: CutStudy, panelist: Panelist, token: str, by: Person) -> None:
    send(study, panelist, "panel", f"A panel on the cut score of {study.module_version.title}", by, token)
    tell("panelist_invited", study, by, name=panelist.name)


def call_back(study: CutStudy, panelist: Panelist, by: Person) -> None:
    """To the second round, with a link in the letter: of the one sent before nothing is kept but its hash."""
    token = new_token(panelist)
    send(study, panelist, "second", f"The second round on the cut score of {study.module_version.title}", by, token)


def new_token(panelist: Panelist) -> str:
    """It takes the place of the one before, which stops working."""
    token = secrets.token_urlsafe(32)
    panelist.token_hash, panelist.expires_at = hash_of(token), clock.now() + LINK_LASTS
    return token


def send(study: CutStudy, panelist: Panelist, letter: str, subject: str, by: Person, token: str) -> None:
    link = absolute("studies.panel", token=token)
    template = f"insight/studies/mail/{letter}.txt"
    mail.write(panelist.email, subject, render_template(template, study=study, panelist=panelist, by=by, link=link))


def renew_link(study: CutStudy, panelist: Panelist, by: Person) -> None:
    """A new link in the place of the old one, which stops working."""
    require_running(study)
    if panelist.withdrawn_at:
        raise Refused("This invitation was withdrawn. Invite them anew.")
    write(study, panelist, new_token(panelist), by)


def withdraw(study: CutStudy, panelist: Panelist, by: Person) -> None:
    """The link ends, and what they rated is not counted."""
    hold_study(study)
    require_running(study)
    if panelist.withdrawn_at is None:
        panelist.withdrawn_at = clock.now()
        tell("panelist_withdrawn", study, by, name=panelist.name)


def forget(email: str, person: Person) -> None:
    """Of an erased account: the link ends and the address goes. What was rated, under no name, stays."""
    gone = {"email": person.email, "expires_at": clock.now()}
    db.session.execute(update(Panelist).where(Panelist.email == email).values(gone))


def join(panelist: Panelist, qualification: str, interest: str | None) -> None:
    require_running(panelist.study)
    if panelist.joined_at:
        return
    panelist.joined_at, panelist.qualification, panelist.interest = clock.now(), qualification, interest
    declared = "declaring a conflict of interest" if interest else "declaring no conflict of interest"
    tell("panelist_joined", panelist.study, None, name=panelist.name, declared=declared)


def finish_training(panelist: Panelist, progress: Progress) -> None:
    if progress.practiced < TO_PRACTICE:
        raise Refused("Rate the three items for practice first.")
    panelist.trained_at = panelist.trained_at or clock.now()


def hold_study(study: CutStudy) -> None:
    """Who rates and who ends a round at the same moment wait for each other; what was done by then is read anew."""
    hold(study)
    db.session.expire(study, ["steps"])


def rate(panelist: Panelist, round_: int, item_version_id: int, percent: int) -> None:
    """The first round is blind: what was said there, before the key, is never changed."""
    allowed = {PRACTICE: "first round", FIRST: "first round", SECOND: "second round"}[round_]
    hold_study(panelist.study)
    require_stage(panelist.study, allowed)
    if round_ != PRACTICE and panelist.trained_at is None:
        raise Refused("The training comes first.")
    rating = StudyRating(
        panelist_id=panelist.id,
        round=round_,
        item_version_id=item_version_id,
        percent=percent,
        rated_at=clock.now(),
    )
    db.session.add(rating)
    db.session.flush()


def answer(panelist: Panelist, opinion: Opinion) -> None:
    hold_study(panelist.study)
    require_stage(panelist.study, "second round")
    db.session.add(PanelAnswer(panelist_id=panelist.id, answered_at=clock.now(), **vars(opinion)))
    db.session.flush()


def open_second_round(study: CutStudy, by: Person) -> None:
    """Whoever has not finished the first is out: a rating made after the others' were seen is not blind."""
    hold_study(study)
    require_stage(study, "first round")
    queries.read_panel_anew(study)
    ready = counted(study, queries.progress_of(study))
    require_panel(ready)
    take(study, "second round", by)
    tell("second_round", study, by, panelists=len(ready))
    for panelist in ready:
        call_back(study, panelist, by)


def counted(study: CutStudy, progress: dict[int, Progress]) -> list[Panelist]:
    """Those whose ratings count: who was not withdrawn and rated every item blind."""
    return [one for one in study.panelists if not one.withdrawn_at and progress[one.id].finished_first]


def require_panel(panelists: list[Panelist]) -> None:
    if len(panelists) < FEWEST_PANELISTS:
        raise Refused(
            f"It takes at least {FEWEST_PANELISTS} panelists who have rated every item, and there are "
            f"{len(panelists)}. Fewer show neither spread nor error."
        )


def give_up(study: CutStudy, words: str, by: Person) -> None:
    hold_study(study)
    require_running(study)
    take(study, "given up", by, words)
    tell("given_up", study, by, reason=words)


def take(study: CutStudy, step: str, by: Person, words: str | None = None) -> None:
    """Checked by the database, so that of two who press at once one is refused."""
    db.session.add(StudyStep(study_id=study.id, step=step, words=words, taken_at=clock.now(), by_id=by.id))
    db.session.flush()


def decide(report: CutReport, percent: int, words: str, by: Person, *, seen: int | None = None) -> CutDecision:
    """In the place of the decision that they have `seen` as the newest of the module; None: whichever that is."""
    module = report.study.module_version.module
    hold(module)
    newest = queries.decision_on(module.id)
    if seen is not None and newest is not None and newest.id != seen:
        raise Refused(
            f"{newest.decided_by.name} has decided on {newest.percent}% since you opened this page: “{newest.words}” "
            "Nothing was changed. To decide otherwise, send yours again: it takes the place of that."
        )
    decision = CutDecision(
        report_id=report.id, percent=percent, words=words, decided_by_id=by.id, decided_at=clock.now()
    )
    db.session.add(decision)
    db.session.flush()
    tell("followed", report.study, by, module=report.study.module_version.title, percent=percent, reason=words)
    return decision


def require_running(study: CutStudy) -> None:
    if study.stage in {"closed", "given up"}:
        raise Refused("This study is over. What was said in it stays as it is.")


def require_stage(study: CutStudy, stage: str) -> None:
    require_running(study)
    if study.stage != stage:
        raise Refused(f"That belongs to the {stage}, and this study is in its {study.stage}.")
