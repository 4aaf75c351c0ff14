"""Studies, their panels, and what real takers did with the same items."""

from collections.abc import Sequence
from datetime import datetime

from flask import abort
from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from trainer.banks import queries as banks
from trainer.banks.models import Module, ModuleVersion
from trainer.banks.published import PublishedModule
from trainer.db import db
from trainer.insight.columns import not_first
from trainer.insight.corrections.models import Regrading
from trainer.insight.studies.models import (
    FIRST,
    PRACTICE,
    SECOND,
    CutDecision,
    CutReport,
    CutStudy,
    PanelAnswer,
    Panelist,
    StudyRating,
)
from trainer.insight.studies.rules import Opinion, Progress, Unit, units_of
from trainer.people.rules import hash_of
from trainer.quizzes.models import Attempt, Response

FEWEST_TAKERS = 5  # with fewer, a share right says nothing that a panel should lean on


def studies_of(slug: str) -> Select:
    return (
        select(CutStudy)
        .join(CutStudy.module_version)
        .join(ModuleVersion.module)
        .where(Module.slug == slug)
        .order_by(CutStudy.id.desc())
        .options(
            joinedload(CutStudy.convened_by),
            joinedload(CutStudy.module_version),
            selectinload(CutStudy.steps),
            joinedload(CutStudy.report),
        )
    )


def study(study_id: int) -> CutStudy:
    found = db.session.scalars(
        select(CutStudy)
        .where(CutStudy.id == study_id)
        .options(
            joinedload(CutStudy.convened_by),
            joinedload(CutStudy.module_version),
            joinedload(CutStudy.report),
            joinedload(CutStudy.steps),
            selectinload(CutStudy.items),
            selectinload(CutStudy.panelists),
        )
    )
    return found.unique().one_or_none() or abort(404)


def report(study_id: int) -> CutReport:
    """With its document. A study that is not closed has none."""
    whole = (undefer(CutReport.document), joinedload(CutReport.study).joinedload(CutStudy.module_version))
    found = db.session.scalar(select(CutReport).where(CutReport.study_id == study_id).options(*whole))
    return found or abort(404)


def panelist_of(study: CutStudy, panelist_id: int) -> Panelist:
    return next((one for one in study.panelists if one.id == panelist_id), None) or abort(404)


def panelist_by_token(token: str) -> Panelist | None:
    return db.session.scalar(
        select(Panelist)
        .where(Panelist.token_hash == hash_of(token))
        .options(
            joinedload(Panelist.study).options(
                joinedload(CutStudy.module_version), selectinload(CutStudy.items), selectinload(CutStudy.steps)
            )
        )
    )


def units(module: PublishedModule) -> list[Unit]:
    """What a form of this version may draw."""
    rows = [(one.item, one.slug, one.objective, one.level, one.family) for one in module.candidates]
    return units_of(rows, module.content.blueprint)


def units_that_can_be_asked(module: PublishedModule) -> list[Unit]:
    """Of those, what is not stale: new forms leave that out, and so does a panel."""
    stale = banks.stale_items(module.module_id)
    rows = [
        (one.item, one.slug, one.objective, one.level, one.family) for one in module.candidates if one.item not in stale
    ]
    return units_of(rows, module.content.blueprint)


def ratings_of(panelist_ids: Sequence[int], number: int) -> dict[int, dict[int, int]]:
    """By panelist and item version, in one round; the newest stands."""
    rows = db.session.execute(
        select(StudyRating.panelist_id, StudyRating.item_version_id, StudyRating.percent)
        .where(StudyRating.panelist_id.in_(panelist_ids), StudyRating.round == number)
        .order_by(StudyRating.id)
    )
    found: dict[int, dict[int, int]] = {one: {} for one in panelist_ids}
    for panelist_id, item_version_id, percent in rows:
        found[panelist_id][item_version_id] = percent
    return found


def ratings_by_round(panelist: Panelist) -> dict[int, dict[int, int]]:
    """By round and item version; the newest stands."""
    rows = db.session.execute(
        select(StudyRating.round, StudyRating.item_version_id, StudyRating.percent)
        .where(StudyRating.panelist_id == panelist.id)
        .order_by(StudyRating.id)
    )
    found: dict[int, dict[int, int]] = {PRACTICE: {}, FIRST: {}, SECOND: {}}
    for number, item_version_id, percent in rows:
        found[number][item_version_id] = percent
    return found


def blind_ratings(study: CutStudy, item_version_id: int) -> list[int]:
    """What those said in the first round who finished it, from the lowest, with nobody's name on it."""
    items = sum(one.position > 0 for one in study.items)
    finished = (
        select(StudyRating.panelist_id)
        .where(StudyRating.round == FIRST)
        .group_by(StudyRating.panelist_id)
        .having(func.count() == items)
    )
    rows = db.session.scalars(
        select(StudyRating.percent)
        .join(Panelist, Panelist.id == StudyRating.panelist_id)
        .where(
            Panelist.study_id == study.id,
            Panelist.withdrawn_at.is_(None),
            StudyRating.round == FIRST,
            StudyRating.item_version_id == item_version_id,
            StudyRating.panelist_id.in_(finished),
        )
    )
    return sorted(rows)


