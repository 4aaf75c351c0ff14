"""What decided the cut of each module, and where its newest study stands: three statements, however many there are."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

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
    for version in banks.live_versions():
        module = banks.published(version.id)
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
    found = db.session.scalars(
        select(CutDecision)
        .where(CutDecision.id.in_(newest))
        .options(joinedload(CutDecision.report).joinedload(CutReport.study).joinedload(CutStudy.module_version))
        .order_by(CutDecision.id)
    )
    return {one.report.study.module_version.module_id: one for one in found}


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
