"""What a cut rests on. Rooms below ask through `banks.queries.cut_basis`; without a study a cut is provisional."""

from datetime import datetime

from trainer.banks import queries as banks
from trainer.insight.studies import queries
from trainer.insight.studies.models import CutDecision
from trainer.insight.studies.rules import Basis, covered_share, same_proportions


def basis_of(version_id: int, at: datetime | None = None) -> Basis | None:
    """The study that the cut of a module version rests on, as it stood at a moment (None: now).

    It takes a decision of before that moment for just this cut, the newest of the module, on a study that holds for the
    version: the same proportions in the blueprint, and enough of its items unchanged. All of that is immutable, so a
    result that was decided without a study stays one.
    """
    module = banks.published(version_id)
    decision = queries.decision_on(module.module_id, at)
    if decision is None or decision.percent != module.content.quiz.cut_percent:
        return None
    covers = covered_by(decision, version_id)
    if covers < decision.report.domain["holds_from"]:
        return None
    report = decision.report
    return Basis(
        study=report.study_id,
        report=report.id,
        decision=decision.id,
        content_hash=report.content_hash,
        percent=decision.percent,
        cut=report.percent,
        error=report.error,
        panelists=report.panelists,
        closed_at=report.frozen_at,
        decided_at=decision.decided_at,
        covers=covers,
    )


def covered_by(decision: CutDecision, version_id: int) -> int:
    """Percent of a form of that version which the study was held on; nothing where the blueprint asks otherwise."""
    module, domain = banks.published(version_id), decision.report.domain
    if not same_proportions(domain["blueprint"], module.content.blueprint):
        return 0
    return covered_share(domain["items"], queries.units(module), module.content.blueprint)