def others_at_practice(panelist: Panelist, item_version_id: int) -> list[int]:
    """What the others of the panel said of an item for practice."""
    rows = db.session.scalars(
        select(StudyRating.percent)
        .join(Panelist, Panelist.id == StudyRating.panelist_id)
        .where(
            Panelist.study_id == panelist.study_id,
            Panelist.id != panelist.id,
            StudyRating.round == PRACTICE,
            StudyRating.item_version_id == item_version_id,
        )
    )
    return sorted(rows)


def read_panel_anew(study: CutStudy) -> None:
    """Who was asked, and who was taken off by somebody else since the study was read."""
    everybody = select(Panelist).where(Panelist.study_id == study.id).execution_options(populate_existing=True)
    db.session.scalars(everybody).all()
    db.session.expire(study, ["panelists"])


def newest_word(study: CutStudy) -> tuple[int, int, int]:
    """The newest rating and answer of a panel, and how many left it: what changes with all that anybody does."""
    ids = select(Panelist.id).where(Panelist.study_id == study.id)
    rating = select(func.max(StudyRating.id)).where(StudyRating.panelist_id.in_(ids))
    answer = select(func.max(PanelAnswer.id)).where(PanelAnswer.panelist_id.in_(ids))
    left = select(func.count(Panelist.withdrawn_at)).where(Panelist.study_id == study.id)
    return db.session.scalar(rating) or 0, db.session.scalar(answer) or 0, db.session.scalar(left) or 0


def progress_of(study: CutStudy) -> dict[int, Progress]:
    """How far each panelist is, in two statements."""
    ids = [one.id for one in study.panelists]
    items = sum(one.position > 0 for one in study.items)
    counted = db.session.execute(
        select(StudyRating.panelist_id, StudyRating.round, func.count(StudyRating.item_version_id.distinct()))
        .where(StudyRating.panelist_id.in_(ids))
        .group_by(StudyRating.panelist_id, StudyRating.round)
    )
    rated = {(panelist_id, number): count for panelist_id, number, count in counted}
    answered = set(db.session.scalars(select(PanelAnswer.panelist_id).where(PanelAnswer.panelist_id.in_(ids))))
    return {
        one.id: Progress(
            joined=one.joined_at is not None,
            practiced=rated.get((one.id, 0), 0),
            trained=one.trained_at is not None,
            first=rated.get((one.id, FIRST), 0),
            second=rated.get((one.id, SECOND), 0),
            answered=one.id in answered,
            items=items,
        )
        for one in study.panelists
    }


def opinions_of(panelist_ids: Sequence[int]) -> dict[int, Opinion]:
    rows = db.session.scalars(select(PanelAnswer).where(PanelAnswer.panelist_id.in_(panelist_ids)))
    return {
        one.panelist_id: Opinion(
            one.cut, one.passing, one.lowest_cut, one.highest_cut, one.lowest_failing, one.highest_failing
        )
        for one in rows
    }


def facilities(item_version_ids: Sequence[int]) -> dict[int, tuple[float, int]]:
    """Of real takers, in their first scored attempt: the share right and how many they were, where enough took it."""
    rows = db.session.execute(
        select(Response.item_version_id, func.avg(Response.score), func.count())
        .where(
            Response.item_version_id.in_(item_version_ids),
            Response.is_counted,
            Response.is_first,
            Response.attempt_id.not_in(not_first()),
        )
        .group_by(Response.item_version_id)
        .having(func.count() >= FEWEST_TAKERS)
    )
    return {item_version_id: (float(share), count) for item_version_id, share, count in rows}


def scores(module_id: int) -> list[float]:
    """What real takers reached in their first scored attempt of the module, whichever version, by its newest marking;
    in percent. None of so few that somebody could be told by it: the report is read by all."""
    newest = select(func.max(Regrading.id)).where(Regrading.attempt_id == Attempt.id).correlate(Attempt)
    results = db.session.execute(
        select(Attempt.result, Regrading.result)
        .join_from(Attempt, Response, and_(Response.attempt_id == Attempt.id, Response.number == 1))
        .outerjoin(Regrading, Regrading.id == newest.scalar_subquery())
        .where(
            Attempt.module_id == module_id,
            Attempt.submitted_at.is_not(None),
            Response.is_counted,
            Response.is_first,
            Attempt.id.not_in(not_first(module_id)),
        )
        .order_by(Attempt.id)
    )
    totals = [(again or first)["total"] for first, again in results if again or first]
    return [100 * one["right"] / one["out_of"] for one in totals] if len(totals) >= FEWEST_TAKERS else []


def decision_on(module_id: int, at: datetime | None = None) -> CutDecision | None:
    """The newest of the module, as it stood at a moment."""
    statement = (
        select(CutDecision)
        .join(CutDecision.report)
        .join(CutReport.study)
        .join(CutStudy.module_version)
        .where(ModuleVersion.module_id == module_id)
        .order_by(CutDecision.id.desc())
        .limit(1)
        .options(joinedload(CutDecision.report).joinedload(CutReport.study), joinedload(CutDecision.decided_by))
    )
    if at is not None:
        statement = statement.where(CutDecision.decided_at <= at)
    return db.session.scalar(statement)


def decisions_of(report: CutReport) -> Sequence[CutDecision]:
    return db.session.scalars(
        select(CutDecision)
        .where(CutDecision.report_id == report.id)
        .order_by(CutDecision.id.desc())
        .options(joinedload(CutDecision.decided_by))
    ).all()
