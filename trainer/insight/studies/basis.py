"""What a cut rests on. Rooms below ask through `banks.queries.cut_basis`; without a study a cut is provisional."""

from datetime import datetime

from flask import current_app

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
    return basis_by(queries.decision_on(banks.outline(version_id).module_id, at), version_id)


def basis_by(decision: CutDecision | None, version_id: int) -> Basis | None:
    """As `basis_of`, where the decision is at hand."""
    if decision is None or decision.percent != banks.outline(version_id).content.quiz.cut_percent:
        return None
    covers, needed = covered_by(decision, version_id)
    if covers < needed:
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


def covered_by(decision: CutDecision, version_id: int) -> tuple[int, int]:
    """Percent of a form of that version which the study was held on, and from how much on the report says it holds.

    Both are immutable, so it is worked out once. Where the blueprint asks in other proportions, nothing is covered.
    """
    kept: dict[tuple[int, int], tuple[int, int]] = current_app.extensions.setdefault("covered shares", {})
    pair = (decision.report_id, version_id)
    if pair not in kept:
        domain, module = decision.report.domain, banks.published(version_id)
        blueprint = module.content.blueprint
        same = same_proportions(domain["blueprint"], blueprint)
        covers = covered_share(domain["items"], queries.units(module), blueprint) if same else 0
        kept[pair] = (covers, domain["holds_from"])
    return kept[pair]
