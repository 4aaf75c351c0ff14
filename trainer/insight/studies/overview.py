"""What decided the cut of each module, and where its newest study stands: three statements, however many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from trainer.banks import queries as banks
from trainer.banks.models import ModuleVersion
from trainer.db import db
from trainer.insight.studies.basis import basis_by
from trainer.insight.studies.models import CutDecision, CutReport, CutStudy
from trainer.insight.studies.rules import Basis


@dataclass(frozen=True)
class Row:
    """`newest`: of the module, whichever version it was held on; its steps and report are loaded."""

    version: ModuleVersion
    slug: str
    percent: int
    basis: Basis | None
    newest: CutStudy | None


def rows() -> list[Row]:
    """Of every module that is live, by title."""
    decisions, studies, found = newest_decisions(), newest_studies(), []
    live = banks.live_versions()
    of_version = banks.outlines({version.id for version in live})
    for version in live:
        module = of_version[version.id]
        percent, newest = module.content.quiz.cut_percent, studies.get(version.module_id)
        basis = basis_by(decisions.get(version.module_id), version.id)
        found.append(Row(version, module.slug, percent, basis, newest))
    return found


def newest_decisions() -> dict[int, CutDecision]:
    """By module."""
    newest = (
        select(func.max(CutDecision.id))
        .join(CutDecision.report)
        .join(CutReport.study)
        .join(CutStudy.module_version)
        .group_by(ModuleVersion.module_id)
    )
    return {one.report.study.module_version.module_id: one for one in decisions(CutDecision.id.in_(newest))}


def decisions_on(modules: Iterable[int]) -> dict[int, list[CutDecision]]:
    """All that were taken of each, oldest first."""
    found: dict[int, list[CutDecision]] = {}
    for one in decisions(ModuleVersion.module_id.in_(list(modules))):
        found.setdefault(one.report.study.module_version.module_id, []).append(one)
    return found


def decisions(which: ColumnElement[bool]) -> Sequence[CutDecision]:
    """With their report, its study and the version that it was held on; oldest first."""
    to_version = contains_eager(CutDecision.report).contains_eager(CutReport.study)
    return db.session.scalars(
        select(CutDecision)
        .join(CutDecision.report)
        .join(CutReport.study)
        .join(CutStudy.module_version)
        .where(which)
        .options(to_version.contains_eager(CutStudy.module_version))
        .order_by(CutDecision.id)
    ).all()


def newest_studies() -> dict[int, CutStudy]:
    """By module."""
    newest = select(func.max(CutStudy.id)).join(CutStudy.module_version).group_by(ModuleVersion.module_id)
    found = db.session.scalars(
        select(CutStudy)
        .where(CutStudy.id.in_(newest))
        .options(joinedload(CutStudy.module_version), selectinload(CutStudy.steps), joinedload(CutStudy.report))
        .order_by(CutStudy.id)
    )
    return {one.module_version.module_id: one for one in found}
