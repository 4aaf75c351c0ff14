"""What was approved about the items of a module."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from trainer.db import db
from trainer.insight.corrections.models import Correction, CorrectionDecision, CorrectionItem

NOWHERE = 0  # stands for practice, which no clinic stands for; no clinic has the number


class Approved(NamedTuple):
    """What was approved about one item version. `clinic_id`: NOWHERE for practice; `document`: with another key."""

    decision_id: int
    clinic_id: int
    correction_id: int
    decided_at: datetime
    remedy: str
    item_version_id: int
    document: Mapping[str, Any] | None


def approved_in(module_id: int) -> Select:
    """The columns of Approved; of several about one item the last one holds."""
    return (
        select(
            CorrectionDecision.id.label("decision_id"),
            func.coalesce(CorrectionDecision.clinic_id, NOWHERE).label("clinic_id"),
            Correction.id.label("correction_id"),
            CorrectionDecision.decided_at,
            Correction.remedy,
            CorrectionItem.item_version_id,
            CorrectionItem.document,
        )
        .join(Correction, Correction.id == CorrectionDecision.correction_id)
        .join(CorrectionItem, CorrectionItem.correction_id == Correction.id)
        .where(Correction.module_id == module_id, CorrectionDecision.approves.is_(True))
    )


def approvals(module_id: int) -> Sequence[Approved]:
    """Oldest first."""
    rows = approved_in(module_id).order_by(CorrectionDecision.id, CorrectionItem.item_version_id)
    return [Approved(*row) for row in db.session.execute(rows)]
